using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Timeline.Hosting;

/// <summary>
/// Ends the process where its bus does not come up though the broker can be reached: whoever runs the process starts it again, and it goes on where
/// it was.
/// </summary>
/// <remarks>
/// A connection that is lost while MassTransit (8.5.11 on RabbitMQ.Client 7.2.2) declares its exchanges leaves the bus waiting for each declaration's
/// answer in turn, 6 s for each of some sixty (20 s by default); stopping and starting the bus waits with it. Nothing but a new process is sooner.
/// </remarks>
public sealed class EndStuckBus(IBusControl bus, Settings settings, IHostApplicationLifetime life, ILogger<EndStuckBus> log) : BackgroundService
{
    // looks and not seconds are counted: a process that was itself stopped for a minute has not seen its bus fail for a minute
    private const int Looks = 6;

    // what requests under way may still take; a bus that is stuck might hold up the end for ever
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.BusLimit / Looks);
        for (var looks = 0; looks < Looks;)
        {
            await timer.WaitForNextTickAsync(stoppingToken);
            looks = bus.CheckHealth().Status == BusHealthStatus.Healthy || !await CanConnectAsync(stoppingToken) ? 0 : looks + 1;
        }

        log.LogCritical("the bus has not come up for {Seconds} s though the broker can be reached: this process ends, to be started again", settings.BusLimit.TotalSeconds);
        Environment.ExitCode = 1;
        life.StopApplication();
        await Task.Delay(Drain, CancellationToken.None);
        Environment.Exit(1);
    }

    private async Task<bool> CanConnectAsync(CancellationToken stop)
    {
        var patience = settings.BusLimit / Looks;
        var factory = new ConnectionFactory
        {
            Uri = settings.Rabbit,
            ClientProvidedName = $"{settings.Instance} looks whether the broker is there",
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = patience,
            HandshakeContinuationTimeout = patience,
        };
        try
        {
            await using var connection = await factory.CreateConnectionAsync(stop);
            return connection.IsOpen;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.LogDebug("the broker cannot be reached: {Reason}", e.Message);
            return false;
        }
    }
}
