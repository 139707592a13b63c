using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Correlation.Alerts;

/// <summary>
/// The alerts that one transaction changes. The one writer tells of facts and people act on the same alerts from any process, so whoever
/// wants to change some first takes their rows, in the order of their ids, and holds them until its commit: what is decided rests on what the
/// other left behind, nobody overwrites anybody, no append fails for a version, and nobody waits for somebody who waits for him.
/// </summary>
/// <param name="session">On a transaction that is open: without one the rows would be let go at once.</param>
public sealed class AlertBook(IDocumentSession session)
{
    private readonly Dictionary<string, AlertRecord> held = [];

    /// <summary>One unit of work of its own.</summary>
    /// <param name="work">What it returns is the answer. Nothing is written when it throws.</param>
    public static async Task<T> InTransactionAsync<T>(IDocumentStore store, NpgsqlDataSource data, Func<IDocumentSession, AlertBook, Task<T>> work, CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        var answer = await work(session, new(session));
        await session.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return answer;
    }

    /// <summary>Takes the alerts' rows and reads them as the last commit left them. All that one unit of work needs is taken at one go.</summary>
    public async Task HoldAsync(IEnumerable<string> ids, CancellationToken stop)
    {
        var wanted = ids.Distinct().ToArray();
        if (wanted.Length == 0)
        {
            return;
        }

        foreach (var alert in await session.QueryAsync<AlertRecord>("where id = any(?) order by id for update", stop, [wanted]))
        {
            held[alert.Id] = alert;
        }
    }

    /// <summary>An alert that is held, or was raised here; null where there is none of that id.</summary>
    public AlertRecord? Find(string id) => held.GetValueOrDefault(id);

    /// <summary>Queues what happens to an alert, and the alert as it then is.</summary>
    /// <param name="happened">An <see cref="IAlertEvent"/> or <see cref="AlertHandled"/>.</param>
    /// <param name="cause">The report that brought it about; null for what people do.</param>
    public AlertRecord Append(string id, object happened, Instant at, Cause? cause = null)
    {
        var after = AlertRecord.After(held.GetValueOrDefault(id), happened, at);
        held[id] = after;
        session.Append(AlertRecord.Stream(id), happened, cause);
        session.Store(after);
        return after;
    }
}
