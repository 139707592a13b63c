using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Correlation.Watching;
using Timeline.Hosting;

namespace Timeline.Correlation.Alerts;

/// <summary>A watch as it stands.</summary>
public sealed record WatchRecord(string Id, string Name, string? Rule, string? Theatre, bool CertainOnly)
{
    /// <summary>The watch on everything, there from the start.</summary>
    public const string Everything = "everything";

    public bool Wants(Finding finding) =>
        (Rule is null || Rule == finding.Rule) && (Theatre is null || Theatre == finding.Theatre) && (!CertainOnly || finding.Verdict == Vocabulary.Certainty.Certain);
}

/// <param name="Change">raised, strengthened, weakened, revised, withdrawn; later what people did with it.</param>
public sealed record AlertStep(Instant At, string Change, string Why);

/// <summary>An alert as it stands.</summary>
public sealed record AlertRecord(string Id, Notice Notice, string State, Instant RaisedAt, IReadOnlyList<AlertStep> History);

/// <summary>
/// A correlation meeting a watch: exactly one notice for each change, a withdrawal as an erratum in the same thread, a return as a new
/// episode. The alert's id is made of watch, correlation and episode, so that raising it twice is impossible.
/// Next: the message goes out by shared/Hosting/PublishStoredEvents.cs and reaches the page by services/Console/Gateway.
/// </summary>
public static class RaiseAlerts
{
    public static void Of(IDocumentSession session, WorkingSet set, CorrelationRecord correlation, ICorrelationEvent told, Instant now, Cause? cause)
    {
        var rule = set.Rules.First(r => r.Id == correlation.Finding.Rule);
        if (!rule.Alert)
        {
            return;
        }

        foreach (var watch in set.Watches)
        {
            var thread = $"{watch.Id}~{correlation.Id}";
            var id = $"{thread}~{correlation.Episode}";
            var open = set.Alerts.GetValueOrDefault(id);
            var wanted = correlation.Holds && watch.Wants(correlation.Finding);
            var (change, why) = Word(told, rule);
            var notice = new Notice(id, "match", correlation.Id, watch.Id, thread, correlation.Episode, rule.Id, correlation.Finding.Theatre, correlation.Finding.SeasonYear, change, why);
            if (open is null && wanted)
            {
                Append(new AlertRaised(notice with { Change = "raised" }), new(id, notice with { Change = "raised" }, "raised", now, [new(now, "raised", why)]));
            }
            else if (open is { State: not "withdrawn" } && !wanted)
            {
                Append(new AlertWithdrawn(notice with { Change = "withdrawn" }), open with { Notice = notice with { Change = "withdrawn" }, State = "withdrawn", History = [.. open.History, new(now, "withdrawn", why)] });
            }
            else if (open is not null && wanted)
            {
                // a watch on certain ones only sees a return to certainty as the same alert raised again
                var state = open.State == "withdrawn" ? "raised" : open.State;
                Append(new AlertRevised(notice), open with { Notice = notice, State = state, History = [.. open.History, new(now, change, why)] });
            }

            void Append(IAlertEvent happened, AlertRecord record)
            {
                set.Alerts[id] = record;
                session.Append("alert~" + id, happened, cause);
                session.Store(record);
            }
        }
    }

    private static (string Change, string Why) Word(ICorrelationEvent told, Rule rule) => told switch
    {
        CorrelationDetected d => ("detected", $"{rule.Title}: {string.Join(" ", d.Finding.Explanation.Select(e => e.Says))}"),
        CorrelationStrengthened s => ("strengthened", s.Why),
        CorrelationWeakened w => ("weakened", w.Why),
        CorrelationRevised r => ("revised", r.Why),
        CorrelationWithdrawn w => ("withdrawn", w.Why),
        _ => throw new ArgumentException($"{told.GetType().Name} is no change of a correlation", nameof(told)),
    };
}
