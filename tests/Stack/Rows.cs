using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack;

/// <summary>Rows of a timeline file.</summary>
public static class Rows
{
    public static JsonObject Report(string id, string kind, string earliest, string latest, string place, JsonObject? details = null, string polarity = "occurred") => new()
    {
        ["externalId"] = id,
        ["kind"] = kind,
        ["title"] = id.Replace('-', ' '),
        ["when"] = new JsonObject { ["begins"] = new JsonObject { ["earliest"] = earliest, ["latest"] = latest } },
        ["where"] = new JsonObject { ["place"] = place },
        ["actors"] = new JsonArray("IMU"),
        ["details"] = details ?? [],
        ["source"] = new JsonObject { ["name"] = "Test", ["reliability"] = "B", ["credibility"] = 2 },
        ["polarity"] = polarity,
    };

    public static JsonObject Harvest(string id, int year) =>
        Report(id, "harvest", $"{year}-06-01", $"{year}-06-30", "afghanistan", new() { ["crop"] = "opium", ["seasonYear"] = year });

    public static JsonObject Closure(string id, int year) => Report(id, "pass-closure", $"{year}-09-21", $"{year}-09-30", "tajik-kyrgyz-border");

    public static JsonObject Incursion(string id, string earliest, string latest) => Report(id, "incursion", earliest, latest, "batken-region");

    /// <summary>The record now began on other days.</summary>
    public static JsonObject Moved(string id, string earliest, string latest) => new()
    {
        ["externalId"] = id,
        ["action"] = "correction",
        ["reason"] = "the source has corrected itself",
        ["when"] = new JsonObject { ["begins"] = new JsonObject { ["earliest"] = earliest, ["latest"] = latest } },
    };

    public static JsonObject Retracted(string id) => new() { ["externalId"] = id, ["action"] = "retraction", ["reason"] = "the source has taken it back" };
}
