using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Short words for looking into an answer.</summary>
internal static class Reading
{
    /// <summary>An array of texts.</summary>
    public static string[] Texts(this JsonNode? list) => [.. list!.AsArray().Select(t => (string)t!)];

    /// <summary>"1999-08-01..1999-08-31", or null where there is none.</summary>
    public static string? Days(this JsonNode? date) => date is null ? null : $"{date["earliest"]}..{date["latest"]}";

    /// <summary>"4..63", or null where there is none.</summary>
    public static string? Lag(this JsonNode? lag) => lag is null ? null : $"{lag["min"]}..{lag["max"]}";

    public static JsonNode Phase(this JsonNode season, string name) => season["phases"]!.AsArray().Single(p => (string)p!["name"]! == name)!;

    public static JsonNode? Chain(this JsonNode season, string anchor) => season["chains"]!.AsArray().SingleOrDefault(c => (string)c!["anchor"]! == anchor);

    /// <summary>"release paper.release-1999-08-13 4..4" for each step of a chain.</summary>
    public static string[] Steps(this JsonNode chain) => [.. chain["steps"]!.AsArray().Select(s => $"{s!["step"]} {s["incidentId"]} {s["lagDays"].Lag()}")];

    public static (decimal Low, decimal? High) Range(this JsonNode money) => ((decimal)money["low"]!, (decimal?)money["high"]);
}
