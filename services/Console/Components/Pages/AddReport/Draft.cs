using System.Globalization;
using System.Text.Json.Nodes;
using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.AddReport;

/// <summary>An amount as it is being typed.</summary>
public sealed class DraftAmount
{
    public string Low { get; set; } = "";
    public string Best { get; set; } = "";
    public string High { get; set; } = "";
    public string? Unit { get; set; }
    public string Qualifier { get; set; } = "";

    public bool IsEmpty => Low.Length + Best.Length + High.Length == 0;
}

/// <summary>A number that says itself what it counts.</summary>
public sealed class DraftFigure
{
    public DraftAmount Amount { get; } = new();
    public string What { get; set; } = "";

    /// <summary>The source's words for it, which go when another number is typed.</summary>
    public string Text { get; set; } = "";

    public bool IsEmpty => Amount.IsEmpty && (What + Text).Trim().Length == 0;
}

public sealed class DraftLink
{
    public string Rel { get; set; } = Relations.PartOf;
    public string To { get; set; } = "";

    /// <inheritdoc cref="Draft.Sought"/>
    public string Sought { get; set; } = "";
}

/// <summary>A report as it is being typed: words everywhere, and nothing that nobody typed is sent.</summary>
public sealed class Draft
{
    public Kind Kind { get; set; } = Kind.Incursion;
    public string Subkind { get; set; } = "";
    public string Title { get; set; } = "";
    public Polarity Polarity { get; set; } = Polarity.Occurred;
    public string When { get; set; } = "";
    public string BestDay { get; set; } = "";
    public string DerivedFrom { get; set; } = "";

    /// <inheritdoc cref="Sought"/>
    public string SoughtOrigin { get; set; } = "";
    public string Where { get; set; } = "";
    public string Precision { get; set; } = "";

    /// <summary>The id of a known place in which what the words name lies; empty where none was chosen.</summary>
    public string Place { get; set; } = "";
    public string Lat { get; set; } = "";
    public string Lon { get; set; } = "";
    /// <summary>Further places, with semicolons between.</summary>
    public string Elsewhere { get; set; } = "";
    public string Actors { get; set; } = "";
    public string Source { get; set; } = "";
    public string Reliability { get; set; } = "";
    public string Credibility { get; set; } = "";
    public string Published { get; set; } = "";
    public string Url { get; set; } = "";
    public string Origin { get; set; } = "";
    public string Pages { get; set; } = "";
    public Claim Claim { get; set; } = Claim.Stated;
    public string IncidentId { get; set; } = "";

    /// <summary>What is typed to find the incident, while none is chosen. A whole id stands for the incident; other words do not, and are not passed over when it is saved.</summary>
    public string Sought { get; set; } = "";
    public string Note { get; set; } = "";
    public List<DraftLink> Links { get; } = [];
    public List<DraftFigure> Figures { get; } = [];

    private readonly Dictionary<(Kind, string), DraftAmount> amounts = [];
    private readonly Dictionary<(Kind, string), string> words = [];
    private readonly Dictionary<(Kind, string), List<DraftFigure>> goods = [];

    /// <summary>The source gives a point, or half of one so far.</summary>
    public bool HasPoint => (Given(Lat) ?? Given(Lon)) is not null;

    /// <summary>How finely it says where, as it is shown and sent: a point has no place from which to take it, and nobody has said it until somebody does. Empty: as the place is.</summary>
    public string FineAs => HasPoint && Precision.Length == 0 ? Words.Wire(PlacePrecision.Unknown) : Precision;

    public DraftAmount Amount(string field) => amounts.TryGetValue((Kind, field), out var amount) ? amount : amounts[(Kind, field)] = new();

    /// <summary>What was given beside money, and the like: each counts something of its own.</summary>
    public List<DraftFigure> Goods(string field) => goods.TryGetValue((Kind, field), out var given) ? given : goods[(Kind, field)] = [];

    public string Word(string field) => words.GetValueOrDefault((Kind, field), "");

    public void SetWord(string field, string value) => words[(Kind, field)] = value;

    /// <summary>The field in which a link's incident is looked for, as <see cref="Form"/> names it.</summary>
    public static string SoughtField(int link) => $"sought[{link}]";

    /// <summary>The place of a link among those that are sent; null where it names no incident yet.</summary>
    public int? PlaceOf(DraftLink link) => Named(link.To, link.Sought) is null ? null : Links.Where(l => Named(l.To, l.Sought) is not null).ToList().IndexOf(link);

