using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>What was watched, or looked for and not there.</summary>
/// <param name="Zero">watched-nothing-reported or confirmed-none.</param>
/// <param name="CoverageId">The statement; null of a record that there was none.</param>
/// <param name="IncidentId">The incident that records that there was none; null of a statement.</param>
/// <param name="Strength">stated or inferred.</param>
public sealed record WatchedView(
    Zero Zero, string? CoverageId, string? IncidentId, long? Version, Kind Kind, Mention? Where, LocalDate? From, LocalDate? To, string Strength, IReadOnlyList<string> Sources, Grading Grading, string? Says);

public sealed record CoverageToState(string? Kind, PlaceForm? Where, string? From, string? To, string Says, SourceForm Source, string? Note);

/// <param name="DraftId">Not null where it waits for a second person.</param>
public sealed record CoverageStatedView(string? CoverageId, string? IncidentId, string? Says, string? DraftId);

/// <param name="History">Each time it was graded otherwise than before.</param>
/// <param name="Origins">Whom it has its reports from.</param>
/// <param name="OriginOf">Sources that have reports from it.</param>
public sealed record SourceView(
    string Name, Reliability? Reliability, IReadOnlyList<GradedView> History, SourceCounts Reports, IReadOnlyDictionary<string, int> Kinds, int Incidents,
    IReadOnlyList<string> Origins, IReadOnlyList<string> OriginOf, LocalDate? FirstPublished, LocalDate? LastPublished, Instant FirstKnown, Instant LastKnown);

public sealed record GradedView(Reliability? Reliability, Instant Since, string ReportId, string By);

public sealed record SourceCounts(int Standing, int Corrected, int TakenBack);

public sealed record PlaceToAdd(
    string? Name, string? Type, IReadOnlyList<string> Within, string? AdministeredBy, double? Lat, double? Lon, IReadOnlyList<string> Spellings, string? Note, string? Reason);

public sealed record PlaceAddedView(Place Place, long Version);
