using System.Diagnostics;
using Npgsql;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>What PostgreSQL itself needs for the rows of a service's event table: the limit under recording and under reading them.</summary>
internal static class Stored
{
    private const string All = "select * from timeline.mt_events order by seq_id";

    /// <summary>The events of a service's store.</summary>
    public static async Task<long> CountAsync(RunningSystem system, string service) => await system.Databases.AskAsync<long>(service, "select count(*) from timeline.mt_events");

    /// <summary>Rows a second of a bare read: every column, in order, over one connection.</summary>
    public static async Task<double> ReadRateAsync(RunningSystem system, string service)
    {
        await using var connection = await system.Databases.Of(service).OpenConnectionAsync();
        var rows = 0;
        var begin = Stopwatch.GetTimestamp();
        await using var ask = new NpgsqlCommand("select seq_id, id, stream_id, version, data::text, type, timestamp, headers::text from timeline.mt_events order by seq_id", connection);
        await using var read = await ask.ExecuteReaderAsync();
        while (await read.ReadAsync())
        {
            _ = read.GetString(4);
            rows++;
        }

        return rows / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Rows a second of the same rows sent as one binary stream into a table with the same columns and indexes.</summary>
    public static async Task<double> CopyRateAsync(RunningSystem system, string service, string where = "true")
    {
        await using var connection = await system.Databases.Of(service).OpenConnectionAsync();
        await using (var make = new NpgsqlCommand("drop table if exists timeline.bench_copy; create table timeline.bench_copy (like timeline.mt_events including all)", connection))
        {
            await make.ExecuteNonQueryAsync();
        }

        using var kept = new MemoryStream();
        await using (var from = await connection.BeginRawBinaryCopyAsync($"copy ({All.Replace(" order by", $" where {where} order by", StringComparison.Ordinal)}) to stdout (format binary)"))
        {
            await from.CopyToAsync(kept);
        }

        kept.Position = 0;
        var begin = Stopwatch.GetTimestamp();
        await using (var into = await connection.BeginRawBinaryCopyAsync("copy timeline.bench_copy from stdin (format binary)"))
        {
            await kept.CopyToAsync(into);
        }

        var took = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await using var count = new NpgsqlCommand("select count(*) from timeline.bench_copy", connection);
        return (long)(await count.ExecuteScalarAsync())! / took;
    }
}