    /// <param name="wrong">Filled with what is no number, or could be two, and with words for which no incident was chosen, by field.</param>
    public ReportForm Form(Dictionary<string, string[]> wrong)
    {
        var origin = Named(DerivedFrom, SoughtOrigin, "when.derivedFrom", wrong);
        return new(
            Kind, Given(Subkind), Given(Title), Named(IncidentId, Sought, "incidentId", wrong),
            (Given(When) ?? Given(BestDay) ?? origin) is null ? null : new(Given(When), Given(BestDay), origin),
            Given(Where) is null && Given(Place) is null && Given(Lat) is null && Given(Lon) is null
                ? null : new(Given(Where), Degrees(Lat, "where.lat", wrong), Degrees(Lon, "where.lon", wrong), Given(FineAs), Given(Place)),
            [.. Actors.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Details(wrong),
            new(Given(Source), Given(Reliability), Given(Credibility) is { } c ? int.Parse(c, CultureInfo.InvariantCulture) : null, Given(Published), Given(Url), Given(Origin), Given(Pages)),
            Polarity,
            [.. Links.Select((l, n) => (l.Rel, To: Named(l.To, l.Sought, SoughtField(n), wrong))).Where(l => l.To is not null).Select(l => new Link(l.Rel, l.To!))],
            Given(Note),
            [.. Elsewhere.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(w => new PlaceForm(w, null, null, null))],
            Numbers(Figures, "figures", wrong),
            Claim);
    }

    // of those that are empty nothing is sent
    private static JsonArray Numbers(IEnumerable<DraftFigure> figures, string field, Dictionary<string, string[]> wrong) =>
        new([.. figures.Where(f => !f.IsEmpty).Select((f, at) =>
        {
            var number = Number(f.Amount, null, $"{field}[{at}]", wrong);
            (number["what"], number["text"]) = (Given(f.What), Given(f.Text));
            return number;
        })]);

    private static JsonObject Number(DraftAmount amount, string? unit, string path, Dictionary<string, string[]> wrong) => new()
    {
        ["low"] = Number(amount.Low, path + ".low", wrong),
        ["best"] = Number(amount.Best, path + ".best", wrong),
        ["high"] = Number(amount.High, path + ".high", wrong),
        ["unit"] = Given(amount.Unit) ?? unit,
        ["qualifier"] = Given(amount.Qualifier),
    };

    private JsonObject? Details(Dictionary<string, string[]> wrong)
    {
        var details = new JsonObject();
        foreach (var field in DetailFields.Of(Kind))
        {
            var path = $"details.{field.Name}";
            switch (field.Sort)
            {
                case DetailSort.Amount when amounts.GetValueOrDefault((Kind, field.Name)) is { IsEmpty: false } amount:
                    details[field.Name] = Number(amount, field.Unit, path, wrong);
                    break;
                case DetailSort.Goods when Numbers(Goods(field.Name), path, wrong) is { Count: > 0 } given:
                    details[field.Name] = given;
                    break;
                case DetailSort.Year when Given(Word(field.Name)) is not null:
                    details[field.Name] = Year(Word(field.Name), path, wrong);
                    break;
                case DetailSort.Choice or DetailSort.Words when Given(Word(field.Name)) is { } word:
                    details[field.Name] = word;
                    break;
            }
        }

        return details.Count > 0 ? details : null;
    }

    private static string? Named(string id, string sought, string field, Dictionary<string, string[]> wrong)
    {
        var named = Named(id, sought);
        if (named is null && Given(sought) is not null)
        {
            wrong[field] = ["Choose one of those that are found, or leave it empty."];
        }

        return named;
    }

    private static string? Named(string id, string sought) => Given(id) ?? (Given(sought) is { } typed && IsId(typed) ? typed : null);

    // an incident's own id, or one that came with a file: "paper.ban-2000", "paper/ban-2000". A word of a title is none
    private static bool IsId(string typed) =>
        !typed.Any(char.IsWhiteSpace) && ((typed.Length == 32 && typed.All(char.IsAsciiHexDigit)) || typed.IndexOfAny(['.', '/']) is > 0 and var at && at < typed.Length - 1);

    private static string? Given(string? words) => string.IsNullOrWhiteSpace(words) ? null : words.Trim();

    private static double? Number(string words, string field, Dictionary<string, string[]> wrong) => Given(words) is { } given ? Read(TypedNumber.Read(given), field, wrong) : null;

    private static double? Degrees(string words, string field, Dictionary<string, string[]> wrong) => Given(words) is { } given ? Read(TypedNumber.ReadDegrees(given), field, wrong) : null;

    private static int? Year(string words, string field, Dictionary<string, string[]> wrong)
    {
        if (int.TryParse(words, NumberStyles.Integer, CultureInfo.InvariantCulture, out var year))
        {
            return year;
        }

        wrong[field] = [$"'{Words.Shorten(words.Trim(), 40)}' is not a year; write it as 1999."];
        return null;
    }

    private static double? Read(TypedNumber typed, string field, Dictionary<string, string[]> wrong)
    {
        if (typed.Wrong is { } says)
        {
            wrong[field] = [says];
        }

        return typed.Value;
    }
}
