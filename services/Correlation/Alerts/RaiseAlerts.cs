using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Watching;
using Timeline.Hosting;

namespace Timeline.Correlation.Alerts;

/// <summary>A change of a correlation, with the correlation as it then is.</summary>
/// <param name="Cause">The report that brought it about; null where none did.</param>
public sealed record Told(CorrelationRecord Correlation, ICorrelationEvent Event, Cause? Cause = null);

/// <summary>A watch and a correlation that met at least once: how often, and whether they still do. Only facts change this, so the writer may keep it in memory.</summary>
/// <param name="Episode">The number of the last episode, from 1.</param>
/// <param name="Stands">False once the last episode was withdrawn.</param>
/// <param name="Why">Of an alert on evidence what was last told; null of any other.</param>
public sealed record AlertThread(string Watch, string CorrelationId, int Episode, bool Stands, string? Why = null)
{
    public static string Id(string watch, string correlation) => $"{watch}~{correlation}";
}

/// <summary>
/// A correlation meeting a watch: exactly one notice for each change, a withdrawal as an erratum in the same thread, a return as a new
/// episode. The alert's id is made of watch, correlation and episode, so that raising it twice is impossible.
/// Next: the message goes out by shared/Hosting/PublishStoredEvents.cs and reaches the page by services/Console/Live/StreamAlerts.cs; what people
/// do with the alert is <see cref="Triage"/>.
/// </summary>
public static class RaiseAlerts
{
    public static async Task OfAsync(IDocumentSession session, WorkingSet set, IEnumerable<Told> told, IClock clock, CancellationToken stop)
    {
        var notices = told.SelectMany(t => Notices(set, t).Select(n => (Alert: n, t.Cause))).ToList();
        var book = new AlertBook(session);
        await book.HoldAsync(notices.Where(n => n.Alert is not AlertRaised).Select(n => n.Alert.Notice.AlertId), stop);
        var now = clock.GetCurrentInstant();
        foreach (var (alert, cause) in notices)
        {
            var id = alert.Notice.AlertId;
            book.Append(id, alert is AlertRevised { Notice: var revised } ? new AlertRevised(revised with { State = book.Find(id)!.State }) : alert, now, cause);
        }
    }

    /// <summary>What each watch is told of a change; what stands thereafter is kept in the set.</summary>
    public static IEnumerable<IAlertEvent> Notices(WorkingSet set, Told told)
    {
        var finding = told.Correlation.Finding;
        var rule = set.Rules.First(r => r.Id == finding.Rule);
        foreach (var watch in rule.Alert ? set.Watches : [])
        {
            var thread = AlertThread.Id(watch.Id, told.Correlation.Id);
            var before = set.Threads.GetValueOrDefault(thread);
            var (stood, stands) = (before is { Stands: true }, told.Correlation.Holds && watch.Wants(finding));
            if (!stood && !stands)
            {
                continue;
            }

            var episode = (before?.Episode ?? 0) + (stood ? 0 : 1);
            set.Threads[thread] = new(watch.Id, told.Correlation.Id, episode, stands);
            var (change, why) = Word(told.Event, rule);
            var notice = new Notice($"{thread}~{episode}", "match", told.Correlation.Id, watch.Id, thread, episode, rule.Id, finding.Theatre, finding.SeasonYear, change, why, null);
            yield return (stood, stands) switch
            {
                (false, _) => new AlertRaised(notice with { Change = "raised", Why = Reasons(finding, rule), State = AlertState.Raised }),
                (_, false) => new AlertWithdrawn(notice with { Change = "withdrawn", State = AlertState.Withdrawn }),
                _ => new AlertRevised(notice),
            };
        }
    }

    private static string Reasons(Finding finding, Rule rule) => $"{rule.Title}: {string.Join(" ", finding.Explanation.Select(e => e.Says))}";

    private static (string Change, string Why) Word(ICorrelationEvent told, Rule rule) => told switch
    {
        CorrelationDetected d => ("detected", Reasons(d.Finding, rule)),
        CorrelationStrengthened s => ("strengthened", s.Why),
        CorrelationWeakened w => ("weakened", w.Why),
        CorrelationRevised r => ("revised", r.Why),
        CorrelationWithdrawn w => ("withdrawn", w.Why),
        _ => throw new ArgumentException($"{told.GetType().Name} is no change of a correlation", nameof(told)),
    };
}
