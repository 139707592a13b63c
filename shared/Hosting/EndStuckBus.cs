using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Timeline.Hosting;

/// <summary>
/// Ends the process where its bus does not come up though the broker can be reached, or confirms nothing of what the outbox sends though it confirms
/// what comes over another connection: whoever runs the process starts it again, and it goes on where it was.
/// </summary>
/// <remarks>
/// A connection that is lost while MassTransit (8.5.11 on RabbitMQ.Client 7.2.2) declares its exchanges leaves the bus waiting for each declaration's
/// answer in turn, 6 s for each of some sixty (20 s by default); stopping and starting the bus waits with it. Nothing but a new process is sooner.
/// The other case is silent, for the bus calls itself healthy: the client notes each declaration that it stopped waiting for, to pass over its late answer. Where that
/// answer had come already, or never comes, it passes over the answer to the next one instead, stops waiting for that, and so on for ever: nothing is published on that channel again.
/// </remarks>
public sealed class EndStuckBus(IBusControl bus, Confirms confirms, Settings settings, IHostApplicationLifetime life, ILogger<EndStuckBus> log) : BackgroundService
{
    // looks and not seconds are counted: a process that was itself stopped for a minute has not seen its bus fail for a minute
    private const int Looks = 6;

    // what requests under way may still take; a bus that is stuck might hold up the end for ever
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.BusLimit / Looks);
        var trouble = "";
        for (var looks = 0; looks < Looks;)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
            var isUp = bus.CheckHealth().Status == BusHealthStatus.Healthy;
            trouble = isUp ? "what the outbox sends has not been confirmed" : "the bus has not come up";
            looks = (isUp && confirms.InVain == 0) || !await IsBrokerThereAsync(mustConfirm: isUp, stoppingToken) ? 0 : looks + 1;
        }

        log.LogCritical("{Trouble} for {Seconds} s though the broker can be reached: this process ends, to be started again", trouble, settings.BusLimit.TotalSeconds);
        Environment.ExitCode = 1;
        life.StopApplication();
        await Task.Delay(Drain, CancellationToken.None);
        Environment.Exit(1);
    }

    // a broker short of memory or disk lets everybody in and confirms nothing: a new process would be no better off
    private async Task<bool> IsBrokerThereAsync(bool mustConfirm, CancellationToken stop)
    {
        var patience = settings.BusLimit / Looks;
        var factory = new ConnectionFactory
        {
            Uri = settings.Rabbit,
            ClientProvidedName = $"{settings.Instance} looks whether the broker is there",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = patience,
            HandshakeContinuationTimeout = patience,
            ContinuationTimeout = patience,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience * 2);   // to connect, and to be confirmed
        try
        {
            await using var connection = await factory.CreateConnectionAsync(limit.Token);
            if (mustConfirm)
            {
                // to a queue that is not there: confirmed and dropped
                await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), limit.Token);
                await channel.BasicPublishAsync("", $"nobody, {settings.Instance} looks", ReadOnlyMemory<byte>.Empty, limit.Token);
            }

            return connection.IsOpen;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.LogDebug("the broker cannot be reached, or confirms nothing: {Reason}", e.Message);
            return false;
        }
    }
}
