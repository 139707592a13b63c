using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Rows of the import format, in few words.</summary>
internal static class Row
{
    /// <summary>A report of something on a day, or some day from one to another ("1999-08-01..1999-08-31").</summary>
    public static JsonObject Of(string kind, string id, string days, string? place = "batken-region", object? details = null, string? rel = null, string? to = null, string? known = null, string polarity = "occurred")
    {
        var ends = days.Split("..");
        var row = new JsonObject
        {
            ["externalId"] = id, ["kind"] = kind, ["title"] = $"{kind} {id}", ["polarity"] = polarity,
            ["when"] = new JsonObject { ["earliest"] = ends[0], ["latest"] = ends[^1] },
            ["source"] = new JsonObject { ["name"] = "a radio", ["reliability"] = "B", ["credibility"] = 2 },
        };
        if (place is not null) { row["where"] = new JsonObject { ["place"] = place }; }
        if (details is not null) { row["details"] = System.Text.Json.JsonSerializer.SerializeToNode(details); }
        if (rel is not null) { row["links"] = new JsonArray(new JsonObject { ["rel"] = rel, ["to"] = to }); }
        if (known is not null) { row["knownFrom"] = known; }
        return row;
    }

    /// <summary>A harvest that was being brought in until some day of a stretch.</summary>
    public static JsonObject Harvest(string id, string ends, int year, string? known = null)
    {
        var row = Of("harvest", id, ends, "afghanistan", new { crop = "opium", seasonYear = year }, known: known);
        var days = ends.Split("..");
        row["when"] = new JsonObject
        {
            ["begins"] = new JsonObject { ["earliest"] = days[0], ["latest"] = days[0] }, ["ends"] = new JsonObject { ["earliest"] = days[0], ["latest"] = days[^1] }, ["precision"] = "range",
        };
        return row;
    }

    public static JsonObject Correction(string id, string days, string? known = null)
    {
        var ends = days.Split("..");
        var row = new JsonObject { ["action"] = "correction", ["externalId"] = id, ["reason"] = "told better", ["when"] = new JsonObject { ["earliest"] = ends[0], ["latest"] = ends[^1] } };
        if (known is not null) { row["knownFrom"] = known; }
        return row;
    }

    public static JsonObject Retraction(string id, string? known = null)
    {
        var row = new JsonObject { ["action"] = "retraction", ["externalId"] = id, ["reason"] = "not so" };
        if (known is not null) { row["knownFrom"] = known; }
        return row;
    }
}
