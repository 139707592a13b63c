using System.Diagnostics;
using Npgsql;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Hosting;

namespace Timeline.Correlation.Stretches;

/// <summary>
/// Puts facts that have come in together into stretches (<see cref="Stretch"/>), in the background, as soon as there are enough for one more. Facts never change, so neither does a
/// stretch. Any number of processes look, and one of them at a time writes. What is in another form, because a contract became another, goes and is made anew.
/// Next: <see cref="ReadFacts"/>, which reads them at a start.
/// </summary>
public sealed class KeepStretches(NpgsqlDataSource data, Settings settings, ILogger<KeepStretches> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    // counting all facts takes a second for a million of them: once for each process and not at each look, since nobody puts another table in place under one that runs
    private bool believed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var begun = Stopwatch.GetTimestamp();
                while (await WriteNextAsync(stoppingToken))
                {
                    // a long history is put together slowly: whatever else the process does comes first
                    await Task.Delay(Stopwatch.GetElapsedTime(begun), stoppingToken);
                    begun = Stopwatch.GetTimestamp();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("the facts could not be put together for a quick start; another try follows: {Reason}", e.Message);
            }
        }
    }

    /// <returns>Whether one more was written.</returns>
    private async Task<bool> WriteNextAsync(CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (await AskAsync("select pg_try_advisory_xact_lock(hashtext('timeline.fact_stretch'))") is not true)
        {
            return false;
        }

        var ends = await StretchTable.EndsAsync(data, stop);
        if (!believed && ends is [.., var last] && !await StretchTable.AreOfTheseFactsAsync(data, last, stop))
        {
            log.LogWarning("what was put together for a quick start is not of these facts, and is made anew");
            ends = [];
        }

        believed = true;
        var after = ends is [.., var end] ? end : 0;
        if (await AskAsync("select seq from timeline.fact where seq > $1 order by seq offset $2 limit 1", after, settings.Stretch - 1) is not long upTo)
        {
            return await MendAsync();
        }

        await WriteAsync(after, upTo, "delete from timeline.fact_stretch where after >= $1 or form <> $2");
        return true;

        async Task<bool> MendAsync()
        {
            if (await AskAsync("select after from timeline.fact_stretch where digest = '' order by after limit 1") is not long broken)
            {
                return false;
            }

            log.LogWarning("what was put together of the facts after {Number} for a quick start was not what had been written; it is made anew", broken);
            await WriteAsync(broken, (long)(await AskAsync("select upto from timeline.fact_stretch where after = $1", broken))!, "delete from timeline.fact_stretch where after = $1");
            return true;
        }

        async Task WriteAsync(long from, long to, string first)
        {
            var facts = new List<Fact>(settings.Stretch);
            await ReadFacts.BetweenAsync(data, from, to, facts.Add, stop);
            var stretch = Stretch.Of(from, to, facts);
            await AskAsync(first, first.Contains("$2", StringComparison.Ordinal) ? [from, stretch.Form] : [from]);
            await AskAsync(
                "insert into timeline.fact_stretch (after, upto, facts, form, digest, data) values ($1, $2, $3, $4, $5, $6)",
                stretch.After, stretch.UpTo, stretch.Facts, stretch.Form, stretch.Digest, stretch.Bytes);
            await transaction.CommitAsync(stop);
        }

        async Task<object?> AskAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.AddRange(Array.ConvertAll(values, v => new NpgsqlParameter { Value = v }));
            return await command.ExecuteScalarAsync(stop);
        }
    }
}
