using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Timeline.Hosting;

/// <summary>
/// A process that stood still can wake with a connection that is dead and does not say so: its writer has gone, the frames queue up before it,
/// and the reader that would notice waits behind them. Nothing is published or taken in any more, for ever. When that is so, and the
/// broker answers a fresh connection, the process ends itself; whoever supervises it starts it anew, and nothing that was committed is lost.
/// </summary>
public sealed class NoticeDeadConnection(IBus bus, Settings settings, ILogger<NoticeDeadConnection> log) : BackgroundService
{
    private const int Enough = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Limit);
        var failures = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            failures = await PassesAsync(stoppingToken) ? 0 : failures + 1;
            if (failures >= Enough && await BrokerAnswersAsync(stoppingToken))
            {
                log.LogCritical("the connection to the broker is dead and does not say so; this process ends itself to be started anew");
                Process.GetCurrentProcess().Kill();
            }
        }
    }

    // a word to nobody: every listener passes over a watermark of a producer it does not know
    private async Task<bool> PassesAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        try
        {
            await bus.PublishAsync(Sent.UpTo("nobody", 0), limit.Token).WaitAsync(limit.Token);
            return true;
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> BrokerAnswersAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        try
        {
            var factory = new ConnectionFactory { Uri = settings.Rabbit };
            await using var connection = await factory.CreateConnectionAsync(limit.Token);
            return connection.IsOpen;
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
