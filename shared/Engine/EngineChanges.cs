using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>What is another than it was at the last Settle.</summary>
/// <param name="Findings">By id.</param>
/// <param name="Evidence">Rules and theatres whose evidence may say something else now; it is worked out when it is asked for.</param>
/// <param name="Seasons">Season years whose view may have changed, for more is in a view than is kept here.</param>
/// <param name="Incidents">Incidents that came, changed, or no longer stand, in no order.</param>
public sealed record EngineChanges(
    IReadOnlyList<FindingChange> Findings,
    IReadOnlyList<(string Rule, string Theatre)> Evidence,
    IReadOnlyList<(string Theatre, int SeasonYear)> Seasons,
    IReadOnlyCollection<string> Incidents);

/// <param name="Before">Null where it was found just now.</param>
/// <param name="After">Null where it no longer holds.</param>
/// <param name="Why">Of one that no longer holds: what took it away.</param>
public sealed record FindingChange(Finding? Before, Finding? After, string? Why = null);
