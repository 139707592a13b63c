using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Timeline.Contracts;
using Timeline.Ingestion.Imports;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>
/// Files of registers as they are, in a folder of whoever asks: each is tried, taken in and taken in again, and two editions of one register go into one set. What becomes of the rows is counted, what was rejected
/// is said by its reason, and what ought to be so and is not is said.
/// </summary>
internal static partial class TakeFiles
{
    private const int ReasonsSaid = 12, Page = 10_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static int SayWhat()
    {
        Console.Error.WriteLine("bench files wants a folder with files of registers (*.csv, *.ndjson, *.json, *.gz)");
        return 2;
    }

    public static async Task RunAsync(RunningSystem system, string folder)
    {
        using var gateway = new HttpClient { BaseAddress = system.Gateway.BaseAddress, Timeout = Limit };
        var sets = new Dictionary<string, string>();
        foreach (var path in Directory.GetFiles(folder).Where(p => Path.GetExtension(p) is ".csv" or ".ndjson" or ".json" or ".gz").Order(StringComparer.Ordinal))
        {
            Console.WriteLine();
            Console.WriteLine($"{Path.GetFileName(path)}, {new FileInfo(path).Length:N0} bytes");
            if (await FormatOfAsync(gateway, path) is not { } format)
            {
                continue;
            }

            var another = sets.TryGetValue(format.Name, out var before);
            // editions of one register know their records by the same keys; of a mapped file that is not said
            var set = format.Name == Formats.Csv ? $"csv-{sets.Count}" : format.Name;
            sets[format.Name] = Path.GetFileName(path);
            var tried = await TakeAsync(gateway, path, set, format, "&dryRun=true", "tried");
            var taken = await TakeAsync(gateway, path, set, format, "", another ? $"taken in, as another edition of {before}" : "taken in");
            SayReasons(taken);
            SayProposals(taken);
            Check("the dry run said the same of every row", tried.Zip(taken).Count(v => Said(v.First) != Said(v.Second)) + Math.Abs(tried.Count - taken.Count));
            var again = await TakeAsync(gateway, path, set, format, "", "again");
            Check("again, all that was recorded is unchanged", again.Count(v => Verdict(v) is not ("unchanged" or "rejected" or "duplicate")));
        }

        var began = Stopwatch.GetTimestamp();
        await system.SettleAsync(Limit);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"settled everywhere after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s more"));
    }

    private sealed record Format(string Name, string More);

    private static async Task<Format?> FormatOfAsync(HttpClient gateway, string path)
    {
        using var content = new StreamContent(File.OpenRead(path));
        using var answer = await gateway.PostAsync("/api/imports/proposals", content);
        var seems = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if (!answer.IsSuccessStatusCode)
        {
            Console.WriteLine($"  refused: {seems["errors"]?.ToJsonString()}");
            return null;
        }

        Console.WriteLine($"  {seems["format"]}, {seems["encoding"]}, {seems["columns"]!.AsArray().Count} columns");
        if ((string)seems["format"]! != Formats.Csv)
        {
            return new((string)seems["format"]!, "");
        }

        var columns = seems["columns"]!.AsArray().Select(c => (string)c!).ToList();
        var mapping = MeasureDuplicates.Reads(columns) ? JsonSerializer.Serialize(MeasureDuplicates.Attacks, TimelineJson.Options)
            : seems["asks"]!.AsArray().Count == 0 ? seems["mapping"]!.ToJsonString() : null;
        if (mapping is null)
        {
            Console.WriteLine($"  passed by: a mapping would have to say {string.Join(", ", seems["asks"]!.AsArray())}");
        }

        return mapping is null ? null : new(Formats.Csv, $"&mapping={Uri.EscapeDataString(mapping)}");
    }

    private static async Task<List<JsonNode>> TakeAsync(HttpClient gateway, string path, string set, Format format, string more, string what)
    {
        var began = Stopwatch.GetTimestamp();
        using var content = new StreamContent(File.OpenRead(path));
        using var answer = await gateway.PostAsync($"/api/imports?format={format.Name}&set={set}{format.More}{more}", content);
        var begun = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if (!answer.IsSuccessStatusCode)
        {
            Console.WriteLine($"  {what}: refused: {begun["errors"]?.ToJsonString()}");
            return [];
        }

        var address = $"/api/imports/{(string)begun["id"]!}";
        var ended = await Wait.ForAsync(async () => JsonNode.Parse(await gateway.GetStringAsync($"{address}?take=1"))!, i => (string?)i["state"] is "done" or "failed", Limit);
        var counts = string.Join(", ", ended["counts"]!.AsObject().Where(c => (int)c.Value! > 0).Select(c => $"{c.Value} {c.Key}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {counts} of {ended["rows"]} rows in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s {ended["trouble"]}"));
        var rows = new List<JsonNode>();
        for (var full = true; full;)
        {
            var page = JsonNode.Parse(await gateway.GetStringAsync($"{address}?take={Page}&after={(rows.Count > 0 ? rows[^1]["line"] : 0)}"))!["verdicts"]!.AsArray();
            rows.AddRange(page.Select(v => v!));
            full = page.Count == Page;
        }

        return rows;
    }

    private static void SayReasons(List<JsonNode> rows)
    {
        var reasons = rows.Where(r => Verdict(r) == "rejected").GroupBy(r => Particular().Replace((string)r["reason"]!, "…")).OrderByDescending(g => g.Count()).ToList();
        foreach (var same in reasons.Take(ReasonsSaid))
        {
            Console.WriteLine($"    rejected {same.Count()}: line {same.First()["line"]}: {same.First()["reason"]}");
        }

        if (reasons.Count > ReasonsSaid)
        {
            Console.WriteLine($"    and {reasons.Count - ReasonsSaid} other reasons");
        }
    }

    private static void SayProposals(List<JsonNode> rows)
    {
        var proposals = rows.SelectMany(r => r["proposals"]?.AsArray() ?? []).GroupBy(p => (string?)p!["subkind"] ?? (string)p["kind"]!).Select(g => $"{g.Count()} {g.Key}").ToList();
        if (proposals.Count > 0)
        {
            Console.WriteLine($"    their words suggest: {string.Join(", ", proposals)}");
        }
    }

    private static void Check(string what, int otherwise) => Console.WriteLine($"    {(otherwise == 0 ? "right" : "WRONG")}: {what}{(otherwise == 0 ? "" : $", but {otherwise}")}");

    private static string Verdict(JsonNode row) => (string)row["verdict"]!;

    private static string Said(JsonNode row) => $"{row["line"]} {row["verdict"]} {row["incidentId"]} {row["reportId"]} {row["column"]} {row["reason"]}";

    // what is particular to a row in its reason: numbers, and what stands between quotation marks
    [GeneratedRegex(@"'[^']*'|\d+([.,]\d+)*")]
    private static partial Regex Particular();
}
