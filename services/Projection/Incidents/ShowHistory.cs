using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Incidents;

/// <summary>GET /api/incidents/{id}/history: every change that was made to an incident, in the order it was made, with who, when, why, before and after.</summary>
/// <remarks>With knownAt only the changes that were known then: what came to be known later is in no entry, not even as what was there before.</remarks>
public static class ShowHistory
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/incidents/{id}/history", HandleAsync).RequireAuthorization(Access.Read)
        .Says("incidents", "Every change of an incident, in the order of recording: when, by whom, why, what was said before and after.")
        .Asks("id", "The incident.").AsksMoment().Gives<IReadOnlyList<Entry>>(200);

    private sealed record Said(Account Says, Details Details);

    /// <param name="Change">reported, corrected, retracted, restored, settled, settlement taken back, merged into …, unmerged from …</param>
    /// <param name="Before">What the report said before; null where it said nothing.</param>
    /// <param name="After">What it says from then on; null where nothing.</param>
    /// <param name="Import">The import that brought the change.</param>
    /// <param name="Field">The field that was decided on: when, where, details.hostages …; null of any other change.</param>
    /// <param name="Settled">What was decided to be taken; null where a decision was taken back.</param>
    /// <param name="ApprovedBy">Who approved it, where it waited for a second person.</param>
    private sealed record Entry(long Version, string Change, string? ReportId, string By, Instant Recorded, Instant KnownFrom, string? Reason, Said? Before, Said? After, string? Import,
        string? Field = null, Settlement? Settled = null, string? ApprovedBy = null);

    private static async Task<IResult> HandleAsync(string id, string? knownAt, string? clock, HeldFacts held, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var facts = (await held.AroundAsync(id, moment, stop)).Where(f => f.Event.IncidentId == id && f.Event is not IBesideIncidents).OrderBy(f => f.Version).ToList();
        return facts.Count > 0
            ? Results.Json(Changes(facts), TimelineJson.Options)
            : throw Refused.NotFound(moment.KnownAt is null ? $"incident '{id}'" : $"incident '{id}' known then");
    }

    private static List<Entry> Changes(IEnumerable<Fact> facts)
    {
        var said = new Dictionary<string, Said>(StringComparer.Ordinal);
        var changes = new List<Entry>();
        foreach (var fact in facts)
        {
            var (change, report, reason, after) = fact.Event switch
            {
                IReported r => ("reported", r.ReportId, r.Provenance.Why, new Said(r.Account, r.Particulars)),
                ReportCorrected c => ("corrected", c.ReportId, c.Reason, new Said(c.Account, c.Details)),
                ReportRestored b => ("restored", b.ReportId, b.Reason, new Said(b.Account, b.Details)),
                ConflictSettled s => (s.Settled is null ? "settlement taken back" : "settled", null, s.Reason, null),
                ReportRetracted t => ("retracted", t.ReportId, t.Reason, null),
                IncidentMerged m => ($"merged into {m.IntoId}", null, m.Reason, null),
                IncidentUnmerged u => ($"unmerged from {u.FromId}", null, u.Reason, (Said?)null),
                _ => throw new ArgumentException(fact.Event.GetType().Name),
            };
            var provenance = fact.Event.Provenance;
            changes.Add(new(fact.Version, change, report, provenance.By, fact.Recorded, fact.KnownFrom, reason, report is null ? null : said.GetValueOrDefault(report), after, provenance.ImportId,
                (fact.Event as ConflictSettled)?.Field, (fact.Event as ConflictSettled)?.Settled, provenance.ApprovedBy));
            if (report is not null && after is not null)
            {
                said[report] = after;
            }
            else if (report is not null)
            {
                said.Remove(report);
            }
        }

        return changes;
    }
}
