using Marten;

namespace Timeline.Hosting;

/// <summary>What a service does with the events it receives. Called by one writer only (<see cref="ReceiveInOrder"/>), in order, each event once.</summary>
public interface ITakeInOrder : IRemember
{
    /// <summary>Queues on the session all that follows from a stretch of events. The stretch is committed with it or not at all.</summary>
    Task TakeAsync(IDocumentSession session, IReadOnlyList<Sent> stretch, CancellationToken stop);
}

/// <summary>What a service keeps in memory of its own store, so that it need not be read for every stretch.</summary>
public interface IRemember
{
    /// <summary>
    /// Reads what is not in memory, before the transaction of a stretch begins: that can take long, and nobody may wait so long for the bookmarks that the
    /// transaction holds. That nothing was written since is what the transaction finds out first.
    /// </summary>
    Task RecallAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>What was kept in memory may no longer be true (another process wrote, or a commit failed): it is to be read anew.</summary>
    void Forget();

    /// <summary>Whether something is due though nothing was received (a new day, a rule put in force). Asked only of the active process.</summary>
    ValueTask<bool> IsDueAsync(CancellationToken stop) => new(false);
}
