using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The last word of one report that was not taken back.</summary>
/// <param name="Own">It is a report of this incident itself, not of one merged into it.</param>
internal sealed record StandingReport(string ReportId, string IncidentId, bool Own, Instant Recorded, Account Account, Details Details)
{
    /// <summary>Its key within one event: a correction and a retraction speak of the report they name.</summary>
    public static string? ReportOf(IIncidentEvent happened) => happened switch
    {
        IReported reported => reported.ReportId,
        IRestated restated => restated.ReportId,
        ReportRetracted retracted => retracted.ReportId,
        _ => null,
    };

    /// <summary>What a fact leaves standing: nothing, where it takes the report back.</summary>
    public static StandingReport? Of(Fact fact, string incidentId) => fact.Event switch
    {
        IReported r => new(r.ReportId, r.IncidentId, r.IncidentId == incidentId, fact.Recorded, r.Account, r.Particulars),
        IRestated c => new(c.ReportId, c.IncidentId, c.IncidentId == incidentId, fact.Recorded, c.Account, c.Details),
        _ => null,
    };
}
