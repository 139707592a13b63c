using System.Diagnostics;
using Npgsql;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>One report after another, from POST to the answer; beside it one transaction after another that inserts the events they made.</summary>
internal static class CommitTime
{
    private const int Count = 300;

    public static async Task RunAsync(RunningSystem system, Ratios ratios)
    {
        await PostAsync(system, "warm", 100);
        var answered = await PostAsync(system, "one", Count);
        var bare = await InsertAsync(system);
        Console.WriteLine($"{"one after another",-34} {"n",6} {"p50 ms",9} {"p99 ms",9} {"max ms",9}");
        Console.WriteLine($"  {"POST -> answered, committed",-32} {answered}");
        Console.WriteLine($"  {"insert of the same event, commit",-32} {bare}");
        ratios.Took("one report committed (p50)", answered.At(50), "one transaction with that row (p50)", bare.At(50));
    }

    private static async Task<Figures> PostAsync(RunningSystem system, string name, int count)
    {
        var took = new Figures();
        for (var i = 0; i < count; i++)
        {
            var report = Rows.Report($"{name}-{i}", "attack", "1999-08-01", "1999-08-03", "batken-region");
            report.Remove("externalId");
            var begin = Stopwatch.GetTimestamp();
            var answer = await system.PostAsync("/api/reports", report);
            took.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            if (!answer.Succeeded)
            {
                throw new InvalidOperationException($"a report was refused: {(int)answer.Status} {answer.Body}");
            }
        }

        return took;
    }

    // into a table with the same columns and indexes, a transaction a row, as durable as the store's own
    private static async Task<Figures> InsertAsync(RunningSystem system)
    {
        await using var connection = await system.Databases.Of(RunningSystem.Ingestion).OpenConnectionAsync();
        await using (var make = new NpgsqlCommand("create table timeline.bench_commits (like timeline.mt_events including all)", connection))
        {
            await make.ExecuteNonQueryAsync();
        }

        var numbers = new List<long>();
        await using (var ask = new NpgsqlCommand($"select seq_id from timeline.mt_events order by seq_id desc limit {Count}", connection))
        await using (var rows = await ask.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                numbers.Add(rows.GetInt64(0));
            }
        }

        var took = new Figures();
        await using var insert = new NpgsqlCommand("insert into timeline.bench_commits select * from timeline.mt_events where seq_id = $1", connection);
        insert.Parameters.Add(new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        await insert.PrepareAsync();
        foreach (var number in numbers)
        {
            insert.Parameters[0].Value = number;
            var begin = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync();
            took.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return took;
    }
}
