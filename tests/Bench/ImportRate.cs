using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>Rows a second of a file, until the import is done and until everything has settled; beside it a binary COPY of the events it made.</summary>
internal static class ImportRate
{
    private const int FirstYear = 1940, Years = 60;

    public static async Task RunAsync(RunningSystem system)
    {
        await ImportAsync(system, "warm", 500, 1);
        var used = Conditions.Used(system);
        var (done, settled) = await ImportAsync(system, "bulk", 10_000, 2);
        var cost = Conditions.Cost(system, used, 10_000);
        var (rows, copy) = await CopyAsync(system);
        Console.WriteLine($"{"10,000 rows",-34} {"seconds",9} {"rows/s",9}");
        Say("import until done", 10_000, done);
        Say("import until settled", 10_000, settled);
        Say("binary COPY of the same events", rows, copy);
        var bare = rows / copy.TotalSeconds;
        Console.WriteLine($"  COPY / import: done {bare / (10_000 / done.TotalSeconds):0.0}, settled {bare / (10_000 / settled.TotalSeconds):0.0}");
        Console.WriteLine($"  processor ms a row: {cost}");
    }

    /// <summary>Imports a generated file.</summary>
    /// <returns>The time until the import was done, and until all of it was published, taken in and projected.</returns>
    public static async Task<(TimeSpan Done, TimeSpan Settled)> ImportAsync(RunningSystem system, string set, int count, int seed)
    {
        var file = string.Join('\n', Generate(count, seed).Select(r => r.ToJsonString()));
        var begin = Stopwatch.GetTimestamp();
        using var content = new StringContent(file, Encoding.UTF8, "application/x-ndjson");
        using var answer = await system.Gateway.PostAsync($"/api/imports?format=timeline&set={set}", content);
        answer.EnsureSuccessStatusCode();
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;
        var limit = TimeSpan.FromMinutes(10);
        var ended = await Wait.ForAsync(() => system.GetAsync($"/api/imports/{id}?take=1"), i => (string?)i["state"] == "done", limit);
        var done = Stopwatch.GetElapsedTime(begin);
        if ((int)ended["counts"]!["created"]! != count)
        {
            throw new InvalidOperationException($"not every row was taken: {ended["counts"]} {ended["rejected"]?.AsArray().FirstOrDefault()}");
        }

        await system.SettleAsync(limit);
        return (done, Stopwatch.GetElapsedTime(begin));
    }

    // what a register of a conflict looks like: mostly attacks and seizures, a tenth incursions, takings with their ransoms, a harvest a year
    private static IEnumerable<JsonObject> Generate(int count, int seed)
    {
        var random = new Random(seed);
        string[] places = ["batken-region", "osh-district", "fergana-valley", "tavildara", "surkhandarya"];
        for (var i = 0; i < count; i++)
        {
            var id = $"r{i}";
            var first = new DateOnly(FirstYear + random.Next(Years), 1, 1).AddDays(random.Next(360));
            var (from, to) = (first.ToString("O"), first.AddDays(random.Next(3) == 0 ? random.Next(30) : 0).ToString("O"));
            var place = places[random.Next(places.Length)];
            yield return i < Years && seed > 1 ? Rows.Harvest(id, FirstYear + i) : random.Next(100) switch
            {
                < 10 => Rows.Report(id, "incursion", from, to, place),
                < 14 => Rows.Report(id, "hostage-taking", from, to, place),
                < 18 => Rows.Report(id, "ransom", from, to, place),
                < 21 => Rows.Report(id, "withdrawal", from, to, place),
                < 50 => Rows.Report(id, "seizure", from, to, place),
                _ => Rows.Report(id, "attack", from, to, place),
            };
        }
    }

    // the very rows of Ingestion's event table into a table like it, indexes and all, sent as one binary stream
    private static async Task<(int Rows, TimeSpan Took)> CopyAsync(RunningSystem system)
    {
        await using var connection = await system.Databases.Of(RunningSystem.Ingestion).OpenConnectionAsync();
        await using (var make = new NpgsqlCommand("create table timeline.bench_events (like timeline.mt_events including all)", connection))
        {
            await make.ExecuteNonQueryAsync();
        }

        using var kept = new MemoryStream();
        await using (var from = await connection.BeginRawBinaryCopyAsync("copy (select * from timeline.mt_events where stream_id like 'bulk.%' order by seq_id) to stdout (format binary)"))
        {
            await from.CopyToAsync(kept);
        }

        kept.Position = 0;
        var begin = Stopwatch.GetTimestamp();
        await using (var into = await connection.BeginRawBinaryCopyAsync("copy timeline.bench_events from stdin (format binary)"))
        {
            await kept.CopyToAsync(into);
        }

        var took = Stopwatch.GetElapsedTime(begin);
        await using var count = new NpgsqlCommand("select count(*)::int from timeline.bench_events", connection);
        return ((int)(await count.ExecuteScalarAsync())!, took);
    }

    private static void Say(string name, int rows, TimeSpan took) => Console.WriteLine($"  {name,-32} {took.TotalSeconds,9:0.00} {rows / took.TotalSeconds,9:0}");
}
