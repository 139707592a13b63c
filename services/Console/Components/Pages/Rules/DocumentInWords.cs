using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Timeline.Console.Components.Pages.Rules;

/// <summary>A rule's document as a person reads and edits it.</summary>
public static class DocumentInWords
{
    private const int LineWidth = 110;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields that stand in a part of the page of their own.</summary>
    private static readonly HashSet<string> Apart = ["id", "version", "title", "claim", "citation", "blindSpots", "competing", "examples"];

    /// <summary>What a first version begins from: every field that any rule must have.</summary>
    public const string Template = """
        {
          "id": "",
          "version": 1,
          "title": "",
          "claim": "",
          "citation": "",
          "kind": "follows",
          "first": { "kind": "ransom" },
          "then": { "kind": "attack" },
          "withinDays": [0, 60],
          "count": "whole",
          "theatres": ["fergana"],
          "alert": "never",
          "blindSpots": [""],
          "examples": [
            {
              "says": "",
              "fires": "certain",
              "incidents": [
                { "id": "a", "kind": "ransom", "when": "1999-08-10", "where": "batken-region" },
                { "id": "b", "kind": "attack", "when": "1999-09-10", "where": "batken-region" }
              ]
            }
          ]
        }
        """;

    /// <summary>By what it is matched: field by field, in words.</summary>
    public static IEnumerable<(string Field, string Says)> Fields(JsonObject document) => document.Where(f => !Apart.Contains(f.Key)).Select(f => (f.Key, Say(f.Value)));

    /// <summary>"kind incursion, places batken-region".</summary>
    public static string Say(JsonNode? value) => value switch
    {
        JsonObject fields when fields is { Count: 2 } && fields["claim"] is { } claim && fields["by"] is { } by => $"“{claim}” ({by})",
        JsonObject fields when fields is { Count: 3 } && fields["from"] is { } from && fields["to"] is { } to && fields["why"] is { } why => $"{from} to {to}: {why}",
        JsonObject fields => string.Join(", ", fields.Select(f => $"{f.Key} {Say(f.Value)}")),
        JsonArray { Count: 2 } list when list.All(i => i?.GetValueKind() == JsonValueKind.Number) => $"{list[0]} to {list[1]}",
        JsonArray list => string.Join(list.Any(i => i is JsonObject) ? "; " : ", ", list.Select(Say)),
        null => "",
        _ => value.ToString(),
    };

    /// <summary>The document to write the next version from: the same, with the next number.</summary>
    public static string Next(JsonObject document, int version)
    {
        var next = document.DeepClone().AsObject();
        next["version"] = version;
        return Write(next);
    }

    /// <summary>JSON in lines: what fits on a line stands on one.</summary>
    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(value, 0, text);
        return text.ToString();
    }

    /// <summary>The fields in which versions differ, each with what it is in each of them; null where it has none.</summary>
    public static IReadOnlyList<(string Field, IReadOnlyList<string?> Values)> Differences(IReadOnlyList<JsonObject?> documents) =>
    [
        .. documents.OfType<JsonObject>().SelectMany(d => d.Select(f => f.Key)).Distinct().Where(field => field is not ("id" or "version"))
            .Select(field => (field, (IReadOnlyList<string?>)[.. documents.Select(d => d?.TryGetPropertyValue(field, out var value) == true ? Say(value) : null)]))
            .Where(row => row.Item2.Where((_, i) => documents[i] is not null).Distinct().Count() > 1),
    ];

    /// <summary>The line of a text on which a field stands ("competing[0].claim" on that of "competing"); null where it is not there.</summary>
    public static int? LineOf(string field, string text)
    {
        var at = text.IndexOf($"\"{field.Split('.', '[')[0]}\"", StringComparison.Ordinal);
        return at < 0 ? null : text.AsSpan(0, at).Count('\n') + 1;
    }

    private static void Write(JsonNode? value, int depth, StringBuilder text)
    {
        var brief = Brief(value);
        if (depth > 0 && brief.Length + (depth * 2) <= LineWidth || value is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
        {
            text.Append(brief);
            return;
        }

        var isObject = value is JsonObject;
        var items = isObject ? value.AsObject().Select(f => (Name: (string?)f.Key, f.Value)).ToList() : [.. value.AsArray().Select(v => (Name: (string?)null, Value: v))];
        text.Append(isObject ? '{' : '[').Append('\n');
        foreach (var (name, item) in items)
        {
            text.Append(' ', (depth + 1) * 2).Append(name is null ? "" : $"\"{name}\": ");
            Write(item, depth + 1, text);
            text.Append(item == items[^1].Value ? "\n" : ",\n");
        }

        text.Append(' ', depth * 2).Append(isObject ? '}' : ']');
    }

    private static string Brief(JsonNode? value) => value switch
    {
        JsonObject { Count: > 0 } fields => $"{{ {string.Join(", ", fields.Select(f => $"\"{f.Key}\": {Brief(f.Value)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(Brief))}]",
        null => "null",
        _ => value.ToJsonString(Plain),
    };
}
