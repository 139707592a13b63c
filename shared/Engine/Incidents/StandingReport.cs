using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The last word of one report that was not taken back.</summary>
/// <param name="Own">It is a report of this incident itself, not of one merged into it.</param>
internal sealed record StandingReport(string ReportId, string IncidentId, bool Own, Instant Recorded, Account Account, Details Details)
{
    /// <summary>What a fact leaves standing: nothing, where it takes the report back.</summary>
    /// <param name="names">What its source is counted under; null: its own name.</param>
    public static StandingReport? Of(Fact fact, string incidentId, SourceNames? names = null) => fact.Event.AccountOf() is { } account
        ? new(fact.Event.ReportOf()!, fact.Event.IncidentId, fact.Event.IncidentId == incidentId, fact.Recorded, Counted(account, names), fact.Event.DetailsOf()!)
        : null;

    // nearly every report is by a source of one name, and its account is kept as it is
    private static Account Counted(Account account, SourceNames? names) =>
        names?.Of(account.Source) is { } source && !ReferenceEquals(source, account.Source) ? account with { Source = source } : account;
}
