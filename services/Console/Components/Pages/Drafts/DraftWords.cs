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

    // as the form of a report has them; what is not named here comes last
    private static readonly string[] Order = ["kind", "when", "where", "elsewhere", "actors", "polarity", "details", "figures", "source.name", "source.reliability", "source.credibility", "source", "links", "reason", "note"];

    public static string Chip(string state) => state switch { "approved" => "certain", "rejected" => "withdrawn", _ => "" };

    /// <summary>
    /// What was sent, line by line: where it stands in the form, and what stands there. What is empty is left out, and so is what stands above it: the title, the kind of a report, the incident merged with.
    /// A correction's kind is said: it is taken for another.
    /// </summary>
    public static IEnumerable<(string Label, string Says)> Lines(DraftSheet sheet) =>
        Lines(sheet.Form, "").Where(l => l is not ({ Path: "title" or "into" } or { Path: "claim", Says: "stated" }) && (l.Path != "kind" || sheet.Draft.Deed != "report")).OrderBy(l => Array.FindIndex(Order, o => l.Path == o || l.Path.StartsWith(o + ".", StringComparison.Ordinal)) is >= 0 and var at ? at : Order.Length)
            .Select(l => (Label(l.Path), l.Says));

    /// <summary>The incident that another would be merged into; null of any other deed.</summary>
    public static string? Into(JsonElement form) =>
        form.ValueKind == JsonValueKind.Object && form.TryGetProperty("into", out var into) && into.ValueKind == JsonValueKind.String ? into.GetString() : null;

    public static string Says(RefusalException refused) => refused.Problem switch
    {
        { Errors: { Count: > 0 } errors } => string.Join(" ", errors.SelectMany(e => e.Value)),
        _ => refused.Message,
    };

    private static IEnumerable<(string Path, string Says)> Lines(JsonElement of, string path) => of.ValueKind switch
    {
        JsonValueKind.Object => of.EnumerateObject().Where(p => p.Name is not ("expectedVersion" or "incidentId" or "reportId"))
            .SelectMany(p => Lines(p.Value, path.Length == 0 || path is "report" ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array when of.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) => of.GetArrayLength() == 0 ? [] : [(path, string.Join(", ", of.EnumerateArray().Select(e => e.GetString())))],
        JsonValueKind.Array => of.EnumerateArray().SelectMany((e, n) => Lines(e, $"{path}.{n + 1}")),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.String => of.GetString() is { Length: > 0 } text ? [(path, text)] : [],
        _ => [(path, of.GetRawText())],
    };

    // "source.name" to "Source name", "when.text" to "When"
    private static string Label(string path)
    {
        var words = path.Split('.').Where(w => w is not ("text" or "best" or "details")).Select(w => Words.Spelling(w).Replace('-', ' ')).ToList();
        return Words.Title(string.Join(' ', words));
    }
}
