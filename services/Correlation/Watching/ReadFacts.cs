using System.Text.Json;
using System.Threading.Channels;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.Stretches;
using Timeline.Engine;

namespace Timeline.Correlation.Watching;

/// <summary>
/// All facts that were received, for the engine at a start: what was put together in stretches is read from these (<see cref="Stretch"/>), what came after from its rows. They are read, put
/// together on every core and handed over, all at once, so that a start over a long history is not the sum of the three. They come in no order; the engine wants none.
/// </summary>
internal static class ReadFacts
{
    private const int Page = 500;

    private readonly record struct Row(long Version, Instant Recorded, string Type, byte[] Data);

    /// <summary>A stretch, or rows.</summary>
    private readonly record struct Piece(Stretch? Stretch, List<Row> Rows);

    /// <param name="take">Called by one thread at a time.</param>
    /// <param name="rowsAlone">Without the stretches, for whoever holds what follows from these against what is true.</param>
    public static async Task IntoAsync(NpgsqlDataSource data, Action<Fact> take, CancellationToken stop, bool rowsAlone = false)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var pieces = Channel.CreateBounded<Piece>(8);
        var facts = Channel.CreateBounded<List<Fact>>(8);
        var work = Task.WhenAll(
            EndAfterAsync(Task.Run(() => ReadAsync(data, pieces.Writer, rowsAlone, failed.Token), stop), pieces.Writer, failed),
            EndAfterAsync(
                Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => PutTogetherAsync(data, pieces.Reader, facts.Writer, failed.Token), stop))),
                facts.Writer, failed));
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
    public static Task<long> AfterAsync(NpgsqlDataSource data, long after, Action<Fact> take, CancellationToken stop) => BetweenAsync(data, after, long.MaxValue, take, stop);

    /// <summary>The facts after a number and up to another, in order, from their rows.</summary>
    /// <returns>The number of the last.</returns>
    public static async Task<long> BetweenAsync(NpgsqlDataSource data, long after, long upTo, Action<Fact> take, CancellationToken stop)
    {
        await foreach (var (row, number) in RowsAsync(data, after, upTo, stop))
        {
            take(Of(row));
            after = number;
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

    private static async Task ReadAsync(NpgsqlDataSource data, ChannelWriter<Piece> output, bool rowsAlone, CancellationToken stop)
    {
        var kept = !rowsAlone && await StretchTable.EndsAsync(data, stop) is [.., var end] && await StretchTable.AreOfTheseFactsAsync(data, end, stop) ? end : 0;
        if (kept > 0)
        {
            await foreach (var stretch in StretchTable.ReadAsync(data, kept, stop))
            {
                await output.WriteAsync(new(stretch, []), stop);
            }
        }

        var page = new List<Row>(Page);
        await foreach (var (row, _) in RowsAsync(data, kept, long.MaxValue, stop))
        {
            page.Add(row);
            if (page.Count == Page)
            {
                await output.WriteAsync(new(null, page), stop);
                page = new(Page);
            }
        }

        await output.WriteAsync(new(null, page), stop);
    }

    private static async IAsyncEnumerable<(Row Row, long Number)> RowsAsync(
        NpgsqlDataSource data, long after, long upTo, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = data.CreateCommand("select version, recorded, type, data::text, seq from timeline.fact where seq > $1 and seq <= $2 order by seq");
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return (new(rows.GetInt64(0), rows.GetFieldValue<Instant>(1), string.Intern(rows.GetString(2)), rows.GetFieldValue<byte[]>(3)), rows.GetInt64(4));
        }
    }

    private static async Task PutTogetherAsync(NpgsqlDataSource data, ChannelReader<Piece> input, ChannelWriter<List<Fact>> output, CancellationToken stop)
    {
        await foreach (var (stretch, rows) in input.ReadAllAsync(stop))
        {
            var facts = stretch is null ? rows.ConvertAll(Of) : stretch.Read();
            if (facts is null)
            {
                // what is not as it was written is not believed: its facts stand in their rows
                await StretchTable.DoubtAsync(data, stretch!.After, stop);
                facts = [];
                await BetweenAsync(data, stretch.After, stretch.UpTo, facts.Add, stop);
            }

            await output.WriteAsync(facts, stop);
        }
    }

    private static Fact Of(Row row) =>
        new(row.Version, row.Recorded, (IIncidentEvent)JsonSerializer.Deserialize(row.Data, EventCatalogue.TypeOf(row.Type), TimelineJson.Options)!);
}
