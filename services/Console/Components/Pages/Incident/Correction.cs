using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.AddReport;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <summary>
/// A report that stands, in the words of the form, and what a person makes of them. Only what was touched is sent: a date that was entered as days stays those
/// days though the form shows the source's words for it, and what the form does not show at all stays as it is.
/// </summary>
public sealed class Correction
{
    private readonly ReportView report;
    private readonly Gazette gazette;
    private readonly JsonObject before;

    public Correction(ReportView report, Gazette gazette)
    {
        this.report = report;
        this.gazette = gazette;
        Draft = DraftOf(report, gazette);
        before = Json(Draft.Form([]));
    }

    public Draft Draft { get; }

    /// <summary>The date that stands while its words are not touched; null where they are.</summary>
    public string? WhenStands => Touched("when", "text") ? null : $"as it stands: {Words.Say(report.Says.When)}";

    /// <inheritdoc cref="WhenStands"/>
    public string? WhereStands => Touched("where") || report.Says.Where is not { } where ? null : $"as it stands: {gazette.Name(where)}, {Words.Wire(where.Precision)}";

    /// <summary>What the report said of its own kind alone, which goes with it: null while it is taken for the same kind, or where it said nothing of that.</summary>
    public string? LeftBehind => IsOfKind || before["details"] is not JsonObject { Count: > 0 } said
        ? null
        : $"What it said of the {Words.Wire(report.Says.Kind).Replace('-', ' ')} alone ({string.Join(", ", said.Select(f => DetailFields.Label(report.Says.Kind, f.Key).ToLowerInvariant()))}) is left out; it stays in the history.";

    public bool IsEmpty => Fields(Draft.Form([])).Count == 0;

    /// <summary>What is to be read while it is typed: of what was not touched only that without which a report cannot be read.</summary>
    public ReportForm ToRead(Dictionary<string, string[]> wrong)
    {
        var now = Draft.Form(wrong);
        return now with { When = Touched("when", "text") ? now.When : null, Where = Touched("where") ? now.Where : null, Links = Touched("links") ? now.Links : [], Elsewhere = Touched("elsewhere") ? now.Elsewhere : [] };
    }

    /// <summary>The fields that change; one that is taken away is null.</summary>
    public JsonObject Fields(ReportForm changed)
    {
        var after = Json(changed);
        var fields = new JsonObject();
        foreach (var (name, value) in after.Where(f => f.Key != "details" && !JsonNode.DeepEquals(f.Value, before[f.Key])))
        {
            fields[name] = value?.DeepClone();
        }

        // what is said again as it stands is not read again: neither days from the source's words, nor a place
        if (fields.ContainsKey("when") && !Touched("when", "text"))
        {
            fields["when"] = Standing(report.Says.When, changed.When?.Best, changed.When?.DerivedFrom);
        }

        if (fields["elsewhere"] is JsonArray places)
        {
            fields["elsewhere"] = new JsonArray([.. places.Select(p => report.Says.Elsewhere.FirstOrDefault(m => Named(m) == (string?)p!["text"]) is { } stands ? Standing(stands) : p!.DeepClone())]);
        }

        if (IsOfKind && Details(before["details"] as JsonObject ?? [], after["details"] as JsonObject ?? []) is { Count: > 0 } details)
        {
            fields["details"] = details;
        }
        else if (!IsOfKind)
        {
            // of another kind nothing of the old one's own is said again
            fields.Remove("subkind");
            if (changed.Kind == Kind.Context)
            {
                fields["subkind"] = changed.Subkind;
            }

            if (changed.Details is { Count: > 0 } whole)
            {
                fields["details"] = whole.DeepClone();
            }
        }

        return fields;
    }

    private JsonObject Details(JsonObject was, JsonObject now)
    {
        var standing = JsonSerializer.SerializeToNode(report.Details, report.Details.GetType(), TimelineJson.Options)!.AsObject();
        var changes = new JsonObject();
        foreach (var name in was.Concat(now).Select(f => f.Key).Distinct().Where(n => !JsonNode.DeepEquals(was[n], now[n])))
        {
            var value = now[name]?.DeepClone();
            if (value is JsonObject amount && standing[name]?["what"] is { } what)
            {
                amount["what"] = what.DeepClone();
            }

            changes[name] = value;
        }

        return changes;
    }

    private bool IsOfKind => Draft.Kind == report.Says.Kind;

    private bool Touched(string field, string? part = null)
    {
        var (now, was) = (Json(Draft.Form([]))[field], before[field]);
        return part is null ? !JsonNode.DeepEquals(now, was) : !JsonNode.DeepEquals(now?[part], was?[part]);
    }

