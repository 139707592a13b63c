using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Timeline.Hosting;

/// <summary>
/// Once a second an idle outbox says how far it has sent, so that a consumer notices even a lost last message. Every process of the
/// service says it; twice is harmless.
/// </summary>
public sealed class SayHowFar(IPublish bus, Settings settings, ITellProgress store, TimeProvider time, ILogger<SayHowFar> log) : BackgroundService
{
    /// <summary>Says it until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var last = -1L;
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                var sent = await store.ProgressAsync(PublishStoredEvents.Shard, stop);
                if (sent == last)
                {
                    using var late = new CancellationTokenSource(PublishStoredEvents.ConfirmLimit, time);
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
                    await bus.PublishAsync(Sent.UpTo(settings.Service, sent), limit.Token).WaitAsync(limit.Token);
                }

                last = sent;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.LogWarning("watermark: {Reason}", e.Message);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);
}
