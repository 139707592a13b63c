using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Alerts;

/// <summary>
/// The evidence of a rule meeting a watch: an alert where the rule may be called among all others (shared/Engine/Judging/CallRules.cs says when),
/// a revision where it still may and for other reasons (late data repeat the look they belong to), an erratum where it may no longer. Which rules
/// are called follows from what stands, so any order of arrival ends with the same alerts. The rule's policy switches alerts on matches; not these.
/// </summary>
public static class RaiseEvidence
{
    public const string Class = "evidence";

    public static async Task OfAsync(IDocumentSession session, WorkingSet set, IReadOnlyList<Theatre> theatres, IClock clock, CancellationToken stop)
    {
        var notices = Notices(set, theatres).ToList();
        var book = new AlertBook(session);
        await book.HoldAsync(notices.Where(n => n is not AlertRaised).Select(n => n.Notice.AlertId), stop);
        var now = clock.GetCurrentInstant();
        foreach (var alert in notices)
        {
            var id = alert.Notice.AlertId;
            book.Append(id, alert is AlertRevised { Notice: var revised } ? new AlertRevised(revised with { State = book.Find(id)!.State }) : alert, now);
        }
    }

    /// <summary>The calls in a theatre, with each watch that wants to hear of them.</summary>
    public static IEnumerable<(string Key, WatchRecord Watch, Passing Called)> Wanted(WorkingSet set, Theatre theatre) =>
        set.Engine.PassingIn(theatre.Id).SelectMany(called => set.Watches.Where(w => w.Wants(called.Rule, called.Theatre))
            .Select(watch => (EvidenceRecord.Key(called.Rule, called.RuleVersion, called.Theatre), watch, called)));

    /// <summary>What each watch is told; what stands thereafter is kept in the set.</summary>
    public static IEnumerable<IAlertEvent> Notices(WorkingSet set, IReadOnlyList<Theatre> theatres)
    {
        var wanted = theatres.SelectMany(t => Wanted(set, t)).ToDictionary(w => AlertThread.Id(w.Watch.Id, w.Key), StringComparer.Ordinal);
        foreach (var (thread, (key, watch, called)) in wanted.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            var before = set.Threads.GetValueOrDefault(thread);
            var stood = before is { Stands: true };
            if (stood && before!.Why == Reasons(called, set))
            {
                continue;
            }

            var after = new AlertThread(watch.Id, key, (before?.Episode ?? 0) + (stood ? 0 : 1), true, Reasons(called, set));
            set.Threads[thread] = after;
            var notice = NoticeOf(after, called.Rule, called.Theatre, called.SeasonYear, stood ? "revised" : "raised", stood ? null : AlertState.Raised);
            yield return stood ? new AlertRevised(notice) : new AlertRaised(notice);
        }

        foreach (var (thread, stood) in set.Threads.Where(t => t.Value is { Stands: true, Why: not null } && !wanted.ContainsKey(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal).ToList())
        {
            var (rule, version, theatre) = EvidenceRecord.Read(stood.CorrelationId);
            var why = theatres.Any(t => t.Id == theatre) ? set.Engine.WhyNotPassing(rule, version, theatre) : "There is no such theatre any more.";
            set.Threads[thread] = stood with { Stands = false, Why = why };
            yield return new AlertWithdrawn(NoticeOf(set.Threads[thread], rule, theatre, set.Engine.SeasonYears(theatre) is [.., var last] ? last : 0, "withdrawn", AlertState.Withdrawn));
        }
    }

    private static Notice NoticeOf(AlertThread thread, string rule, string theatre, int year, string change, string? state) => new(
        $"{AlertThread.Id(thread.Watch, thread.CorrelationId)}~{thread.Episode}", Class, thread.CorrelationId, thread.Watch, AlertThread.Id(thread.Watch, thread.CorrelationId),
        thread.Episode, rule, theatre, year, change, thread.Why!, state);

    private static string Reasons(Passing called, WorkingSet set) => $"{set.Rules.First(r => r.Id == called.Rule).Title}: {called.Why}";
}
