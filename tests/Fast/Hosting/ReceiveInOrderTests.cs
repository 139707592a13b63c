using Microsoft.Extensions.Logging.Abstractions;
using Timeline.Hosting;
using Timeline.Tests.Fast.Hosting.Simulated;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

/// <summary>What the histories of <see cref="ProofOfOrderTests"/> found, or would not notice.</summary>
public class ReceiveInOrderTests
{
    private readonly World world = new(1, tells: false);
    private readonly Truth truth;
    private readonly Process process;
    private readonly Database projection;

    public ReceiveInOrderTests()
    {
        truth = new(world);
        process = new(world, "projection-1", 1);
        foreach (var service in new[] { "ingestion", "correlation", "projection" })
        {
            truth.Databases[service] = new(world, service, truth);
        }

        projection = truth.Databases["projection"];
        projection.Bookmarks["ingestion"] = projection.Bookmarks["correlation"] = new(0, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void A_producer_whose_feed_fails_or_is_silent_holds_up_nobody_but_itself(int secondsOfSilence)
    {
        var feed = new BadFeed(process, TimeSpan.FromSeconds(secondsOfSilence));
        var receiver = Receive(new Recorder(), new Bookmarks(process, projection, null, Fence.Whole), feed);
        Store("correlation", 2);
        var behindGap = receiver.PostAsync(SentOf("correlation", 2));   // the first was lost
        var acknowledged = new List<Task>();
        for (var i = 1; i <= 40; i++)
        {
            Store("ingestion", 1);
            acknowledged.Add(receiver.PostAsync(SentOf("ingestion", i)));
            world.RunUntil(world.Now + TimeSpan.FromMilliseconds(100));

            Assert.All(acknowledged, a => Assert.True(a.IsCompletedSuccessfully));
        }

        Assert.Equal((40, 0), (projection.Bookmarks["ingestion"].Position, projection.Bookmarks["correlation"].Position));
        Assert.False(behindGap.IsCompleted);
        Assert.Equal(secondsOfSilence == 0, receiver.Trouble is not null);

        feed.Answer = [SentOf("correlation", 1)];
        world.RunUntil(TimeSpan.FromSeconds(secondsOfSilence + 5));

        Assert.Equal(2, projection.Bookmarks["correlation"].Position);
        Assert.True(behindGap.IsCompletedSuccessfully);
        Assert.Null(receiver.Trouble);
        Assert.Null(world.Failure);
    }

    [Fact]
    public void What_is_kept_in_memory_is_read_before_the_transaction_begins()
    {
        var order = new List<string>();
        var receiver = Receive(new Recalling(order), new Beginning(new Bookmarks(process, projection, null, Fence.Whole), order), new BadFeed(process, TimeSpan.Zero));
        Store("ingestion", 2);
        foreach (var position in new[] { 1, 2 })
        {
            _ = receiver.PostAsync(SentOf("ingestion", position));
            world.RunUntil(world.Now + TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(["recalled", "begun", "recalled", "begun"], order);
    }

    [Fact]
    public void At_a_pace_a_few_are_taken_at_once_many_are_taken_together_and_a_crowd_waits_for_nothing()
    {
        var begun = new List<string>();
        var pace = new Pace(PerSecond: 10, AtOnce: 3, Crowd: 20);
        var receiver = Receive(new Recorder(), new Beginning(new Bookmarks(process, projection, null, Fence.Whole), begun), new BadFeed(process, TimeSpan.Zero), pace);
        var sent = 0L;
        void Post(int events)
        {
            Store("ingestion", events);
            for (var i = 0; i < events; i++)
            {
                _ = receiver.PostAsync(SentOf("ingestion", ++sent));
            }

            world.RunUntil(world.Now + TimeSpan.FromMilliseconds(10));
        }

        Enumerable.Repeat(1, 3).ToList().ForEach(Post);
        world.RunUntil(world.Now + TimeSpan.FromMilliseconds(20));
        Assert.Equal((3, 3), (begun.Count, projection.Bookmarks["ingestion"].Position));

        Enumerable.Repeat(1, 100).ToList().ForEach(Post);   // a second long
        Assert.InRange(begun.Count, 3 + 8, 3 + 13);
        Assert.NotEqual(103, projection.Bookmarks["ingestion"].Position);

        Post(50);
        world.RunUntil(world.Now + TimeSpan.FromMilliseconds(40));
        Assert.Equal(153, projection.Bookmarks["ingestion"].Position);
        Assert.Null(world.Failure);
    }

    private ReceiveInOrder Receive(IRemember memory, IKeepBookmarks bookmarks, IReadFeed feed, Pace? pace = null)
    {
        var receiver = new ReceiveInOrder(memory, bookmarks, feed, new(["ingestion", "correlation"], pace), process.Time, NullLogger<ReceiveInOrder>.Instance);
        process.Host("the receiver", () => receiver.RunAsync(process.Stop));
        return receiver;
    }

    private void Store(string producer, int events)
    {
        for (var i = 0; i < events; i++)
        {
            truth.Databases[producer].Numbers.Settle(truth.Databases[producer].Numbers.Take(new Reported(0)), Fate.Stored);
        }
    }

    private Sent SentOf(string producer, long position) =>
        new(producer, position, position - 1, truth.Databases[producer].Numbers.Find(position)!.Id, "stream", 1, default, new Reported(0));

    /// <summary>Fails, at once or after a silence, until it has an answer.</summary>
    private sealed class BadFeed(Process process, TimeSpan silence) : IReadFeed
    {
        public IReadOnlyList<Sent>? Answer { get; set; }

        public Task<IReadOnlyList<Sent>> ReadAsync(string source, long after, CancellationToken stop)
        {
            var answer = new Answer<IReadOnlyList<Sent>>(process, "feed read");
            if (Answer is { } page)
            {
                answer.Give(page, TimeSpan.FromMilliseconds(1));
            }
            else
            {
                answer.Refuse(new IOException("the feed is down"), silence);
            }

            return answer.Task;
        }
    }

    private sealed class Recalling(List<string> order) : IRemember
    {
        public Task RecallAsync(CancellationToken stop)
        {
            order.Add("recalled");
            return Task.CompletedTask;
        }

        public void Forget()
        {
            // nothing is kept in memory
        }
    }

    private sealed class Beginning(IKeepBookmarks right, List<string> order) : IKeepBookmarks
    {
        public Task<IReadOnlyDictionary<string, Bookmark>> ReadAsync(CancellationToken stop) => right.ReadAsync(stop);

        public Task<ITaking> BeginAsync(CancellationToken stop)
        {
            order.Add("begun");
            return right.BeginAsync(stop);
        }
    }
}
