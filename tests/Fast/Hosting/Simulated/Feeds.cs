using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>How far a service's own store goes, asked by one of its processes.</summary>
internal sealed class OwnStore(Process process, Database database) : ITellProgress
{
    public Task<long> TailAsync(long floor, CancellationToken stop) =>
        database.AskAsync(process, "tail read", () => database.Numbers.LastEventUpTo(floor)).WaitAsync(stop);

    public Task<long> ProgressAsync(string shard, CancellationToken stop) =>
        database.AskAsync(process, "progress read", () => database.Numbers.LastEventUpTo(database.Progress)).WaitAsync(stop);
}

/// <summary>The feeds of other services, over a network on which a service can be down or silent.</summary>
internal sealed class Feeds(Process process, TheSystem system, bool keepsToMark) : IReadFeed
{
    public const int PageSize = 7;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public Task<IReadOnlyList<Sent>> ReadAsync(string source, long after, CancellationToken stop)
    {
        var answer = new Answer<IReadOnlyList<Sent>>(process, "feed read");
        if (!process.Alive)
        {
            return answer.Task;
        }

        process.World.After(process.Chance.Ms(0.2, 3), () => Serve(source, after, answer));
        answer.Refuse(new TimeoutException("the feed does not answer"), Limit);
        return answer.Task.WaitAsync(stop);
    }

    // one that stands still answers when it goes on
    private void Serve(string source, long after, Answer<IReadOnlyList<Sent>> answer)
    {
        var database = system.Databases[source];
        if (system.Find($"{source}-1") is not { Alive: true } server || system.FeedsDown.Contains(source) || !database.Up)
        {
            answer.Refuse(new IOException($"the feed of {source} is down"), process.Chance.Ms(0.2, 3));
            return;
        }

        server.Run(() => answer.Give(Page(source, after, database.Numbers), process.Chance.Ms(0.2, 3)));
        server.Died += () => answer.Refuse(new IOException($"{source} is gone"), process.Chance.Ms(0.2, 3));
    }

    private List<Sent> Page(string source, long after, Numbers numbers)
    {
        var page = new List<Sent>();
        foreach (var number in numbers.Between(after, keepsToMark ? numbers.Mark : long.MaxValue).Where(n => n.Fate == Fate.Stored).Take(PageSize))
        {
            page.Add(new(source, number.Sequence, page.Count == 0 ? after : page[^1].Position, number.Id, "stream", number.Sequence, default, number.Happened));
        }

        return page;
    }
}
