using JasperFx.Events;
using JasperFx.Events.Projections;
using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>
/// In the place of Marten's daemon: of the processes of a service one leads, watches the high-water mark, gives the outbox its pages in order, and
/// after each says how far it has come. One that was deposed learns of it late, and goes on until then.
/// </summary>
internal sealed class Daemon(Process process, Database database, PublishStoredEvents outbox, bool waitsForOpen)
{
    public const int PageSize = 5;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    public async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await LeadAsync();
            }
            catch (Exception) when (!process.Stop.IsCancellationRequested)
            {
                await Task.Delay(Again, process.Time, process.Stop);
            }
        }
    }

    private async Task LeadAsync()
    {
        await database.AskAsync(process, "connected", () => true);
        var session = database.Connect(process);
        using var deposed = CancellationTokenSource.CreateLinkedTokenSource(process.Stop);
        Action depose = deposed.Cancel;   // not CancelAsync, which would leave the thread of the world
        try
        {
            await session.AskAsync<bool>("elected", answer => database.Lead(session, answer));
            _ = WatchAsync(session, depose, deposed.Token);
            var floor = await database.AskAsync(process, "progress read", () => database.Progress);
            while (true)
            {
                floor = await NextPageAsync(floor, deposed.Token);
            }
        }
        finally
        {
            session.End();
        }
    }

    private async Task<long> NextPageAsync(long floor, CancellationToken stop)
    {
        var news = database.Listen(process);
        var (ceiling, page, hasHole) = await database.AskAsync(process, "page read", () => Read(floor)).WaitAsync(stop);
        if (ceiling == floor)
        {
            if (hasHole)
            {
                news.Give(true, TimeSpan.FromMilliseconds(100));
            }

            await news.Task.WaitAsync(stop);
            return floor;
        }

        await outbox.ProcessEventsAsync(new(new ShardName(PublishStoredEvents.Shard), floor, ceiling, null!) { Events = page }, null!, null!, stop);
        return await database.AskAsync(process, "checked off", () => database.Checkpoint(floor, ceiling)).WaitAsync(stop)
            ? ceiling
            : throw new InvalidOperationException("another process has gone on");
    }

    private (long Ceiling, List<IEvent> Page, bool HasHole) Read(long floor)
    {
        var mark = database.Numbers.LookAtMark(waitsForOpen);
        var page = database.Numbers.Between(floor, mark).Take(PageSize).ToList();
        return (page.Count == PageSize ? page[^1].Sequence : Math.Max(mark, floor), page.ConvertAll(AsStored), database.Numbers.HasHole);
    }

    private static IEvent AsStored(Number number) => new Event<object>(number.Fate == Fate.Tombstone ? new Tombstone() : number.Happened)
    {
        Id = number.Id, Sequence = number.Sequence, Version = number.Sequence, StreamKey = "stream",
    };

    private async Task WatchAsync(Session session, Action depose, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await Task.Delay(process.Chance.Ms(250, 1500), process.Time, stop);
                await session.AskAsync<bool>("still leads", answer => answer.Give(true, database.Way()));
            }
        }
        catch (IOException)
        {
            depose();
        }
        catch (OperationCanceledException)
        {
            // it ended otherwise
        }
    }
}
