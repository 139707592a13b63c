using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Timeline.Vocabulary;

namespace Timeline.Bench;

/// <summary>
/// How soon Correlation is at work again after a restart: from the start of its process to the first transaction in which it has judged, with the facts of a drawn history
/// received before and all that follows from them told before. One theatre in forty is the shipped one; the other incidents count nowhere and are held all the same.
/// </summary>
internal static class Restart
{
    private const int Starts = 3;   // of which the middle one counts
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static async Task RunAsync(RunningSystem system, Ratios ratios, int incidents)
    {
        await system.SettleAsync();
        await system.KillAllAsync();
        var history = DrawHistory.Of(incidents, shipped: true);
        await using var connection = await system.Databases.Of(RunningSystem.Correlation).OpenConnectionAsync();
        var copied = await CopyFactsAsync(connection, history);
        Console.WriteLine($"{history.Facts.Count:#,0} facts copied in {copied.TotalSeconds:0.0} s");
        var told = await CopyToldAsync(connection, history);
        var bare = await ReadBareAsync(connection);

        // the first start finds rows alone; what is put together in stretches meanwhile the next one reads
        var what = $"{incidents:#,0} incidents, {told:#,0} correlations told";
        await StartAsync(system, system.StartAllAsync, $"{what}, all four services at once, from rows alone");
        var begin = Stopwatch.GetTimestamp();
        await Wait.ForAsync(() => PutTogetherAsync(system), rest => rest < 10_000, TimeSpan.FromMinutes(10));
        Console.WriteLine($"  all but {await PutTogetherAsync(system):#,0} facts put together in stretches {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s later");
        foreach (var (of, kill, start) in new (string, Func<Task>, Func<Task>)[]
        {
            ("all four services at once", system.KillAllAsync, system.StartAllAsync),
            ("Correlation alone", () => system.KillAsync(RunningSystem.Correlation), () => system.StartAsync(RunningSystem.Correlation)),
        })
        {
            var times = new List<TimeSpan>();
            while (times.Count < Starts)
            {
                await kill();
                times.Add(await StartAsync(system, start, $"{what}, {of}"));
            }

            var took = times.Order().ElementAt(Starts / 2);
            Console.WriteLine($"  resident MiB: {Conditions.Memory(system)}");
            ratios.Took($"restart with {incidents:#,0} incidents, {of}", took.TotalMilliseconds, "a bare read of the same facts", bare.TotalMilliseconds);
            ratios.Took($"restart with {incidents:#,0} incidents, {of}", took.TotalMilliseconds, "asked for", 20_000);
        }
    }

    private static async Task<TimeSpan> StartAsync(RunningSystem system, Func<Task> start, string what)
    {
        var turn = await TurnAsync(system);
        var begin = Stopwatch.GetTimestamp();
        await start();
        await Wait.ForAsync(() => TurnAsync(system), now => now > turn, Limit);
        var took = Stopwatch.GetElapsedTime(begin);
        var used = Conditions.Used(system)[RunningSystem.Correlation];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  restart with {what}: at work after {took.TotalSeconds:0.0} s (processor {used.TotalSeconds:0.0} s)"));
        return took;
    }

    private static Task<long> PutTogetherAsync(RunningSystem system) => system.Databases.AskAsync<long>(
        RunningSystem.Correlation, "select (select coalesce(max(seq), 0) from timeline.fact) - (select coalesce(max(upto), 0) from timeline.fact_stretch)");

    private static Task<long> TurnAsync(RunningSystem system) => system.Databases.AskAsync<long>(RunningSystem.Correlation, "select turn from timeline.position where source = 'ingestion'");

    private static async Task<TimeSpan> CopyFactsAsync(NpgsqlConnection connection, DrawHistory history)
    {
        var begin = Stopwatch.GetTimestamp();
        await using (var rows = await connection.BeginBinaryImportAsync("copy timeline.fact (incident_id, version, recorded, type, data) from stdin (format binary)"))
        {
            foreach (var fact in history.Facts)
            {
                await rows.StartRowAsync();
                await rows.WriteAsync(fact.Event.IncidentId, NpgsqlDbType.Text);
                await rows.WriteAsync(fact.Version, NpgsqlDbType.Bigint);
                await rows.WriteAsync(fact.Recorded.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
                await rows.WriteAsync(EventCatalogue.NameOf(fact.Event.GetType()), NpgsqlDbType.Text);
                await rows.WriteAsync(fact.Event.Written(), NpgsqlDbType.Jsonb);
            }

            await rows.CompleteAsync();
        }

        await using var analyse = new NpgsqlCommand("analyze timeline.fact", connection);
        await analyse.ExecuteNonQueryAsync();
        return Stopwatch.GetElapsedTime(begin);
    }

    // what the service would have told by now: the same engine under the rules it has in force
    private static async Task<int> CopyToldAsync(NpgsqlConnection connection, DrawHistory history)
    {
        var rules = new List<Rule>();
        await using (var ask = new NpgsqlCommand("select data ->> 'rule' from timeline.mt_doc_publishedrule", connection))
        await using (var read = await ask.ExecuteReaderAsync())
        {
            while (await read.ReadAsync())
            {
                rules.Add(JsonSerializer.Deserialize<Rule>(read.GetString(0), TimelineJson.Options)!);
            }
        }

        var today = NodaTime.SystemClock.Instance.GetCurrentInstant().InUtc().Date;
        var engine = TimelineEngine.FromNothing(Gazetteer.Standard, Theatres.Standard, rules, history.Facts, today);
        await using var rows = await connection.BeginBinaryImportAsync("copy timeline.mt_doc_correlationrecord (id, data, mt_dotnet_type) from stdin (format binary)");
        foreach (var finding in engine.Findings.Values)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(finding.CorrelationId, NpgsqlDbType.Varchar);
            await rows.WriteAsync(JsonSerializer.Serialize(new { id = finding.CorrelationId, finding, holds = true, episode = 1 }, TimelineJson.Options), NpgsqlDbType.Jsonb);
            await rows.WriteAsync("Timeline.Correlation.Watching.CorrelationRecord", NpgsqlDbType.Varchar);
        }

        await rows.CompleteAsync();
        return engine.Findings.Count;
    }

    private static async Task<TimeSpan> ReadBareAsync(NpgsqlConnection connection)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var ask = new NpgsqlCommand("select version, recorded, type, data::text from timeline.fact", connection);
        await using var rows = await ask.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            _ = rows.GetFieldValue<byte[]>(3);
        }

        return Stopwatch.GetElapsedTime(begin);
    }
}
