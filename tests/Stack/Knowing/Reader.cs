using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack.Knowing;

/// <summary>
/// Asks a system every read there is. Incidents and reports entered by hand have ids made by chance: each has a name here, in questions and in answers, so
/// that two systems can be compared.
/// </summary>
internal sealed partial class Reader(RunningSystem system)
{
    // made before any system has started: what is known since then or later was entered by hand
    private readonly string begun = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
    private readonly ConcurrentDictionary<string, string> ids = new();

    public RunningSystem System { get; } = system;

    /// <summary>Gives a name to an id that the system made.</summary>
    public void Name(string id, string name) => ids[name] = id;

    public string Id(string name) => ids.GetValueOrDefault(name, name);

    /// <summary>A text with names in braces where the system's own ids were.</summary>
    public string Named(string text) => ids.Aggregate(text, (t, id) => t.Replace(id.Value, $"{{{id.Key}}}", StringComparison.Ordinal));

    /// <summary>The answers to questions, each to be followed by a moment ("knownAt=…") or nothing.</summary>
    /// <param name="paths">With the names of incidents that were entered by hand in braces.</param>
    /// <param name="show">How an answer is written for comparing.</param>
    public async Task<IReadOnlyDictionary<string, string>> AskAsync(IEnumerable<string> paths, string moment, Func<JsonNode, string>? show = null)
    {
        var answers = new ConcurrentDictionary<string, string>();
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (path, stop) =>
        {
            var asked = Braces().Replace(path, name => Id(name.Groups[1].Value));
            var (status, body) = await OneAsync(moment.Length == 0 ? asked : $"{asked}{(asked.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{moment}");
            answers[path] = $"{status} {(body is null ? "" : (show ?? Alike)(body))}";
        });
        return answers;
    }

    /// <summary>The one thing two answers to the same question at two moments differ in by nature.</summary>
    public string ButForTheMoment(JsonNode body) => Written(body, ["knownAt"], sort: false);

    /// <summary>
    /// Without what each system made for itself: when it recorded something, by which import, at which version of a stream, what a correlation went through, and
    /// since when it knows what was entered by hand. What is listed in the order of recording is listed by day of knowing.
    /// </summary>
    public string Alike(JsonNode body) => Named(Written(body, ["knownAt", "recorded", "import", "importId", "version", "lastChange"], sort: true));

    private async Task<(int Status, JsonNode? Body)> OneAsync(string path)
    {
        if (!path.StartsWith("/api/timeline?walk&", StringComparison.Ordinal))
        {
            return await GetAsync(path);
        }

        // page after page; the marks between pages hold ids of a system's own
        var items = new JsonArray();
        string? next = null;
        do
        {
            var (status, page) = await GetAsync($"/api/timeline?{path["/api/timeline?walk&".Length..]}{(next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}")}");
            if (status != 200)
            {
                return (status, page);
            }

            page!["items"]!.AsArray().ToList().ForEach(i => items.Add(i!.DeepClone()));
            next = (string?)page["next"];
        }
        while (next is not null);
        return (200, items);
    }

    private async Task<(int, JsonNode?)> GetAsync(string path)
    {
        using var answer = await System.Gateway.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        // a refusal says in words what was asked for; that it was refused is enough
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? JsonNode.Parse(text) : null);
    }

    private string Written(JsonNode body, string[] without, bool sort)
    {
        var shown = body.DeepClone();
        Strip(shown, without, sort);
        return shown.ToJsonString();
    }

    private void Strip(JsonNode? node, string[] without, bool sort)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var name in without)
                {
                    fields.Remove(name);
                }

                if (sort && fields["knownFrom"] is { } since && string.CompareOrdinal((string)since!, begun) >= 0)
                {
                    fields["knownFrom"] = "by hand";
                }

                fields.ToList().ForEach(f => Strip(f.Value, without, sort));
                break;
            case JsonArray list:
                list.ToList().ForEach(i => Strip(i, without, sort));
                if (sort && list.Count > 1 && list[0] is JsonObject first && first.ContainsKey("knownFrom"))
                {
                    var sorted = list.Select(i => i!.DeepClone()).OrderBy(i => (string)i["knownFrom"]!, StringComparer.Ordinal).ThenBy(i => (string?)i["reportId"], StringComparer.Ordinal).ToList();
                    list.Clear();
                    sorted.ForEach(i => list.Add(i));
                }

                break;
        }
    }

    [GeneratedRegex("\\{([a-z0-9-]+)\\}")]
    private static partial Regex Braces();
}
