using System.Diagnostics;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>Rows a second of a file, until the import is done and until everything has settled; beside it a binary COPY of the events it made.</summary>
internal static class ImportRate
{
    private const int Usual = 10_000;
    private const int FirstYear = 1940, Years = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static Task RunAsync(RunningSystem system, Ratios ratios) => RunAsync(system, ratios, Usual);

    /// <summary>Measures a file of so many rows, on a system in which nothing else has been measured.</summary>
    public static async Task RunAsync(RunningSystem system, Ratios ratios, int rows)
    {
        await ImportAsync(system, "warm", 500, 1);
        var (services, servers) = (Conditions.Used(system), await Conditions.UsedByServersAsync(system, RunningSystem.Ingestion));
        var begin = Stopwatch.GetTimestamp();
        await ImportOnlyAsync(system, "bulk", rows, 2);
        var done = Stopwatch.GetElapsedTime(begin);
        var untilDone = (Services: Conditions.Cost(system, services, rows), Server: await CostAsync(system, servers, rows));
        await system.SettleAsync(Limit);
        var settled = Stopwatch.GetElapsedTime(begin);
        var bare = await Stored.CopyRateAsync(system, RunningSystem.Ingestion, "stream_id like 'bulk.%'");
        Console.WriteLine($"{$"{rows} rows",-34} {"seconds",9} {"rows/s",9}");
        Say("import until done", rows, done);
        Say("import until settled", rows, settled);
        ratios.Rate($"import of {rows} rows until done", rows / done.TotalSeconds, "binary COPY of the same events", bare);
        ratios.Rate($"import of {rows} rows until settled everywhere", rows / settled.TotalSeconds, "binary COPY of the same events", bare);
        Console.WriteLine($"  processor ms a row until done: {untilDone.Services}, PostgreSQL for ingestion {untilDone.Server}");
        Console.WriteLine($"  until settled: {Conditions.Cost(system, services, rows)}, PostgreSQL for ingestion {await CostAsync(system, servers, rows)}");
        Console.WriteLine($"  memory, peak MB: {Conditions.PeakMemory(system)}");
    }

    private static async Task<string> CostAsync(RunningSystem system, TimeSpan? since, int rows) =>
        since is { } before && await Conditions.UsedByServersAsync(system, RunningSystem.Ingestion) is { } now ? $"{(now - before).TotalMilliseconds / rows:0.00}" : "unknown";

    /// <summary>Imports a generated file.</summary>
    /// <param name="known">Each row became known between a day and thirty after it began, not now.</param>
    /// <returns>The time until the import was done, and until all of it was published, taken in and projected.</returns>
    public static async Task<(TimeSpan Done, TimeSpan Settled)> ImportAsync(RunningSystem system, string set, int count, int seed, bool known = false)
    {
        var begin = Stopwatch.GetTimestamp();
        await ImportOnlyAsync(system, set, count, seed, known);
        var done = Stopwatch.GetElapsedTime(begin);
        await system.SettleAsync(Limit);
        return (done, Stopwatch.GetElapsedTime(begin));
    }

    /// <summary>Imports a generated file and waits until every row has its verdict, no longer.</summary>
    public static async Task ImportOnlyAsync(RunningSystem system, string set, int count, int seed, bool known = false)
    {
        // kept on disk: a large file in memory would be measured too
        await using var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await using (var lines = new StreamWriter(file, leaveOpen: true))
        {
            foreach (var row in Generate(count, seed, known))
            {
                await lines.WriteAsync(row.ToJsonString() + "\n");
            }
        }

        file.Position = 0;
        using var content = new StreamContent(file) { Headers = { ContentType = new("application/x-ndjson") } };
        using var gateway = new HttpClient { BaseAddress = system.Gateway.BaseAddress, Timeout = Limit };
        using var answer = await gateway.PostAsync($"/api/imports?format=timeline&set={set}&backfill={(known ? "true" : "false")}", content);
        answer.EnsureSuccessStatusCode();
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
        var ended = await Wait.ForAsync(() => system.GetAsync($"/api/imports/{id}?take=1"), i => (string?)i["state"] == "done", Limit);
        if ((int)ended["counts"]!["created"]! != count)
        {
            throw new InvalidOperationException($"not every row was taken: {ended["counts"]} {ended["rejected"]?.AsArray().FirstOrDefault()}");
        }
    }

    // what a register of a conflict looks like: mostly attacks and seizures, a tenth incursions, takings with their ransoms, a harvest a year; of a large one all but so many rows
    // tell of the rest of the world, as a register of all countries does: the theatre's history is as dense at every size
    private static IEnumerable<JsonObject> Generate(int count, int seed, bool known)
    {
        var random = new Random(seed);
        string[] places = ["batken-region", "osh-district", "fergana-valley", "tavildara", "surkhandarya"];
        for (var i = 0; i < count; i++)
        {
            var id = $"r{i}";
            var first = new DateOnly(FirstYear + random.Next(Years), 1, 1).AddDays(random.Next(360));
            var last = first.AddDays(random.Next(3) == 0 ? random.Next(30) : 0);
            var (from, to) = (first.ToString("O"), last.ToString("O"));
            var place = places[random.Next(places.Length)];
            if (i >= Years && random.Next(count) >= Usual)
            {
                yield return Elsewhere(id, from, to, random);
                continue;
            }

            var row = i < Years && seed > 1 ? Rows.Harvest(id, FirstYear + i) : random.Next(100) switch
            {
                < 10 => Rows.Report(id, "incursion", from, to, place),
                < 14 => Rows.Report(id, "hostage-taking", from, to, place),
                < 18 => Rows.Report(id, "ransom", from, to, place),
                < 21 => Rows.Report(id, "withdrawal", from, to, place),
                < 50 => Rows.Report(id, "seizure", from, to, place),
                _ => Rows.Report(id, "attack", from, to, place),
            };
            if (known)
            {
                row["knownFrom"] = (i < Years && seed > 1 ? new DateOnly(FirstYear + i, 7, 1) : last.AddDays(1 + random.Next(30))).ToString("O");
            }

            yield return row;
        }
    }

    private static JsonObject Elsewhere(string id, string from, string to, Random random)
    {
        var row = Rows.Report(id, "attack", from, to, "");
        row["where"] = new JsonObject { ["lat"] = Math.Round((random.NextDouble() * 60) - 40, 3), ["lon"] = Math.Round((random.NextDouble() * 300) - 180, 3), ["precision"] = "town" };
        return row;
    }

    private static void Say(string name, int rows, TimeSpan took) => Console.WriteLine($"  {name,-32} {took.TotalSeconds,9:0.00} {rows / took.TotalSeconds,9:0}");
}
