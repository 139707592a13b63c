using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Console.Api;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.AddReport;

/// <summary>A report that was sent, typed into the form again, so that its author can change it.</summary>
public static class FormAgain
{
    /// <summary>Whether the form shows all that was sent: what a program sent may say more, and would be lost.</summary>
    public static bool Holds(JsonElement form)
    {
        var sent = JsonNode.Parse(form.GetRawText())!.AsObject();
        sent["claim"] ??= Words.Wire(Claim.Stated);
        sent["polarity"] ??= Words.Wire(Polarity.Occurred);   // what is left out, and the form always says
        if (sent["where"] is JsonObject { } where && (where["lat"] ?? where["lon"]) is not null)
        {
            where["precision"] ??= Words.Wire(PlacePrecision.Unknown);
        }

        return JsonNode.DeepEquals(Bare(sent), Bare(JsonSerializer.SerializeToNode(Of(form).Form([]), TimelineJson.Options)));
    }

    public static Draft Of(JsonElement form)
    {
        var draft = new Draft
        {
            Kind = Enum.GetValues<Kind>().FirstOrDefault(k => Words.Wire(k) == Text(form, "kind")),
            Polarity = Enum.GetValues<Polarity>().FirstOrDefault(p => Words.Wire(p) == Text(form, "polarity")),
            Subkind = Text(form, "subkind"), Title = Text(form, "title"), IncidentId = Text(form, "incidentId"), Note = Text(form, "note"),
            When = Text(form, "when", "text"), BestDay = Text(form, "when", "best"), DerivedFrom = Text(form, "when", "derivedFrom"),
            Elsewhere = string.Join("; ", List(form, "elsewhere").Select(w => Text(w, "text"))),
            Claim = Enum.GetValues<Claim>().FirstOrDefault(c => Words.Wire(c) == Text(form, "claim"), Claim.Stated),
            Where = Text(form, "where", "text"), Precision = Text(form, "where", "precision"), Place = Text(form, "where", "place"), Lat = Text(form, "where", "lat"), Lon = Text(form, "where", "lon"),
            Actors = string.Join(", ", List(form, "actors").Select(a => a.ToString())),
            Source = Text(form, "source", "name"), Reliability = Text(form, "source", "reliability"), Credibility = Text(form, "source", "credibility"), Published = Text(form, "source", "published"),
            Url = Text(form, "source", "url"), Origin = Text(form, "source", "origin"), Pages = Text(form, "source", "pages"),
        };
        foreach (var link in List(form, "links"))
        {
            draft.Links.Add(new() { Rel = Text(link, "rel"), To = Text(link, "to") });
        }

        draft.Figures.AddRange(List(form, "figures").Select(Figure));
        if (form.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in DetailFields.Of(draft.Kind))
            {
                if (field.Sort == DetailSort.Goods)
                {
                    draft.Goods(field.Name).AddRange(List(details, field.Name).Select(Figure));
                }
                else if (field.Sort != DetailSort.Amount)
                {
                    draft.SetWord(field.Name, Text(details, field.Name));
                }
                else
                {
                    Fill(draft.Amount(field.Name), details, field.Name);
                }
            }
        }

        return draft;
    }

    private static DraftFigure Figure(JsonElement sent)
    {
        var figure = new DraftFigure { What = Text(sent, "what"), Text = Text(sent, "text") };
        Fill(figure.Amount, sent);
        return figure;
    }

    private static void Fill(DraftAmount amount, JsonElement of, params string[] path)
    {
        (amount.Low, amount.Best, amount.High) = (Text(of, [.. path, "low"]), Text(of, [.. path, "best"]), Text(of, [.. path, "high"]));
        (amount.Unit, amount.Qualifier) = (Text(of, [.. path, "unit"]) is { Length: > 0 } unit ? unit : null, Text(of, [.. path, "qualifier"]));
    }

    private static List<JsonElement> List(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static string Text(JsonElement of, params string[] path)
    {
        foreach (var name in path)
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out of))
            {
                return "";
            }
        }

        return of.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            JsonValueKind.Number => TypedNumber.Again(of.GetRawText()),
            _ => of.ToString(),
        };
    }

    // nothing that is empty says anything
    private static JsonNode? Bare(JsonNode? node) => node switch
    {
        JsonObject fields => fields.Select(f => (f.Key, Value: Bare(f.Value))).Where(f => f.Value is not null).ToList() is { Count: > 0 } said ? new JsonObject(said.Select(f => KeyValuePair.Create(f.Key, f.Value))) : null,
        JsonArray list => list.Count == 0 ? null : new JsonArray([.. list.Select(Bare)]),
        null => null,
        _ => node.DeepClone(),
    };
}
