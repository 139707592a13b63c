using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>Rows a second of a file, until the import is done and until everything has settled; beside it a binary COPY of the events it made.</summary>
internal static class ImportRate
{
    private const int FirstYear = 1940, Years = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static async Task RunAsync(RunningSystem system, Ratios ratios)
    {
        await ImportAsync(system, "warm", 500, 1);
        var used = Conditions.Used(system);
        var (done, settled) = await ImportAsync(system, "bulk", 10_000, 2);
        var cost = Conditions.Cost(system, used, 10_000);
        var bare = await Stored.CopyRateAsync(system, RunningSystem.Ingestion, "stream_id like 'bulk.%'");
        Console.WriteLine($"{"10,000 rows",-34} {"seconds",9} {"rows/s",9}");
        Say("import until done", 10_000, done);
        Say("import until settled", 10_000, settled);
        ratios.Rate("import until done", 10_000 / done.TotalSeconds, "binary COPY of the same events", bare);
        ratios.Rate("import until settled everywhere", 10_000 / settled.TotalSeconds, "binary COPY of the same events", bare);
        Console.WriteLine($"  processor ms a row: {cost}");
    }

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
        var file = string.Join('\n', Generate(count, seed, known).Select(r => r.ToJsonString()));
        using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
        using var answer = await system.Gateway.PostAsync($"/api/imports?format=timeline&set={set}&backfill={(known ? "true" : "false")}", content);
        answer.EnsureSuccessStatusCode();
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
        var ended = await Wait.ForAsync(() => system.GetAsync($"/api/imports/{id}?take=1"), i => (string?)i["state"] == "done", Limit);
        if ((int)ended["counts"]!["created"]! != count)
        {
            throw new InvalidOperationException($"not every row was taken: {ended["counts"]} {ended["rejected"]?.AsArray().FirstOrDefault()}");
        }
    }

    // what a register of a conflict looks like: mostly attacks and seizures, a tenth incursions, takings with their ransoms, a harvest a year
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

    private static void Say(string name, int rows, TimeSpan took) => Console.WriteLine($"  {name,-32} {took.TotalSeconds,9:0.00} {rows / took.TotalSeconds,9:0}");
}
