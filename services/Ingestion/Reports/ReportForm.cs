using System.ComponentModel;
using System.Text.Json;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>One report as it is entered: nothing in it is trusted, everything is optional until <see cref="ReadReport"/> has read it.</summary>
public record ReportForm
{
    [Description("One of incursion, hostage-taking, ransom, release, harvest, seizure, pass-closure, ban, withdrawal, attack, context.")]
    public string? Kind { get; init; }

    [Description("Of kind context, what sort of it: politics, relocation, policy.")]
    public string? Subkind { get; init; }

    [Description("What happened, in a line.")]
    public string? Title { get; init; }

    [Description("The incident this is a further report of; left out for a new one.")]
    public string? IncidentId { get; init; }

    [Description("When it happened, as far as the source says.")]
    public WhenForm? When { get; init; }

    [Description("Where it happened, as far as the source says.")]
    public WhereForm? Where { get; init; }

    [Description("Further places of the same incident.")]
    public IReadOnlyList<WhereForm?>? Elsewhere { get; init; }

    [Description("Who did it, by name.")]
    public IReadOnlyList<string?>? Actors { get; init; }

    [Description("What is particular to the kind, each number as {low, best, high, unit}: attackers and units; hostages and captors; amount, state and inKind; outcome and released; crop, amount, area and seasonYear; substance, mass and units (counted, not weighed); pass and change; of, change and scope; strength; killed and injured.")]
    public JsonElement? Details { get; init; }

    [Description("Further figures that the source gives.")]
    public IReadOnlyList<Quantity?>? Figures { get; init; }

    [Description("Who says so.")]
    public SourceForm? Source { get; init; }

    [Description("occurred, did-not-occur (somebody looked, and it did not) or imminent; occurred where it is left out.")]
    public string? Polarity { get; init; }

    [Description("How the source puts it: stated, reported, alleged, estimated or inferred; stated where it is left out.")]
    public string? Claim { get; init; }

    [Description("core, context or comparator: of the history itself, its background, or another place it is compared with; core where it is left out.")]
    public string? Scope { get; init; }

    [Description("Other incidents that this one belongs to or follows.")]
    public IReadOnlyList<LinkForm?>? Links { get; init; }

    [Description("Anything else that a reader should know.")]
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

/// <summary>A place as it is entered: a gazetteer id, words, or a point with a precision.</summary>
public sealed record WhereForm(
    [property: Description("A place of the gazetteer, by its id.")] string? Place = null,
    [property: Description("The words as the source has them.")] string? Text = null,
    [property: Description("Degrees north.")] double? Lat = null,
    [property: Description("Degrees east.")] double? Lon = null,
    [property: Description("How fine the source is; with lat and lon it must be said. unknown keeps words by which no place is known as they are: such a report counts in no theatre.")] string? Precision = null)
{
    public static WhereForm Of(Mention mention) =>
        new(mention.PlaceId, mention.Text, mention.Point?.Lat, mention.Point?.Lon, JsonNamingPolicy.KebabCaseLower.ConvertName(mention.Precision.ToString()));
}

public sealed record SourceForm(
    [property: Description("Its name.")] string? Name = null,
    [property: Description("A to F: how reliable the source is.")] string? Reliability = null,
    [property: Description("1 to 6: how credible the statement is.")] int? Credibility = null,
    [property: Description("The day on which it was published. What it says occurred, or did not, is no later: \"after 9 August 1999\" is read up to it.")] string? Published = null,
    string? Url = null,
    [property: Description("From whom it has it: two sources of one origin are one voice.")] string? Origin = null,
    string? Pages = null)
{
    public static SourceForm Of(Source source) => new(
        source.Name, source.Grading.Reliability?.ToString(), source.Grading.Credibility, source.Published?.ToString("uuuu-MM-dd", null), source.Url, source.Origin, source.Pages);
}

public sealed record LinkForm(
    [property: Description("One of part-of, follows, ransom-for, release-of, retreat-of, same-route, contradicts, replaces, related-to.")] string? Rel = null, [property: Description("The other incident.")] string? To = null);
