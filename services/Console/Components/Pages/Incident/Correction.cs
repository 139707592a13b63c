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
    public string? WhenStands => Touched("when") ? null : $"as it stands: {Words.Say(report.Says.When)}";

    /// <inheritdoc cref="WhenStands"/>
    public string? WhereStands => Touched("where") || report.Says.Where is not { } where ? null : $"as it stands: {gazette.Name(where)}, {Words.Wire(where.Precision)}";

    public bool IsEmpty => Fields(Draft.Form([])).Count == 0;

    /// <summary>What is to be read while it is typed: of what was not touched only that without which a report cannot be read.</summary>
    public ReportForm ToRead(Dictionary<string, string[]> wrong)
    {
        var now = Draft.Form(wrong);
        return now with { When = Touched("when") ? now.When : null, Where = Touched("where") ? now.Where : null, Links = Touched("links") ? now.Links : [] };
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

        if (fields["source"] is JsonObject source)
        {
            source["pages"] = report.Says.Source.Pages;
        }

        if (Details(before["details"] as JsonObject ?? [], after["details"] as JsonObject ?? []) is { Count: > 0 } details)
        {
            fields["details"] = details;
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

    private bool Touched(string field) => !JsonNode.DeepEquals(Json(Draft.Form([]))[field], before[field]);

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
            Precision = says.Where is { } known && (known.Precision != PlacePrecision.Unknown || known.Point is not null) ? Words.Wire(known.Precision) : "",
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
        var details = JsonSerializer.SerializeToNode(report.Details, report.Details.GetType(), TimelineJson.Options)!.AsObject();
        foreach (var field in DetailFields.Of(says.Kind).Where(f => details[f.Name] is not null))
        {
            if (field.Sort == DetailSort.Amount)
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

    private static void Fill(DraftAmount amount, Quantity quantity)
    {
        (amount.Low, amount.Best, amount.High) = (Number((double?)quantity.Low), Number((double?)quantity.Best), Number((double?)quantity.High));
        (amount.Unit, amount.Qualifier) = (quantity.Unit, quantity.Qualifier is { } qualifier ? Words.Wire(qualifier) : "");
    }

    private static string Number(double? number) => TypedNumber.Again(number?.ToString("0.##########", CultureInfo.InvariantCulture) ?? "");
}
