using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client.Exceptions;
using Timeline.Faults.Drawing;
using Timeline.Tests.Stack.Running;

namespace Timeline.Faults.Striking;

/// <summary>Does what a plan says, each fault at its time, and mends each when its time is over.</summary>
internal sealed class StrikeFaults(RunningSystem system, Plan plan, Processes processes, Lines lines, Servers servers, Action<string> say)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> hit = new();

    /// <summary>Ends when all faults are over and all is mended, though not yet well.</summary>
    public async Task AllAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(plan.Faults.Select(async fault =>
        {
            var wait = fault.At - Stopwatch.GetElapsedTime(begun);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            // drawn so that no two hit the same at once; on a slow machine the one before may take longer than was drawn
            var held = plan.Hits(fault).Order(StringComparer.Ordinal).Select(target => hit.GetOrAdd(target, _ => new(1))).ToList();
            foreach (var target in held)
            {
                await target.WaitAsync();
            }

            say(fault.ToString());
            await StrikeAsync(fault);
            held.ForEach(target => target.Release());
        }));
    }

    private Task StrikeAsync(Fault fault) => fault.Kind switch
    {
        FaultKind.Kill => AwayAsync(fault, processes.KillAsync),
        FaultKind.Restart => AwayAsync(fault, processes.EndAsync),
        FaultKind.Stop => StopAsync(fault),
        FaultKind.KillServer => ServerAwayAsync(fault, () => servers.Kill(fault.Target)),
        FaultKind.KillPostmaster => ServerAwayAsync(fault, () => servers.KillFirst(fault.Target)),
        FaultKind.KillSession => KillSessionAsync(fault),
        FaultKind.RestartServer => RestartServerAsync(fault),
        FaultKind.Refuse => BreakAsync(fault, line => line.Refuse(), line => line.Heal()),
        FaultKind.HalfOpen => BreakAsync(fault, line => line.Cut(fault.Silence), line => line.Heal()),
        FaultKind.Hold => BreakAsync(fault, line => line.Hold(), line => line.Release()),
        FaultKind.Purge => PurgeAsync(fault),
        _ => RedeliverAsync(fault),
    };

    private async Task AwayAsync(Fault fault, Func<string, Task> end)
    {
        await end(fault.Target);
        await Task.Delay(fault.Lasting);
        processes.Start(fault.Target);
    }

    private async Task StopAsync(Fault fault)
    {
        var goOn = processes.Stop(fault.Target);
        await Task.Delay(fault.Lasting);
        goOn();
    }

    private async Task ServerAwayAsync(Fault fault, Action kill)
    {
        kill();
        await Task.Delay(fault.Lasting);
        await servers.StartAsync(fault.Target);
        say($"{fault.Target} is back");
    }

    private async Task RestartServerAsync(Fault fault)
    {
        await servers.StopAsync(fault.Target);
        await Task.Delay(fault.Lasting);
        await servers.StartAsync(fault.Target);
        say($"{fault.Target} is back");
    }

    private async Task KillSessionAsync(Fault fault)
    {
        try
        {
            say($"the session was of {await Servers.KillSessionAsync($"{system.Databases.Prefix}_{fault.Target}") ?? "nobody"}");
        }
        catch (NpgsqlException e)
        {
            say($"no session was killed, PostgreSQL is away: {e.Message}");
        }
    }

    private async Task BreakAsync(Fault fault, Action<Proxy> cut, Action<Proxy> mend)
    {
        var line = lines.Between(fault.Target, fault.Server!);
        cut(line);
        await Task.Delay(fault.Lasting);
        mend(line);
    }

    private async Task PurgeAsync(Fault fault)
    {
        var listeners = plan.Processes.Where(p => p.StartsWith(fault.Target, StringComparison.Ordinal)).ToList();
        await Task.WhenAll(listeners.Select(processes.KillAsync));
        await Task.Delay(fault.Lasting);
        say($"{await ThrowAwayAsync(fault.Target)} messages of {fault.Target} thrown away");
        listeners.ForEach(processes.Start);
    }

    // the broker may be away itself
    private async Task<uint> ThrowAwayAsync(string queue)
    {
        while (true)
        {
            try
            {
                return await system.Broker.PurgeAsync(queue);
            }
            catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException or OperationCanceledException)
            {
                await Task.Delay(500);
            }
        }
    }

    private async Task RedeliverAsync(Fault fault)
    {
        var database = lines.Between(fault.Target, Plan.Postgres);
        database.Hold();
        await Task.Delay(fault.Lasting);
        lines.Between(fault.Target, Plan.Rabbit).Heal();
        database.Release();
    }
}
