using System.Text.Json.Nodes;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>A report as a caller writes it: the body of <c>POST /api/reports</c>.</summary>
public sealed record ReportForm(
    Kind? Kind,
    string? Subkind,
    string? Title,
    string? IncidentId,
    WordsForm? When,
    PlaceForm? Where,
    IReadOnlyList<string> Actors,
    JsonObject? Details,
    SourceForm Source,
    Polarity Polarity,
    IReadOnlyList<Link> Links,
    string? Note,
    IReadOnlyList<PlaceForm> Elsewhere,
    JsonArray Figures,
    Claim Claim);

/// <param name="Best">The likeliest day, as yyyy-mm-dd.</param>
/// <param name="DerivedFrom">The incident from which the date was worked out.</param>
public sealed record WordsForm(string? Text, string? Best = null, string? DerivedFrom = null);

/// <param name="Place">A place of the gazetteer in which what the words name lies, or which they name.</param>
public sealed record PlaceForm(string? Text, double? Lat, double? Lon, string? Precision, string? Place = null);

public sealed record SourceForm(string? Name, string? Reliability, int? Credibility, string? Published, string? Url, string? Origin, string? Pages = null);

/// <summary>How a report was read, before it is written (<c>POST /api/reports/check</c>).</summary>
public sealed record CheckAnswer(
    Reading? Reading, IReadOnlyDictionary<string, string[]>? Problems, IReadOnlyList<DuplicateView>? Duplicates, ForeseenView? Correlations = null,
    IReadOnlyList<DoubtView>? Doubts = null, ApprovalView? Approval = null, IReadOnlyList<AlikeDraftView>? Waiting = null);

/// <summary>The theatre in which it would wait for a second person.</summary>
public sealed record ApprovalView(string Theatre, string Name);

/// <summary>What looks wrong and is recorded all the same.</summary>
public sealed record DoubtView(string Field, string Says);

/// <summary>What would follow if it were saved.</summary>
/// <param name="Known">false: it could not be asked, and <paramref name="Says"/> says why.</param>
public sealed record ForeseenView(bool Known, string? Says, IReadOnlyList<Contracts.Consequence> Begin, IReadOnlyList<Contracts.Consequence> Change, IReadOnlyList<Contracts.Consequence> End)
{
    public bool Any => Begin.Count + Change.Count + End.Count > 0;
}

/// <summary>What would follow from a change of an incident (<c>POST /api/incidents/{id}/…/check</c>).</summary>
public sealed record ChangeChecked(ForeseenView Correlations);

public sealed record Reading(WhenReading? When, WhereReading? Where);

/// <param name="Says">In a sentence, how the words were understood.</param>
public sealed record WhenReading(UncertainDate? Begins, UncertainDate? Ends, bool EndsOpen, DatePrecision? Precision, string? Says);

public sealed record WhereReading(string? PlaceId, string? Name, PlacePrecision? Precision, string? Country, string? AdministeredBy, string? Says);

/// <param name="Score">0 to 1, where the service tells it.</param>
public sealed record DuplicateView(string IncidentId, string? Title, IReadOnlyList<string>? Why, double? Score, bool Likely = false);

/// <summary>A report that waits for a second person and may tell of the same.</summary>
public sealed record AlikeDraftView(string DraftId, string Title, string By, Instant Sent, IReadOnlyList<string>? Why);

/// <summary>What stands after saving, or what waits.</summary>
/// <param name="IncidentId">Null where it waits for a second person.</param>
/// <param name="DraftId">Null where it was recorded.</param>
public sealed record Saved(string? IncidentId, string? ReportId, long Version, long Position, IReadOnlyList<DuplicateView>? Duplicates, string? DraftId = null);
