using System.Text.Json;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Drafts;

/// <summary>A draft as a person reads it.</summary>
public static class DraftWords
{
    public static string Deed(DraftView draft) => draft switch
    {
        { Deed: "report", IncidentId: null } => draft.Kind is { } kind ? $"New {Words.Wire(kind).Replace('-', ' ')}" : "New report",
        { Deed: "report" } => "Further report",
        _ => Words.Title(draft.Deed),
    };

    public static string Chip(string state) => state switch { "approved" => "certain", "rejected" => "withdrawn", _ => "" };

    /// <summary>What was sent, line by line: where it stands in the form, and what stands there. What is empty is left out.</summary>
    public static IEnumerable<(string Label, string Says)> Lines(JsonElement form) => Lines(form, "");

    public static string Says(RefusalException refused) => refused.Problem switch
    {
        { Errors: { Count: > 0 } errors } => string.Join(" ", errors.SelectMany(e => e.Value)),
        _ => refused.Message,
    };

    private static IEnumerable<(string, string)> Lines(JsonElement of, string path) => of.ValueKind switch
    {
        JsonValueKind.Object => of.EnumerateObject().Where(p => p.Name is not ("expectedVersion" or "incidentId" or "reportId"))
            .SelectMany(p => Lines(p.Value, path.Length == 0 || path is "report" ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array when of.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) => of.GetArrayLength() == 0 ? [] : [(Label(path), string.Join(", ", of.EnumerateArray().Select(e => e.GetString())))],
        JsonValueKind.Array => of.EnumerateArray().SelectMany((e, n) => Lines(e, $"{path}.{n + 1}")),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.String => of.GetString() is { Length: > 0 } text ? [(Label(path), text)] : [],
        _ => [(Label(path), of.GetRawText())],
    };

    // "source.name" to "Source name", "when.text" to "When"
    private static string Label(string path)
    {
        var words = path.Split('.').Where(w => w is not "text").Select(w => Words.Spelling(w).Replace('-', ' ')).ToList();
        return Words.Title(string.Join(' ', words));
    }
}
