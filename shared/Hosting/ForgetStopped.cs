using JasperFx;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace Timeline.Hosting;

/// <summary>
/// Makes the daemon forget a subscription that it has stopped for good, so that the process that leads begins with it anew, at the mark that stands in the store.
/// </summary>
/// <remarks>
/// A process that was frozen and lost its lead may, when it wakes, still commit the page it had in hand. The one that leads then finds the mark moved; the daemon (JasperFx.Events
/// 2.100) stops the subscription, in the belief that another process runs it, and never starts what it remembers as stopped. The one that woke has given it up by then: nobody
/// would publish any more. Whoever does not lead forgets it too, and starts nothing.
/// To forget the last one also ends the daemon's reading of how far the store has come; where the subscription is begun anew in that very moment, it runs and is never told of
/// anything that came since. That reading is then begun again.
/// </remarks>
public sealed class ForgetStopped(IProjectionCoordinator coordinator, TimeProvider time, ILogger<ForgetStopped> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    // who gives the lead up ends that reading first and its subscriptions a little later: what is so for longer is not on its way to an end
    private const int Looks = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var untold = 0;
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var daemon = coordinator.DaemonForMainDatabase();
                foreach (var stopped in daemon.CurrentAgents().Where(a => a is { Status: AgentStatus.Stopped, Failure.Category: ShardFailureCategory.ProgressionOutOfOrder }))
                {
                    log.LogWarning("{Subscription} was stopped where another process had moved its mark; who leads begins with it anew", stopped.Name.Identity);
                    await daemon.StopAgentAsync(stopped.Name);
                }

                // stale: it was begun again, and failed before its first look
                untold = (!daemon.IsRunning || daemon.IsHighWaterStale) && daemon.CurrentAgents().Any(a => a.Status == AgentStatus.Running) ? untold + 1 : 0;
                if (untold >= Looks)
                {
                    untold = 0;
                    log.LogWarning("subscriptions run, and nobody reads how far the store has come; it is read again");
                    await daemon.RestartHighWaterAgentAsync(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("what the daemon has stopped cannot be begun anew; another try follows: {Reason}", e.Message);
            }
        }
    }
}
