using System.Diagnostics;
using Timeline.Hosting;

namespace Timeline.Console.Terminal;

/// <summary>How an import stands, as <c>GET /api/imports/{id}</c> tells it.</summary>
/// <param name="State">queued, running, waiting (for a second person), done, failed or cancelled.</param>
/// <param name="Rows">How many rows the file has, once that is known.</param>
/// <param name="Done">How many have a verdict.</param>
/// <param name="Counts">Verdicts by name: created, corrected, retracted, unchanged, duplicate, rejected.</param>
public sealed record ImportView(string Id, string State, int? Rows, int? Done, IReadOnlyDictionary<string, int>? Counts, IReadOnlyList<RejectedRow>? Rejected, string? Trouble = null)
{
    /// <summary>Nothing more comes of it by itself.</summary>
    public bool IsOver => State is "done" or "failed" or "cancelled" or "waiting";
}

/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Column">The byte of that line at which reading failed, from 1; null where the row could be read and its content was refused.</param>
/// <param name="Reason">What is wrong, beginning with the field.</param>
public sealed record RejectedRow(int Line, int? Column, string? Reason);

/// <summary><c>import FILE</c>: hands a file to the system, waits for the verdict on every row, and prints what was rejected.</summary>
internal static class ImportVerb
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(Options options, CancellationToken stop)
    {
        if (options.Alone is not [var path])
        {
            throw new NotUnderstoodException("import wants one file");
        }

        var set = options.Required("set");
        using var origin = Origin.At(options.Url());
        await using var file = Open(path);
        if (options.Switches.Contains("if-empty") && (await origin.GetAsync<Marks>("ops/ingestion/marks", stop)).Tail > 0)
        {
            System.Console.WriteLine($"  something was recorded here before; {Path.GetFileName(path)} is not read");
            return 0;
        }

        var mapping = options.Value("mapping");
        var format = options.Value("format") ?? (mapping is not null ? "csv" : await SeemsAsync(origin, path, file, stop));
        var words = new Dictionary<string, string?>
        {
            ["format"] = format, ["set"] = set, ["file"] = Path.GetFileName(path), ["mapping"] = mapping, ["encoding"] = options.Value("encoding"),
            ["backfill"] = options.Switches.Contains("backfill") ? "true" : null, ["dryRun"] = options.Switches.Contains("dry-run") ? "true" : null,
        };
        var query = string.Join('&', words.Where(w => w.Value is not null).Select(w => $"{w.Key}={Uri.EscapeDataString(w.Value!)}"));
        var accepted = await origin.PostFileAsync<ImportView>($"api/imports?{query}", file, "application/octet-stream", stop);
        var final = await FollowAsync(origin, accepted.Id, stop);
        foreach (var line in ImportInWords.Verdict(Path.GetFileName(path), set, final))
        {
            System.Console.WriteLine(line);
        }

        return final.State == "done" && final.Counts?.GetValueOrDefault("rejected") is null or 0 ? 0 : 1;
    }

    // a file that says nothing of its format by its name is looked at
    private static async Task<string> SeemsAsync(Origin origin, string path, FileStream file, CancellationToken stop)
    {
        if (Path.GetExtension(path) is ".ndjson" or ".json" or ".jsonl")
        {
            return "timeline";
        }

        var start = new byte[64 * 1024];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, stop);
        file.Position = 0;
        // what is compressed can only be looked at whole
        using var look = start is [0x1f, 0x8b, ..] ? (Stream)File.OpenRead(path) : new MemoryStream(start, 0, read);
        var seems = await origin.PostFileAsync<Seeming>("api/imports/proposals", look, "application/octet-stream", stop);
        return seems.Format;
    }

    private sealed record Seeming(string Format);

    private static async Task<ImportView> FollowAsync(Origin origin, string id, CancellationToken stop)
    {
        // a line that rewrites itself is for a person at a terminal; into a file goes one every five seconds
        var live = !System.Console.IsOutputRedirected;
        var said = Stopwatch.StartNew();
        while (true)
        {
            var now = await origin.GetAsync<ImportView>($"api/imports/{Uri.EscapeDataString(id)}", stop);
            if (live)
            {
                System.Console.Write($"\r  {ImportInWords.Progress(now),-60}{(now.IsOver ? "\r" + new string(' ', 62) + "\r" : "")}");
            }
            else if (!now.IsOver && said.Elapsed.TotalSeconds >= 5)
            {
                System.Console.WriteLine($"  {ImportInWords.Progress(now)}");
                said.Restart();
            }

            if (now.IsOver)
            {
                return now;
            }

            await Task.Delay(BetweenLooks, stop);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AnswerException($"cannot read {path}: {e.Message}");
        }
    }
}