    private string Named(Mention mention) => mention.Text ?? gazette.Name(mention);

    private static JsonObject Standing(Mention mention) => new()
    {
        ["place"] = mention.PlaceId, ["text"] = mention.Text, ["lat"] = mention.Point?.Lat, ["lon"] = mention.Point?.Lon, ["precision"] = Words.Wire(mention.Precision),
    };

    private static JsonObject Standing(Occurrence when, string? best, string? derivedFrom) => new()
    {
        ["text"] = when.Stated, ["begins"] = Days(when.Begins), ["ends"] = Days(when.Ends), ["endsOpen"] = when.EndsOpen, ["precision"] = Words.Wire(when.Precision),
        ["calendar"] = Words.Wire(when.Calendar), ["zone"] = when.Zone, ["best"] = best, ["derivedFrom"] = derivedFrom,
    };

    private static JsonObject? Days(UncertainDate? days) =>
        days is { } d ? new() { ["earliest"] = d.Earliest.ToString("uuuu-MM-dd", null), ["latest"] = d.Latest.ToString("uuuu-MM-dd", null) } : null;

    private static JsonObject Json(ReportForm form) => JsonSerializer.SerializeToNode(form, TimelineJson.Options)!.AsObject();

    private static Draft DraftOf(ReportView report, Gazette gazette)
    {
        var says = report.Says;
        var draft = new Draft
        {
            Kind = says.Kind,
            Subkind = says.Subkind ?? "",
            Title = says.Title,
            Polarity = says.Polarity,
            When = says.When.Stated ?? "",
            Where = says.Where is { } where ? where.Text ?? gazette.Name(where) : "",
            BestDay = says.When.Best?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "",
            DerivedFrom = says.When.DerivedFrom ?? "",
            Elsewhere = string.Join("; ", says.Elsewhere.Select(m => m.Text ?? gazette.Name(m))),
            Pages = says.Source.Pages ?? "",
            Claim = says.Claim,
            Precision = says.Where is { } known && (known.Precision != PlacePrecision.Unknown || known.Point is not null || known.PlaceId is null) ? Words.Wire(known.Precision) : "",
            Lat = Number(says.Where?.Point?.Lat),
            Lon = Number(says.Where?.Point?.Lon),
            Actors = string.Join("; ", says.Actors),
            Source = says.Source.Name,
            Reliability = says.Source.Grading.Reliability?.ToString() ?? "",
            Credibility = says.Source.Grading.Credibility?.ToString(CultureInfo.InvariantCulture) ?? "",
            Published = says.Source.Published?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "",
            Url = says.Source.Url ?? "",
            Origin = says.Source.Origin ?? "",
            Note = says.Note ?? "",
        };
        draft.Links.AddRange(says.Links.Select(l => new DraftLink { Rel = l.Rel, To = l.To }));
        draft.Figures.AddRange(says.Figures.Select(Figure));
        var details = JsonSerializer.SerializeToNode(report.Details, report.Details.GetType(), TimelineJson.Options)!.AsObject();
        foreach (var field in DetailFields.Of(says.Kind).Where(f => details[f.Name] is not null))
        {
            if (field.Sort == DetailSort.Goods)
            {
                draft.Goods(field.Name).AddRange(details[field.Name].Deserialize<IReadOnlyList<Quantity>>(TimelineJson.Options)!.Select(Figure));
            }
            else if (field.Sort == DetailSort.Amount)
            {
                Fill(draft.Amount(field.Name), details[field.Name].Deserialize<Quantity>(TimelineJson.Options)!);
            }
            else
            {
                draft.SetWord(field.Name, details[field.Name]!.ToString());
            }
        }

        return draft;
    }

    private static DraftFigure Figure(Quantity quantity)
    {
        var figure = new DraftFigure { What = quantity.What ?? "", Text = quantity.Text ?? "" };
        Fill(figure.Amount, quantity);
        return figure;
    }

    private static void Fill(DraftAmount amount, Quantity quantity)
    {
        (amount.Low, amount.Best, amount.High) = (Number((double?)quantity.Low), Number((double?)quantity.Best), Number((double?)quantity.High));
        (amount.Unit, amount.Qualifier) = (quantity.Unit, quantity.Qualifier is { } qualifier ? Words.Wire(qualifier) : "");
    }

    private static string Number(double? number) => TypedNumber.Again(number?.ToString("0.##########", CultureInfo.InvariantCulture) ?? "");
}
