using System.Text.Json;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>One report as it is entered: nothing in it is trusted, everything is optional until <see cref="ReadReport"/> has read it.</summary>
public record ReportForm
{
    public string? Kind { get; init; }
    public string? Subkind { get; init; }
    public string? Title { get; init; }

    /// <summary>The incident this is a further report of; null for a new one.</summary>
    public string? IncidentId { get; init; }

    public WhenForm? When { get; init; }
    public WhereForm? Where { get; init; }
    public IReadOnlyList<WhereForm?>? Elsewhere { get; init; }
    public IReadOnlyList<string?>? Actors { get; init; }
    public JsonElement? Details { get; init; }
    public IReadOnlyList<Quantity?>? Figures { get; init; }
    public SourceForm? Source { get; init; }
    public string? Polarity { get; init; }
    public string? Claim { get; init; }
    public string? Scope { get; init; }
    public IReadOnlyList<LinkForm?>? Links { get; init; }
    public string? Note { get; init; }

    /// <summary>The form that would enter a standing report again: what a partial correction is laid over.</summary>
    public static ReportForm Of(Account account, Details details) => new()
    {
        Kind = Word(account.Kind),
        Subkind = account.Subkind,
        Title = account.Title,
        When = WhenForm.Of(account.When),
        Where = account.Where is { } where ? WhereForm.Of(where) : null,
        Elsewhere = [.. account.Elsewhere.Select(WhereForm.Of)],
        Actors = [.. account.Actors],
        Details = JsonSerializer.SerializeToElement(details, details.GetType(), Json.Forms),
        Figures = [.. account.Figures],
        Source = SourceForm.Of(account.Source),
        Polarity = Word(account.Polarity),
        Claim = Word(account.Claim),
        Scope = Word(account.Scope),
        Links = [.. account.Links.Select(l => new LinkForm(l.Rel, l.To))],
        Note = account.Note,
    };

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>A date as it is entered: words, or days. Days win; words beside them are kept as stated.</summary>
public sealed record WhenForm
{
    public string? Text { get; init; }
    public string? Date { get; init; }
    public string? Earliest { get; init; }
    public string? Latest { get; init; }
    public string? Precision { get; init; }
    public DaysForm? Begins { get; init; }
    public DaysForm? Ends { get; init; }
    public bool? EndsOpen { get; init; }
    public string? Best { get; init; }
    public string? DerivedFrom { get; init; }
    public string? Zone { get; init; }

    public static WhenForm Of(Occurrence when) => new()
    {
        Text = when.Stated,
        Begins = DaysForm.Of(when.Begins),
        Ends = DaysForm.Of(when.Ends),
        EndsOpen = when.EndsOpen,
        Precision = JsonNamingPolicy.KebabCaseLower.ConvertName(when.Precision.ToString()),
        Best = when.Best?.ToString("uuuu-MM-dd", null),
        DerivedFrom = when.DerivedFrom,
        Zone = when.Zone,
    };
}

public sealed record DaysForm(string? Earliest = null, string? Latest = null)
{
    public static DaysForm? Of(UncertainDate? date) =>
        date is { } d ? new(d.Earliest.ToString("uuuu-MM-dd", null), d.Latest.ToString("uuuu-MM-dd", null)) : null;
}

/// <summary>A place as it is entered: a gazetteer id, words, or a point with a precision.</summary>
public sealed record WhereForm(string? Place = null, string? Text = null, double? Lat = null, double? Lon = null, string? Precision = null)
{
    public static WhereForm Of(Mention mention) =>
        new(mention.PlaceId, mention.Text, mention.Point?.Lat, mention.Point?.Lon, JsonNamingPolicy.KebabCaseLower.ConvertName(mention.Precision.ToString()));
}

public sealed record SourceForm(
    string? Name = null, string? Reliability = null, int? Credibility = null, string? Published = null, string? Url = null, string? Origin = null, string? Pages = null)
{
    public static SourceForm Of(Source source) => new(
        source.Name, source.Grading.Reliability?.ToString(), source.Grading.Credibility, source.Published?.ToString("uuuu-MM-dd", null), source.Url, source.Origin, source.Pages);
}

public sealed record LinkForm(string? Rel = null, string? To = null);
