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
public sealed class PublishStoredEvents(
    IPublish bus, Settings settings, ITellProgress store, Confirms confirms, TimeProvider time, ILogger<PublishStoredEvents> log) : SubscriptionBase
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

    // what was confirmed is not sent again: however slow the broker, each attempt leaves less
    private async Task PublishAsync(List<Sent> stretch, long floor, CancellationToken stop)
    {
        var left = stretch;
        try
        {
            for (var attempt = 1; left.Count > 0; attempt++)
            {
                using var late = new CancellationTokenSource(ConfirmLimit, time);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
                var sending = left.ConvertAll(sent => (Sent: sent, Confirmed: bus.PublishAsync(sent, limit.Token)));
                try
                {
                    await Task.WhenAll(sending.Select(s => s.Confirmed)).WaitAsync(limit.Token);
                    return;
                }
                catch (Exception e) when (!stop.IsCancellationRequested)
                {
                    var before = left.Count;
                    left = [.. sending.Where(s => !s.Confirmed.IsCompletedSuccessfully).Select(s => s.Sent)];
                    confirms.InVain = left.Count == before && late.IsCancellationRequested ? confirms.InVain + 1 : 0;
                    log.LogWarning("outbox: page after {Floor}, attempt {Attempt}, {Left} of {Count} not confirmed: {Reason}", floor, attempt, left.Count, stretch.Count, e.Message);
                    await Task.Delay(TimeSpan.FromMilliseconds(250), time, stop);
                }
            }
        }
        finally
        {
            confirms.InVain = 0;
        }
    }
}

/// <summary>How the outbox fares with the broker's confirms; what <see cref="EndStuckBus"/> looks at.</summary>
public sealed class Confirms
{
    private volatile int inVain;

    /// <summary>Attempts in a row, at the page in hand, that waited for the whole limit and had nothing confirmed; 0 while there is nothing to send.</summary>
    public int InVain
    {
        get => inVain;
        set => inVain = value;
    }
}
