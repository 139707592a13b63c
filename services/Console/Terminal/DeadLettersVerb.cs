using System.Globalization;

namespace Timeline.Console.Terminal;

/// <summary>A dead letter as <c>GET /ops/dead-letters</c> tells it; headers and body only where one is asked for.</summary>
public sealed record DeadLetterView(
    string Id, string Queue, string Service, string Sort, string? Type, string? MessageId, string? Source, long? Position, string Reason, DateTimeOffset? At,
    IReadOnlyDictionary<string, string>? Headers = null, string? Body = null);

/// <summary><c>dead-letters</c>: what no service could take, seen, sent once more, or thrown away.</summary>
public static class DeadLettersVerb
{
    private sealed record Done(int Count);

    internal static async Task<int> RunAsync(Options options, CancellationToken stop)
    {
        using var origin = Origin.At(options.Url());
        var lines = options.Alone switch
        {
            [] or ["list"] => List(await origin.GetAsync<IReadOnlyList<DeadLetterView>>("ops/dead-letters", stop)),
            ["show", var id] => Show(await origin.GetAsync<DeadLetterView>(Path(id), stop)),
            ["replay"] when options.Switches.Contains("all") => [$"{(await origin.SendAsync<Done>(HttpMethod.Post, "ops/dead-letters/replay", stop)).Count} sent once more"],
            ["replay", var id] => [$"{(await origin.SendAsync<Done>(HttpMethod.Post, $"{Path(id)}/replay", stop)).Count} sent once more"],
            ["drop", var id] => [$"{(await origin.SendAsync<Done>(HttpMethod.Delete, Path(id), stop)).Count} thrown away"],
            _ => throw new NotUnderstoodException("dead-letters wants list, show ID, replay ID, replay --all, or drop ID"),
        };
        foreach (var line in lines)
        {
            await System.Console.Out.WriteLineAsync(line);
        }

        return 0;
    }

    /// <summary>One of them in two lines; the reason wrapped.</summary>
    public static IEnumerable<string> List(IReadOnlyList<DeadLetterView> letters) => letters.Count == 0 ? ["no dead letters"] :
    [
        .. letters.SelectMany(letter => new[]
        {
            $"{letter.Id}  {letter.Sort} in {letter.Service}{At(letter)}: {letter.Type ?? "unreadable"}{(letter.Position is { } position ? $", {letter.Source} {position}" : "")}",
        }.Concat(Lines.Hanging("    ", letter.Reason))),
        $"{letters.Count} dead letters; replay ID or replay --all sends them once more, drop ID throws one away",
    ];

    public static IEnumerable<string> Show(DeadLetterView letter) =>
    [
        .. Lines.Heading(letter.Id),
        .. Lines.Labelled("Queue", letter.Queue),
        .. Lines.Labelled("Type", letter.Type ?? "unreadable"),
        .. Lines.Labelled("Message", letter.MessageId ?? "without an id"),
        .. letter.Position is { } position ? Lines.Labelled("Position", $"{letter.Source} {position}") : [],
        .. letter.At is not null ? Lines.Labelled("Failed", At(letter).Trim()) : [],
        .. Lines.Labelled("Reason", letter.Reason),
        "",
        .. (letter.Headers ?? new Dictionary<string, string>()).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {h.Value}"),
        "",
        letter.Body ?? "",
    ];

    private static string At(DeadLetterView letter) => letter.At is { } at ? at.UtcDateTime.ToString(" yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    private static string Path(string id) => $"ops/dead-letters/{Uri.EscapeDataString(id)}";
}
