using Marten;
using Timeline.Contracts;

namespace Timeline.Correlation.Alerts;

/// <summary>The watch on everything exists from the start: nothing is missed because nobody had set a watch yet.</summary>
public static class SetFirstWatch
{
    public static async Task RunAsync(IDocumentStore store, CancellationToken stop)
    {
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<WatchRecord>(WatchRecord.Everything, stop) is null)
        {
            session.Events.Append("watch~" + WatchRecord.Everything, new WatchSet(WatchRecord.Everything, "Everything", null, null, false, "timeline"));
            session.Insert(new WatchRecord(WatchRecord.Everything, "Everything", null, null, false));
            await session.SaveChangesAsync(stop);
        }
    }
}
