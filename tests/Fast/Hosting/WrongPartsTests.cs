using Timeline.Console.Live;
using Timeline.Hosting;
using Timeline.Tests.Fast.Hosting.Simulated;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

/// <summary>A proof that cannot fail proves nothing: each of these errors, put into the simulated system, is found by one of the histories that <see cref="ProofOfOrderTests"/> runs.</summary>
public class WrongPartsTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Parts> Errors = new()
    {
        ["messages are acknowledged when they arrive"] = new AcknowledgesAtOnce(),
        ["nobody is fenced"] = new Fenced(Fence.None),
        ["the fence looks at the position only"] = new Fenced(Fence.Position),
        ["the feed reads past the mark"] = new FeedPastMark(),
        ["the mark passes numbers that are still held"] = new MarkPastOpen(),
        ["the outbox waits for confirms for ever"] = new Timeless(TimeSpan.FromSeconds(5)),
        ["the outbox does not wait for confirms"] = new DoesNotWait(),
        ["a tombstone counts as an event"] = new CountsTombstones(),
        ["a gap is looked at only when something arrives"] = new Timeless(TimeSpan.FromMilliseconds(20)),
        ["a gap never lasts too long"] = new ClockStandsStill(),
        ["what is remembered is never forgotten"] = new ForgetsNothing(),
        ["the bookmarks are read once"] = new ReadsBookmarksOnce(),
        ["the receivers do not hear watermarks"] = new ReceiversHearEventsOnly(),
        ["the console does not hear watermarks"] = new ConsoleHearsEventsOnly(),
    };

    public static TheoryData<string> All => [.. Errors.Keys];

    [Theory, MemberData(nameof(All))]
    public void An_error_is_found(string error)
    {
        var (seed, failure) = Enumerable.Range(1, ProofOfOrderTests.Rounds).Select(seed => (seed, Run.Of(Plan.Of((ulong)seed), Errors[error]).Failure)).FirstOrDefault(r => r.Failure is not null);

        Assert.NotNull(failure);
        output.WriteLine($"{error}: seed {seed}, {failure}");
    }

    private sealed class AcknowledgesAtOnce : Parts
    {
        public override Func<Sent, Task> Take(ReceiveInOrder receiver) => sent =>
        {
            _ = receiver.PostAsync(sent);
            return Task.CompletedTask;
        };
    }

    private sealed class Fenced(Fence fence) : Parts
    {
        public override Fence Fence => fence;
    }

    private sealed class FeedPastMark : Parts
    {
        public override bool FeedKeepsToMark => false;
    }

    private sealed class MarkPastOpen : Parts
    {
        public override bool MarkWaitsForOpen => false;
    }

    /// <summary>Timers of this length never end.</summary>
    private sealed class Timeless(TimeSpan never) : Parts
    {
        public override TimeProvider Time(Process process) => new Clock(process, never);

        private sealed class Clock(Process process, TimeSpan never) : VirtualTime(process)
        {
            public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
                base.CreateTimer(callback, state, dueTime == never ? Timeout.InfiniteTimeSpan : dueTime, period);
        }
    }

    private sealed class ClockStandsStill : Parts
    {
        public override TimeProvider Time(Process process) => new Clock(process);

        private sealed class Clock(Process process) : VirtualTime(process)
        {
            public override long GetTimestamp() => 0;
        }
    }

    private sealed class DoesNotWait : Parts
    {
        public override IPublish Publisher(IPublish right) => new Careless(right);

        private sealed class Careless(IPublish right) : IPublish
        {
            public Task PublishAsync(Sent sent, CancellationToken stop)
            {
                _ = right.PublishAsync(sent, stop);
                return Task.CompletedTask;
            }
        }
    }

    private sealed class CountsTombstones : Parts
    {
        public override ITellProgress Store(ITellProgress right, Database database) => new Careless(database);

        private sealed class Careless(Database database) : ITellProgress
        {
            public Task<long> TailAsync(long floor, CancellationToken stop) => Task.FromResult(database.Numbers.Between(0, floor).LastOrDefault()?.Sequence ?? 0);

            public Task<long> ProgressAsync(string shard, CancellationToken stop) => TailAsync(database.Progress, stop);
        }
    }

    private sealed class ForgetsNothing : Parts
    {
        public override IRemember Memory(IRemember right) => new Stubborn(right);

        private sealed class Stubborn(IRemember right) : IRemember
        {
            public Task RecallAsync(CancellationToken stop) => right.RecallAsync(stop);

            public ValueTask<bool> IsDueAsync(CancellationToken stop) => right.IsDueAsync(stop);

            public void Forget()
            {
                // that is the error
            }
        }
    }

    private sealed class ReadsBookmarksOnce : Parts
    {
        public override IKeepBookmarks Bookmarks(IKeepBookmarks right) => new Once(right);

        private sealed class Once(IKeepBookmarks right) : IKeepBookmarks
        {
            private IReadOnlyDictionary<string, Bookmark>? read;

            public async Task<IReadOnlyDictionary<string, Bookmark>> ReadAsync(CancellationToken stop) => read ??= await right.ReadAsync(stop);

            public Task<ITaking> BeginAsync(CancellationToken stop) => right.BeginAsync(stop);
        }
    }

    private sealed class ReceiversHearEventsOnly : Parts
    {
        public override Func<Sent, Task> Take(ReceiveInOrder receiver) => sent => sent.Event is null ? Task.CompletedTask : receiver.PostAsync(sent);
    }

    private sealed class ConsoleHearsEventsOnly : Parts
    {
        public override Func<Sent, Task> Show(AlertFeed feed) => sent => sent.Event is null ? Task.CompletedTask : feed.TakeAsync(sent, CancellationToken.None);
    }
}
