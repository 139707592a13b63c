using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Tests.Fast.Hosting.Simulated;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

/// <summary>The outbox against a broker that confirms some, late, or nothing.</summary>
public sealed class PublishStoredEventsTests : IDisposable
{
    private static readonly TimeSpan Attempt = PublishStoredEvents.ConfirmLimit + TimeSpan.FromMilliseconds(250);

    private readonly World world = new(1, tells: false);
    private readonly Process process;
    private readonly Confirms confirms = new();
    private readonly CancellationTokenSource stop = new();

    public PublishStoredEventsTests() => process = new(world, "ingestion-1", 1);

    public void Dispose() => stop.Dispose();

    [Fact]
    public void What_was_confirmed_is_not_sent_again_and_what_was_not_is_sent_until_it_is()
    {
        var broker = new FakeBroker { Confirms = position => position != 2 };
        var page = Publish(broker, 3);

        world.RunUntil(Attempt / 2);
        Assert.Equal([1, 2, 3], broker.Sent);

        world.RunUntil(1.5 * Attempt);
        Assert.Equal([1, 2, 3, 2], broker.Sent);
        Assert.False(page.IsCompleted);

        broker.Confirms = _ => true;
        world.RunUntil(2.5 * Attempt);
        Assert.Equal([1, 2, 3, 2, 2], broker.Sent);
        Assert.True(page.IsCompletedSuccessfully);
    }

    [Fact]
    public void Attempts_in_vain_are_those_in_a_row_that_had_nothing_confirmed()
    {
        var broker = new FakeBroker { Confirms = position => position == 1 };
        var page = Publish(broker, 3);

        world.RunUntil(1.5 * Attempt);
        Assert.Equal(0, confirms.InVain);   // the first had one of three confirmed

        world.RunUntil(3.5 * Attempt);
        Assert.Equal(2, confirms.InVain);

        broker.Confirms = position => position == 2;
        world.RunUntil(5.5 * Attempt);
        Assert.Equal(0, confirms.InVain);

        world.RunUntil(6.5 * Attempt);
        Assert.Equal(1, confirms.InVain);

        broker.Confirms = _ => true;
        world.RunUntil(7.5 * Attempt);
        Assert.Equal(0, confirms.InVain);
        Assert.True(page.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_broker_that_refuses_at_once_lets_nobody_wait_in_vain()
    {
        var broker = new FakeBroker { Refuses = true };
        _ = Publish(broker, 2);

        world.RunUntil(3 * Attempt);

        Assert.True(broker.Sent.Count > 4);
        Assert.Equal(0, confirms.InVain);
    }

    [Fact]
    public void Who_gives_up_the_lead_waits_for_nothing_any_more()
    {
        var page = Publish(new() { Confirms = _ => false }, 2);
        world.RunUntil(2.5 * Attempt);
        Assert.Equal(2, confirms.InVain);

        stop.Cancel();
        world.RunUntil(3 * Attempt);

        Assert.True(page.IsCanceled);
        Assert.Equal(0, confirms.InVain);
    }

    private Task Publish(FakeBroker broker, int events)
    {
        var outbox = new PublishStoredEvents(broker, new("ingestion", "", "", new("amqp://simulated"), [], new Dictionary<string, Uri>()), new NoStore(), confirms, process.Time, NullLogger<PublishStoredEvents>.Instance);
        var page = Enumerable.Range(1, events).Select(IEvent (i) => new Event<object>(new object()) { Sequence = i, Id = Guid.NewGuid(), StreamKey = $"{i}" }).ToList();
        var done = Task.CompletedTask;
        process.Run(() => done = outbox.ProcessEventsAsync(new(new ShardName(PublishStoredEvents.Shard), 0, events, null!) { Events = page }, null!, null!, stop.Token));
        return done;
    }

    private sealed class FakeBroker : IPublish
    {
        public List<long> Sent { get; } = [];

        public Func<long, bool> Confirms { get; set; } = _ => true;

        public bool Refuses { get; init; }

        public Task PublishAsync(Sent sent, CancellationToken stop)
        {
            Sent.Add(sent.Position);
            return Refuses ? Task.FromException(new IOException("no")) : Confirms(sent.Position) ? Task.CompletedTask : new TaskCompletionSource().Task.WaitAsync(stop);
        }
    }

    private sealed class NoStore : ITellProgress
    {
        public Task<long> TailAsync(long floor, CancellationToken stop) => Task.FromResult(0L);

        public Task<long> ProgressAsync(string shard, CancellationToken stop) => Task.FromResult(0L);
    }
}
