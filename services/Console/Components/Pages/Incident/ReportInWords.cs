using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.AddReport;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <summary>One thing that is said: a line of a table, and what a history compares.</summary>
/// <param name="Key">Names the field as the forms do: "when", "details.hostages".</param>
/// <param name="Amount">The number, where it is one.</param>
/// <param name="Href">Where it is to be found, for an address.</param>
public sealed record Told(string Key, string Label, string Says, Quantity? Amount = null, string? Href = null);

/// <summary>What a report says, or what several say together, in words and in the order in which a person asks. What is not said has no line.</summary>
/// <param name="gazette">Names the places.</param>
/// <param name="titleOf">Names the incidents that links lead to; null where one is not known.</param>
public sealed class ReportInWords(Gazette gazette, Func<string, string?> titleOf)
{
    public IReadOnlyList<Told> Of(Account says, Details? details) =>
    [
        .. Content(says.Kind, says.Subkind, says.Title, says.Polarity, says.When, says.When.DerivedFrom is { } from ? [from] : [], says.Where, says.Elsewhere, says.Actors, details, says.Figures, says.Claim, says.Scope, says.Links),
        .. Source(says.Source, says.Note),
    ];

    /// <summary>Of all standing reports together; who says it stands elsewhere.</summary>
    /// <param name="several">More than one report stands: then no words of one source stand for the days of all.</param>
    public IReadOnlyList<Told> Of(IncidentView together, bool several) =>
    [
        .. Content(
            together.Kind, together.Subkind, together.Title, together.Polarity, several && together.When is { } when ? when with { Stated = null } : together.When, together.DerivedFrom ?? [], together.Where, together.Elsewhere ?? [], together.Actors ?? [],
            together.Details, together.Figures ?? [], together.Claim, together.Scope, together.Links ?? []),
    ];

    /// <summary>What was decided to be taken of a field.</summary>
    public string Says(Settlement taken) =>
        taken.When is { } when ? Words.Say(when) : taken.Where is { } where ? Place(where) : taken.Quantity is { } number ? Amounts.Say(number) : "nothing";

    /// <summary>"occurred" as a person would say it.</summary>
    public static string Say(Polarity polarity) => polarity switch
    {
        Polarity.Occurred => "it happened",
        Polarity.DidNotOccur => "somebody looked, and it did not happen",
        _ => "it was about to happen",
    };

    private IEnumerable<Told> Content(
        Kind kind, string? subkind, string title, Polarity polarity, Occurrence? when, IReadOnlyList<string> derivedFrom, Mention? where, IReadOnlyList<Mention> elsewhere, IReadOnlyList<string> actors,
        Details? details, IReadOnlyList<Quantity> figures, Claim claim, Scope scope, IReadOnlyList<Link> links) =>
    new[]
    {
        new Told("title", "Title", title),
        new("kind", "Kind", Words.Title(Words.Wire(kind)) + (subkind is { Length: > 0 } finer ? $", {Plain(finer)}" : "")),
        new("polarity", "Whether it happened", Say(polarity)),
        new("when", "When", Words.Say(when) + (when?.Stated is { Length: > 0 } words ? $", stated as “{words}”" : "")),
        Optional("derivedFrom", "Date worked out from", string.Join(", ", derivedFrom.Select(Title))),
        Optional("where", "Where", where is null ? "" : Place(where)),
        Optional("elsewhere", "Also at", string.Join("; ", elsewhere.Select(Place))),
        Optional("actors", "Who", string.Join(", ", actors)),
    }
    .OfType<Told>()
    .Concat(details is null ? [] : Details(kind, details))
    .Concat(figures.Select((f, i) => new Told($"figures[{i}]", Words.Title(f.What ?? "Figure"), Amounts.Say(f with { What = null }), f)))
    .Concat(new[]
    {
        claim == Claim.Stated ? null : new Told("claim", "How it is said", Words.Wire(claim)),
        scope == Scope.Core ? null : new Told("scope", "Belongs to", scope == Scope.Comparator ? "a place it is compared with" : "the background"),
        Optional("links", "Links", string.Join("; ", links.Select(l => $"{Pages.TimelinePages.Links.Says(l.Rel)} {Title(l.To)}"))),
    }.OfType<Told>());

    private static IEnumerable<Told> Source(Source source, string? note) => new[]
    {
        new Told("source.name", "Source", source.Name + (source.Pages is { Length: > 0 } pages ? $", {pages}" : "")),
        new Told("source.grading", "Grade", GradeWords.Say(source.Grading)),
        Optional("source.origin", "Has it from", source.Origin ?? ""),
        Optional("source.published", "Published", source.Published is { } day ? Words.Say(day) : ""),
        source.Url is { Length: > 0 } url ? new Told("source.url", "Address", url, Href: url) : null,
        Optional("note", "Note", note ?? ""),
    }.OfType<Told>();

    private static IEnumerable<Told> Details(Kind kind, Details details)
    {
        foreach (var (name, value) in JsonSerializer.SerializeToNode(details, details.GetType(), TimelineJson.Options)!.AsObject())
        {
            if (name == "kind" || value is null)
            {
                continue;
            }

            var (key, label) = ($"details.{name}", DetailFields.Label(kind, name));
            switch (value)
            {
                case JsonObject amount when amount.Deserialize<Quantity>(TimelineJson.Options) is { } quantity:
                    yield return new(key, label, Amounts.Say(quantity), quantity);
                    break;
                case JsonArray several:
                    yield return new(key, label, string.Join("; ", several.Deserialize<IReadOnlyList<Quantity>>(TimelineJson.Options)!.Select(Amounts.Say)));
                    break;
                default:
                    yield return new(key, label, Plain(value.ToString()));
                    break;
            }
        }
    }

    private string Place(Mention mention) =>
        gazette.Name(mention)
        + (mention.Text is { Length: > 0 } words && words != gazette.Name(mention) ? $", stated as “{words}”" : "")
        + (mention.Precision == PlacePrecision.Unknown ? ", how nearly is unknown" : $", known to the {Words.Wire(mention.Precision)}")
        + (mention.Point is { } point ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", at {point.Lat:0.####}, {point.Lon:0.####}") : "");

    private string Title(string id) => titleOf(id) is { } title ? $"“{title}”" : id;

    private static Told? Optional(string key, string label, string says) => says.Length > 0 ? new(key, label, says) : null;

    private static string Plain(string words) => words.Replace('-', ' ').Replace('_', ' ').Replace('.', ' ');
}
