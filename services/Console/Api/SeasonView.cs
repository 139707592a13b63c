using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console;

/// <summary>One turn of a theatre's calendar, as <c>GET /api/seasons/{theatre}/{year}</c> tells it.</summary>
public sealed record SeasonView(
    string Theatre,
    int SeasonYear,
    string? KnownAt,
    string State,
    IReadOnlyList<PhaseView> Phases,
    IReadOnlyList<HarvestView> Harvests,
    IncursionsView Incursions,
    IReadOnlyList<ChainView> Chains,
    RansomView? RansomUsd,
    SeizuresView? Seizures,
    IReadOnlyDictionary<string, CoverageView>? Coverage,
    IReadOnlyList<string> Correlations);

/// <param name="Basis">"observed", "usual" or "none": recorded events, the theatre's usual dates, or no such phase that year.</param>
public sealed record PhaseView(string Name, UncertainDate? Opens, UncertainDate? Closes, string Basis, IReadOnlyList<string> Incidents, bool Conflict);

public sealed record HarvestView(string IncidentId, TonnesView? Tonnes);

public sealed record TonnesView(decimal? Low, decimal? Best, decimal? High);

public sealed record IncursionsView(IReadOnlyList<string> Certain, IReadOnlyList<PossibleView> Possible, IReadOnlyList<string> Outside, IReadOnlyList<string> Absent);

/// <param name="Share">Of the possible days, those that lie inside; between 0 and 1.</param>
public sealed record PossibleView(string IncidentId, double Share);

public sealed record ChainView(string Anchor, IReadOnlyList<ChainStepView> Steps, string Outcome);

public sealed record ChainStepView(string Step, string IncidentId, LagDays? LagDays);

/// <param name="Conflict">Sources give values for one incident that exclude each other.</param>
/// <param name="Alleged">Stands apart and is in no sum.</param>
public sealed record RansomView(decimal? Low, decimal? High, bool Conflict, RansomView? Alleged = null, IReadOnlyList<Quantity>? Other = null);

public sealed record SeizuresView(SeizedView? Before, SeizedView? During, SeizedView? After, SeizedView? Undated);

/// <param name="ExposureDays">How many days the stretch has: counts of unequal stretches do not compare without it.</param>
public sealed record SeizedView(int Count, decimal? KgLow, decimal? KgHigh, int? ExposureDays);

/// <param name="Zero">events, confirmed-none, watched-nothing-reported or not-watched.</param>
/// <param name="Strength">stated or inferred.</param>
public sealed record CoverageView(string Zero, string Strength, string? Scope);
