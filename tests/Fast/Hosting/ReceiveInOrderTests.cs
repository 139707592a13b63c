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

    [Fact]
    public void What_the_bus_does_not_bring_for_a_minute_is_read_from_the_feed_page_by_page()
    {
        var feed = new PagedFeed(process, this, 2);
        var receiver = Receive(new Recorder(), new Bookmarks(process, projection, null, Fence.Whole), feed);
        Store("ingestion", 5);
        Store("correlation", 1);

        world.RunUntil(ReceiveInOrder.Silence - TimeSpan.FromSeconds(1));
        Assert.Equal((0, 0, 0), (feed.Asked, projection.Bookmarks["ingestion"].Position, projection.Bookmarks["correlation"].Position));

        world.RunUntil(ReceiveInOrder.Silence + TimeSpan.FromSeconds(1));
        Assert.Equal((5, 1), (projection.Bookmarks["ingestion"].Position, projection.Bookmarks["correlation"].Position));

        Store("ingestion", 1);   // the bus still brings nothing
        world.RunUntil((2 * ReceiveInOrder.Silence) + TimeSpan.FromSeconds(2));
        Assert.Equal(6, projection.Bookmarks["ingestion"].Position);
        Assert.Null(receiver.Trouble);
        Assert.Null(world.Failure);
    }

    [Fact]
    public void Whoever_hears_the_bus_or_another_process_going_on_leaves_the_feeds_alone()
    {
        var feed = new PagedFeed(process, this, 2);
        var receiver = Receive(new Recorder(), new Bookmarks(process, projection, null, Fence.Whole), feed);
        for (var turn = 1; turn <= 6; turn++)
        {
            Store("ingestion", 1);
            world.RunUntil(turn * ReceiveInOrder.Silence * 5 / 6);
            if (turn % 2 == 0)
            {
                _ = receiver.PostAsync(Sent.UpTo("ingestion", turn - 1));
            }
            else
            {
                projection.Bookmarks["ingestion"] = new(turn, turn);
            }
        }

        Assert.Equal(0, feed.Asked);
        Assert.Null(world.Failure);
    }

    [Fact]
    public void What_came_while_a_stretch_took_long_is_no_silence()
    {
        var feed = new PagedFeed(process, this, 2);
        var receiver = Receive(new SlowAtFirst(process, ReceiveInOrder.Silence + TimeSpan.FromSeconds(10)), new Bookmarks(process, projection, null, Fence.Whole), feed);
        Store("ingestion", 2);
        _ = receiver.PostAsync(SentOf("ingestion", 1));
        world.RunUntil(ReceiveInOrder.Silence);
        _ = receiver.PostAsync(SentOf("ingestion", 2));
        world.RunUntil(ReceiveInOrder.Silence + TimeSpan.FromSeconds(20));

        Assert.Equal((2, 0), (projection.Bookmarks["ingestion"].Position, feed.Asked));
        Assert.Null(world.Failure);
    }

    [Fact]
    public void Whoever_is_fenced_behind_a_silence_leaves_the_feeds_to_the_other_for_another_minute()
    {
        var feed = new PagedFeed(process, this, 2) { WhenAsked = () => projection.Bookmarks["ingestion"] = new(1, 7) };   // the other was only slow
        var receiver = Receive(new Recorder(), new Bookmarks(process, projection, null, Fence.Whole), feed);
        Store("ingestion", 1);
        world.RunUntil((2 * ReceiveInOrder.Silence) - TimeSpan.FromSeconds(1));

        Assert.Equal((1, 2), (receiver.FencedTimes, feed.Asked));   // of two producers, once each
        Assert.Null(world.Failure);
    }

    [Fact]
    public void A_feed_that_fails_while_the_bus_is_silent_is_no_trouble_and_is_asked_again()
    {
        var feed = new BadFeed(process, TimeSpan.FromSeconds(30));
        var receiver = Receive(new Recorder(), new Bookmarks(process, projection, null, Fence.Whole), feed);
        Store("ingestion", 1);
        world.RunUntil(ReceiveInOrder.Silence + TimeSpan.FromSeconds(90));
        Assert.Equal((0, null), (projection.Bookmarks["ingestion"].Position, receiver.Trouble));

        feed.Answer = [SentOf("ingestion", 1)];
        world.RunUntil((4 * ReceiveInOrder.Silence) + TimeSpan.FromSeconds(30));
        Assert.Equal(1, projection.Bookmarks["ingestion"].Position);
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

    /// <summary>Gives what is stored, a page at a time.</summary>
    private sealed class PagedFeed(Process process, ReceiveInOrderTests stored, int pageSize) : IReadFeed
    {
        public int Asked { get; private set; }

        public Action WhenAsked { get; init; } = () => { };

        public Task<IReadOnlyList<Sent>> ReadAsync(string source, long after, CancellationToken stop)
        {
            Asked++;
            WhenAsked();
            var answer = new Answer<IReadOnlyList<Sent>>(process, "feed read");
            var last = Math.Min(after + pageSize, stored.truth.Databases[source].Numbers.Tail);
            answer.Give([.. Enumerable.Range((int)after + 1, (int)(last - after)).Select(n => stored.SentOf(source, n))], TimeSpan.FromMilliseconds(1));
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

    /// <summary>Reads a long history before its first stretch.</summary>
    private sealed class SlowAtFirst(Process process, TimeSpan takes) : IRemember
    {
        private bool hasRead;

        public Task RecallAsync(CancellationToken stop)
        {
            var answer = new Answer<bool>(process, "history read");
            answer.Give(true, hasRead ? TimeSpan.Zero : takes);
            hasRead = true;
            return answer.Task;
        }

        public void Forget()
        {
            // nothing is read twice
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
