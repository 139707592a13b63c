using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Projection.Comparing;

/// <summary>What changed between two states of knowledge, the earlier first. Every entry says it in a sentence too.</summary>
/// <param name="KnownAt">The two moments, the earlier first.</param>
/// <param name="Clock">known or recorded: the clock both were read by.</param>
/// <param name="Theatre">The theatre that was asked for; null for all, and for what counts in none.</param>
public sealed record Comparison(
    IReadOnlyList<Instant> KnownAt, string Clock, string? Theatre, int? SeasonYear, string Says,
    IncidentChanges Incidents, CorrelationChanges Correlations, IReadOnlyList<SeasonChange> Seasons, IReadOnlyList<EvidenceChange> Evidence);

/// <summary>One field that is another than before.</summary>
/// <param name="Field">Its name in the answer it is a field of; a field inside it after a point.</param>
/// <param name="Before">Null where nothing was known of it.</param>
public sealed record FieldChange(string Field, object? Before, object? After, string Says);

/// <param name="Came">Incidents that stand now and did not.</param>
/// <param name="Went">Incidents that stood and do not now: taken back, or merged into another.</param>
/// <param name="Changed">Incidents that stand in both and read otherwise.</param>
public sealed record IncidentChanges(IReadOnlyList<IncidentChange> Came, IReadOnlyList<IncidentChange> Went, IReadOnlyList<IncidentChange> Changed);

/// <param name="Onset">As it is now; of one that went, as it was.</param>
/// <param name="MergedInto">Of one that went: what it was merged into; null where it was taken back.</param>
/// <param name="Fields">Of one that changed: field by field.</param>
public sealed record IncidentChange(string Id, string Title, Kind Kind, UncertainDate? Onset, string? MergedInto, IReadOnlyList<FieldChange> Fields, string Says);

/// <param name="Revised">As strong as before, for other reasons: other days, another lag, other incidents.</param>
public sealed record CorrelationChanges(
    IReadOnlyList<CorrelationChange> Began, IReadOnlyList<CorrelationChange> Strengthened, IReadOnlyList<CorrelationChange> Weakened,
    IReadOnlyList<CorrelationChange> Revised, IReadOnlyList<CorrelationChange> Ended);

/// <param name="Before">Null where it began.</param>
/// <param name="After">Null where it ended.</param>
public sealed record CorrelationChange(string Id, string Rule, string Theatre, int SeasonYear, Finding? Before, Finding? After, string Says);

/// <summary>A season year whose view reads otherwise.</summary>
public sealed record SeasonChange(string Theatre, int SeasonYear, IReadOnlyList<FieldChange> Fields, string Says);

/// <param name="Before">Null where the rule was not in force.</param>
public sealed record EvidenceChange(string Rule, string Theatre, Evidence? Before, Evidence? After, string Says);
