using System.Text.Json;
using System.Threading.Channels;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Correlation.Watching;

/// <summary>
/// All facts that were received, for the engine at a start: rows are read, put together on every core and handed over, all at once, so that a start over a long history is
/// not the sum of the three. They come in no order; the engine wants none.
/// </summary>
internal static class ReadFacts
{
    private const int Page = 500;

    private readonly record struct Row(long Version, Instant Recorded, string Type, byte[] Data);

    /// <param name="take">Called by one thread at a time.</param>
    public static async Task IntoAsync(NpgsqlDataSource data, Action<Fact> take, CancellationToken stop)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var rows = Channel.CreateBounded<List<Row>>(8);
        var facts = Channel.CreateBounded<List<Fact>>(8);
        var work = Task.WhenAll(
            EndAfterAsync(Task.Run(() => ReadAsync(data, rows.Writer, failed.Token), stop), rows.Writer, failed),
            EndAfterAsync(Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => PutTogetherAsync(rows.Reader, facts.Writer, failed.Token), stop))), facts.Writer, failed));
        try
        {
            await foreach (var page in facts.Reader.ReadAllAsync(stop))
            {
                page.ForEach(take);
            }
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }

        await work;
    }

    /// <summary>The number of the last fact; 0 where there is none.</summary>
    public static async Task<long> LastAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select coalesce(max(seq), 0) from timeline.fact");
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The facts after a number, in order.</summary>
    /// <returns>The number of the last.</returns>
    public static async Task<long> AfterAsync(NpgsqlDataSource data, long after, Action<Fact> take, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select version, recorded, type, data::text, seq from timeline.fact where seq > $1 order by seq");
        command.Parameters.Add(new() { Value = after });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            take(Of(new(rows.GetInt64(0), rows.GetFieldValue<Instant>(1), rows.GetString(2), rows.GetFieldValue<byte[]>(3))));
            after = rows.GetInt64(4);
        }

        return after;
    }

    // what comes after must not wait for what will never come
    private static async Task EndAfterAsync<T>(Task work, ChannelWriter<T> output, CancellationTokenSource failed)
    {
        try
        {
            await work;
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
        finally
        {
            output.TryComplete();
        }
    }

    private static async Task ReadAsync(NpgsqlDataSource data, ChannelWriter<List<Row>> output, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select version, recorded, type, data::text from timeline.fact");
        await using var rows = await command.ExecuteReaderAsync(stop);
        var page = new List<Row>(Page);
        while (await rows.ReadAsync(stop))
        {
            page.Add(new(rows.GetInt64(0), rows.GetFieldValue<Instant>(1), string.Intern(rows.GetString(2)), rows.GetFieldValue<byte[]>(3)));
            if (page.Count == Page)
            {
                await output.WriteAsync(page, stop);
                page = new(Page);
            }
        }

        await output.WriteAsync(page, stop);
    }

    private static async Task PutTogetherAsync(ChannelReader<List<Row>> input, ChannelWriter<List<Fact>> output, CancellationToken stop)
    {
        await foreach (var page in input.ReadAllAsync(stop))
        {
            await output.WriteAsync(page.ConvertAll(Of), stop);
        }
    }

    private static Fact Of(Row row) =>
        new(row.Version, row.Recorded, (IIncidentEvent)JsonSerializer.Deserialize(row.Data, EventCatalogue.TypeOf(row.Type), TimelineJson.Options)!);
}
