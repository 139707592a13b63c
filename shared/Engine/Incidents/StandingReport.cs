using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The last word of one report that was not taken back.</summary>
/// <param name="Own">It is a report of this incident itself, not of one merged into it.</param>
internal sealed record StandingReport(string ReportId, string IncidentId, bool Own, Instant Recorded, Account Account, Details Details)
{
    /// <summary>What a fact leaves standing: nothing, where it takes the report back.</summary>
    public static StandingReport? Of(Fact fact, string incidentId) => fact.Event.AccountOf() is { } account
        ? new(fact.Event.ReportOf()!, fact.Event.IncidentId, fact.Event.IncidentId == incidentId, fact.Recorded, account, fact.Event.DetailsOf()!)
        : null;
}
