using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack.Deeds;

/// <summary>What staff do at the desk, in few words, over HTTP.</summary>
internal static class ByDesk
{
    /// <summary>A report as the form sends it.</summary>
    public static JsonObject Report(string kind, string when, string? where = "batken-region", object? details = null, string source = "a radio", string? origin = null, string polarity = "occurred", string? derivedFrom = null) => new()
    {
        ["kind"] = kind, ["title"] = $"{kind} {when}", ["polarity"] = polarity,
        ["when"] = new JsonObject { ["text"] = when, ["derivedFrom"] = derivedFrom },
        ["where"] = where is null ? null : new JsonObject { ["place"] = where },
        ["details"] = details is null ? null : System.Text.Json.JsonSerializer.SerializeToNode(details),
        ["source"] = new JsonObject { ["name"] = source, ["reliability"] = "B", ["credibility"] = 2, ["origin"] = origin },
    };

    public static JsonObject And(this JsonObject form, string field, JsonNode? value)
    {
        var more = form.DeepClone().AsObject();
        more[field] = value?.DeepClone();
        return more;
    }

    /// <summary>What was answered to something that must succeed.</summary>
    public static async Task<JsonNode> DoAsync(this RunningSystem system, string path, JsonNode body)
    {
        var answer = await system.PostAsync(path, body);
        return answer.Succeeded ? answer.Body! : throw new InvalidOperationException($"POST {path}: {(int)answer.Status} {answer.Body}");
    }

    /// <summary>The present instant as a query has it, once the last thing that was done lies before it and what follows lies after.</summary>
    public static async Task<string> MomentAsync()
    {
        await Task.Delay(20);
        var now = SystemClock.Instance.GetCurrentInstant();
        await Task.Delay(20);
        return InstantPattern.ExtendedIso.Format(now);
    }

    /// <summary>What Correlation has told of correlations after a position: "correlation-detected id".</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this RunningSystem system, long after) =>
    [
        .. (await system.FeedAsync(RunningSystem.Correlation, after)).Where(e => e.Type.StartsWith("correlation-", StringComparison.Ordinal))
            .Select(e => $"{e.Type["correlation-".Length..^".v1".Length]} {e.Data["finding"]!["correlationId"]}").Order(StringComparer.Ordinal),
    ];

    public static async Task<long> LastAsync(this RunningSystem system) => (await system.FeedAsync(RunningSystem.Correlation)).Select(e => e.Position).DefaultIfEmpty(0).Max();

    /// <summary>What a check foretold, in the words of <see cref="ToldAsync"/>.</summary>
    public static IReadOnlyList<string> Foretold(this JsonNode check, string? incident = null) =>
    [
        .. new[] { "begin", "change", "end" }.SelectMany(part => check["correlations"]![part]!.AsArray())
            .Select(c => $"{c!["change"]} {((string)c["id"]!).Replace("new", incident ?? "new", StringComparison.Ordinal)}").Order(StringComparer.Ordinal),
    ];
}
