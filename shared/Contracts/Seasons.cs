using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Contracts;

/// <summary>Whether the window of a season may still be open on the day the view is taken, or has certainly closed.</summary>
public enum SeasonState { Ongoing, Closed }

/// <summary>
/// What the edges of a phase rest on. <see cref="Observed"/>: at least one edge on a recorded incident with a date of its own.
/// <see cref="Usual"/>: on the theatre's usual dates, or on dates derived from something else. <see cref="None"/>: what opens it is
/// recorded as not having occurred, so the phase did not come.
/// </summary>
public enum Basis { Observed, Usual, None }

/// <summary>What one edge rests on; <see cref="Derived"/> is a recorded incident whose date was worked out from another.</summary>
public enum EdgeBasis { Observed, Derived, Usual, None }

/// <summary>A stretch of a season year.</summary>
/// <param name="Name">harvest, passes-open or harvest-window.</param>
/// <param name="Opens">Its first day (counts); null where it did not come or nothing is known of it.</param>
/// <param name="Closes">The day it ends. Of passes-open and harvest-window this day no longer counts.</param>
/// <param name="Incidents">The incidents its edges rest on.</param>
/// <param name="Conflict">The accounts of an edge do not all share a day, or an account disagrees with itself.</param>
public sealed record PhaseView(string Name, UncertainDate? Opens, UncertainDate? Closes, Basis Basis, EdgeBasis OpensBasis, EdgeBasis ClosesBasis, IReadOnlyList<string> Incidents, bool Conflict);

/// <summary>Bounds and best value; null where no source gives one.</summary>
public sealed record Amount(decimal? Low, decimal? Best, decimal? High);

/// <param name="Tonnes">What was brought in, in metric tons; null where no source says.</param>
public sealed record HarvestView(string IncidentId, string Title, Amount? Tonnes, bool Conflict);

/// <param name="Share">The share of the possible days that lie in the window, and in this season year; above 0.</param>
public sealed record PossibleIncident(string IncidentId, double Share);

/// <summary>The season's incursions (wholes) against its harvest window.</summary>
/// <param name="Certain">In the window whatever the days were.</param>
/// <param name="Outside">In the season, and in the window on none of the possible days.</param>
/// <param name="Absent">Records that none came.</param>
public sealed record IncursionsView(IReadOnlyList<string> Certain, IReadOnlyList<PossibleIncident> Possible, IReadOnlyList<string> Outside, IReadOnlyList<string> Absent);

/// <param name="LagDays">Days from the taking; null where one of the two has no date.</param>
/// <param name="How">The state of a ransom (paid, demanded, alleged) or the outcome of a release.</param>
public sealed record ChainStepView(string Step, string IncidentId, LagDays? LagDays, string? How = null);

public enum ChainOutcome { Ransomed, Released, Escaped, Rescued, Killed, Open, Unknown, Inconsistent }

/// <summary>A taking and what followed it. Lags count from the taking.</summary>
public sealed record ChainView(string Anchor, Kind AnchorKind, UncertainDate AnchorBegins, IReadOnlyList<ChainStepView> Steps, ChainOutcome Outcome);

/// <summary>A sum of money with its bounds. <paramref name="High"/> is null where one of the sums in it has no upper bound.</summary>
public sealed record MoneyRange(decimal Low, decimal? High);

/// <summary>What was given or asked in kind or in another currency.</summary>
public sealed record OtherRansom(string IncidentId, RansomState State, Quantity Quantity);

/// <summary>What was paid in US dollars, each incident once, in the season year of its own date.</summary>
/// <param name="High">Null where a payment has no upper bound; <paramref name="Says"/> names it.</param>
/// <param name="Conflict">Reports of one payment give values that exclude one another; the range then spans both.</param>
/// <param name="Alleged">Alleged payments, not in the sum.</param>
/// <param name="Demanded">Demands, not in the sum.</param>
/// <param name="Incidents">The payments summed.</param>
public sealed record RansomView(decimal Low, decimal? High, bool Conflict, MoneyRange Alleged, MoneyRange Demanded, IReadOnlyList<OtherRansom> Other, IReadOnlyList<string> Incidents, string Says);

/// <param name="KgLow">The least mass in kilograms; what no source weighs adds nothing.</param>
/// <param name="KgHigh">The most; null where a seizure has no upper bound.</param>
/// <param name="ExposureDays">Days of the season year in this stretch, the window's edges taken at the middle of their possible days.</param>
public sealed record SeizureStretch(int Count, decimal KgLow, decimal? KgHigh, int ExposureDays, IReadOnlyList<string> Incidents);

/// <summary>Seizures certainly before, in and after the window; what may lie in more than one stretch is undated.</summary>
public sealed record SeizuresView(SeizureStretch Before, SeizureStretch During, SeizureStretch After, SeizureStretch Undated);

/// <summary>The four different zeros: something is recorded; somebody looked and there was none; somebody watched and reported nothing; nobody watched.</summary>
public enum Zero { Events, ConfirmedNone, WatchedNothingReported, NotWatched }

public enum Strength { Stated, Inferred }

/// <param name="Strength">Null where nothing was watched.</param>
/// <param name="Scope">The place the statement speaks of.</param>
public sealed record CoverageOf(Zero Zero, Strength? Strength, string? Scope);

public sealed record CoverageView(CoverageOf Harvest, CoverageOf Incursion);

/// <summary>One season year of a theatre as it stands; open chains and the state are judged as of the last day reached.</summary>
/// <param name="KnownAt">The instant of knowledge the view was asked for; filled in by who asks the engine.</param>
/// <param name="Correlations">The ids of the findings of this season year.</param>
public sealed record SeasonView(
    string Theatre,
    int SeasonYear,
    Instant? KnownAt,
    SeasonState State,
    IReadOnlyList<PhaseView> Phases,
    IReadOnlyList<HarvestView> Harvests,
    IncursionsView Incursions,
    IReadOnlyList<ChainView> Chains,
    RansomView RansomUsd,
    SeizuresView Seizures,
    CoverageView Coverage,
    IReadOnlyList<string> Correlations);
