using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Timeline.Hosting;

/// <summary>
/// Once a second an idle outbox says how far it has sent, so that a consumer notices even a lost last message. Every process of the
/// service says it; twice is harmless.
/// </summary>
public sealed class SayHowFar(IBus bus, Settings settings, Feed feed, ILogger<SayHowFar> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var last = -1L;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var sent = await feed.ProgressAsync(PublishStoredEvents.Shard, stoppingToken);
                if (sent == last)
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    limit.CancelAfter(TimeSpan.FromSeconds(5));
                    await bus.PublishAsync(Sent.UpTo(settings.Service, sent), limit.Token);
                }

                last = sent;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("watermark: {Reason}", e.Message);
            }
        }
    }
}
