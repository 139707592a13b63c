using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Marten.Subscriptions;
using Microsoft.Extensions.Logging;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>
/// The outbox: a service's event store, read by a subscription that one of its processes leads, is published event by event in order,
/// at least once. Next: <see cref="ReceiveInOrder"/> in the services that listen.
/// </summary>
/// <remarks>
/// <c>previous</c> is a pure function of the store (the greatest position below), so it needs no row of its own: inside a page it is the
/// event before, at its head it is remembered from the last page or asked of the store once.
/// </remarks>
public sealed class PublishStoredEvents(IPublish bus, Settings settings, ITellProgress store, TimeProvider time, ILogger<PublishStoredEvents> log) : SubscriptionBase
{
    public const string Shard = "outbox";

    /// <summary>The most events of one page; a consumer's prefetch must not be less, or it stands still before a page that arrives out of order.</summary>
    public const int PageSize = 500;

    /// <summary>A confirm whose channel died may never come. Without a limit the outbox would stop for ever, silently, and keep its leadership.</summary>
    public static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(5);

    private (long Ceiling, long Position) last = (-1, 0);

    public override async Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var previous = last.Ceiling == page.SequenceFloor ? last.Position : await store.TailAsync(page.SequenceFloor, cancellationToken);
        var stretch = new List<Sent>(page.Events.Count);
        foreach (var stored in page.Events.Where(e => e.Data is not Tombstone))
        {
            stretch.Add(new(settings.Service, stored.Sequence, previous, stored.Id, stored.StreamKey!, stored.Version, Instant.FromDateTimeOffset(stored.Timestamp), stored.Data) { Cause = Cause.Of(stored) });
            previous = stored.Sequence;
        }

        await PublishAsync(stretch, page.SequenceFloor, cancellationToken);
        Note(stretch);
        last = (page.SequenceCeiling, previous);
        return NullChangeListener.Instance;   // only now does Marten commit how far the outbox has come
    }

    private void Note(List<Sent> stretch)
    {
        var now = time.GetUtcNow();
        foreach (var alert in stretch.Where(s => s.Event is IAlertEvent))
        {
            Telemetry.NoteDelay(alert.Cause, alert.Recorded.ToDateTimeOffset(), "recorded");
            Telemetry.NoteDelay(alert.Cause, now, "published");
        }
    }

    private async Task PublishAsync(List<Sent> stretch, long floor, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var late = new CancellationTokenSource(ConfirmLimit, time);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
                await Task.WhenAll(stretch.Select(sent => bus.PublishAsync(sent, limit.Token))).WaitAsync(limit.Token);
                return;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.LogWarning("outbox: page after {Floor}, attempt {Attempt}: {Reason}", floor, attempt, e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, stop);
            }
        }
    }
}
