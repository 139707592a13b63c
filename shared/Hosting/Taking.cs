using Marten;
using Marten.Services;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>Where a service stands with a producer.</summary>
/// <param name="Position">The last event taken in; 0 before the first.</param>
/// <param name="Turn">How often anything was committed here. It grows even where the position does not (a new day), so that what one process remembers is never mixed with what another wrote.</param>
public sealed record Place(long Position, long Turn);

/// <summary>A place is left for the position <paramref name="To"/>, which may be the same.</summary>
public sealed record Move(string Source, Place From, long To);

/// <summary>Where a service stands with its producers, kept in its own store beside what follows from the events.</summary>
public interface IKeepPlaces
{
    Task<IReadOnlyDictionary<string, Place>> ReadAsync(CancellationToken stop);

    /// <summary>Begins the one transaction of a stretch. What is not committed has never been.</summary>
    Task<ITaking> BeginAsync(CancellationToken stop);
}

/// <summary>The transaction in which a stretch is taken in.</summary>
public interface ITaking : IAsyncDisposable
{
    /// <summary>Leaves the places where the service is thought to stand; they are held against everybody else until the end.</summary>
    /// <returns>False where it stands elsewhere: another process went on meanwhile.</returns>
    Task<bool> MoveAsync(IReadOnlyList<Move> moves, CancellationToken stop);

    /// <summary>Writes all that follows from the stretch.</summary>
    Task TakeAsync(IReadOnlyList<Sent> stretch, CancellationToken stop);

    Task CommitAsync(CancellationToken stop);
}

/// <summary>The places in PostgreSQL, and what follows from a stretch through a Marten session on the same transaction.</summary>
public sealed class KeepPlaces(ITakeInOrder taker, IDocumentStore store, NpgsqlDataSource data, Settings settings) : IKeepPlaces
{
    public async Task<IReadOnlyDictionary<string, Place>> ReadAsync(CancellationToken stop)
    {
        await using var command = data.CreateCommand("select source, position, turn from timeline.position");
        await using var rows = await command.ExecuteReaderAsync(stop);
        var places = new Dictionary<string, Place>();
        while (await rows.ReadAsync(stop))
        {
            places.Add(rows.GetString(0), new(rows.GetInt64(1), rows.GetInt64(2)));
        }

        return places;
    }

    public async Task<ITaking> BeginAsync(CancellationToken stop)
    {
        var connection = await data.OpenConnectionAsync(stop);
        try
        {
            return new Taking(taker, store, settings.Instance, connection, await connection.BeginTransactionAsync(stop));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Taking(ITakeInOrder taker, IDocumentStore store, string instance, NpgsqlConnection connection, NpgsqlTransaction transaction) : ITaking
    {
        public async Task<bool> MoveAsync(IReadOnlyList<Move> moves, CancellationToken stop)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var move in moves)
            {
                batch.BatchCommands.Add(new(
                    "update timeline.position set position = $1, turn = turn + 1, moved_by = $2, moved_at = clock_timestamp() where source = $3 and position = $4 and turn = $5")
                {
                    Parameters = { new() { Value = move.To }, new() { Value = instance }, new() { Value = move.Source }, new() { Value = move.From.Position }, new() { Value = move.From.Turn } },
                });
            }

            return await batch.ExecuteNonQueryAsync(stop) == moves.Count;
        }

        public async Task TakeAsync(IReadOnlyList<Sent> stretch, CancellationToken stop)
        {
            await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
            await taker.TakeAsync(session, stretch, stop);
            await session.SaveChangesAsync(stop);
        }

        public Task CommitAsync(CancellationToken stop) => transaction.CommitAsync(stop);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
