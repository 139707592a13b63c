using Marten;
using Marten.Services;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>How far a service has come in the store of a producer.</summary>
/// <param name="Position">The last event taken in; 0 before the first.</param>
/// <param name="Turn">How often anything was committed here. It grows even where the position does not (a new day), so that what one process remembers is never mixed with what another wrote.</param>
public sealed record Bookmark(long Position, long Turn);

/// <summary>A bookmark is moved from where it is thought to be to a position, which may be the same.</summary>
public sealed record Move(string Source, Bookmark From, long To);

/// <summary>A service's bookmarks in the stores of its producers, kept in its own store beside what follows from the events.</summary>
public interface IKeepBookmarks
{
    Task<IReadOnlyDictionary<string, Bookmark>> ReadAsync(CancellationToken stop);

    /// <summary>Begins the one transaction of a stretch. What is not committed has never been.</summary>
    Task<ITaking> BeginAsync(CancellationToken stop);
}

/// <summary>The transaction in which a stretch is taken in.</summary>
public interface ITaking : IAsyncDisposable
{
    /// <summary>Moves the bookmarks and holds them against everybody else until the end.</summary>
    /// <returns>False where one is not where it is thought to be: another process went on meanwhile.</returns>
    Task<bool> MoveAsync(IReadOnlyList<Move> moves, CancellationToken stop);

    /// <summary>Writes all that follows from the stretch.</summary>
    Task TakeAsync(IReadOnlyList<Sent> stretch, CancellationToken stop);

    Task CommitAsync(CancellationToken stop);
}

/// <summary>The bookmarks in PostgreSQL, and what follows from a stretch through a Marten session on the same transaction.</summary>
public sealed class KeepBookmarks(ITakeInOrder taker, IDocumentStore store, NpgsqlDataSource data, Settings settings) : IKeepBookmarks
{
    public async Task<IReadOnlyDictionary<string, Bookmark>> ReadAsync(CancellationToken stop)
    {
        await using var command = data.CreateCommand("select source, position, turn from timeline.position");
        await using var rows = await command.ExecuteReaderAsync(stop);
        var bookmarks = new Dictionary<string, Bookmark>();
        while (await rows.ReadAsync(stop))
        {
            bookmarks.Add(rows.GetString(0), new(rows.GetInt64(1), rows.GetInt64(2)));
        }

        return bookmarks;
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
