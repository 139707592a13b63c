using System.Diagnostics;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>Lines to the broker that break where a library would wait for ever, or for very long.</summary>
public class SilentBrokerTests(RunningSystem system) : FaultTests(system)
{
    // longer than a publisher waits for a confirm
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(8);

    // the first with heartbeats passing, so that nobody notices
    private static readonly (string What, Silence Silence, Func<ReadOnlyMemory<byte>, bool>? Which)[] Silences =
    [
        ("confirms", Silence.FromServer, AmqpFrames.IsConfirm),
        ("broker", Silence.FromServer, null),
        ("publisher", Silence.FromClient, null),
    ];

    [Fact]
    public async Task A_publisher_whose_confirms_never_came_goes_on_when_the_line_is_back_and_nothing_is_lost()
    {
        await using var proxy = new Proxy(Surroundings.Rabbit.Host, Surroundings.Rabbit.Port, AmqpFrames.OfAsync);
        await ReachBrokerAsync(Ingestion, proxy.Port);
        await System.StartAsync(Ingestion);
        await using var stream = await ReportStream.BeginAsync(System, 1985, TimeSpan.FromMilliseconds(100));

        foreach (var (what, silence, which) in Silences)
        {
            await stream.MoreAsync(10);
            var before = proxy.Swallowed;
            proxy.Cut(silence, which);
            await Wait.UntilAsync(() => Task.FromResult(proxy.Swallowed > before), Limit);   // from here on something is lost
            await Task.Delay(Cut);
            if (which is null)
            {
                proxy.Heal();
            }
            else
            {
                proxy.Release();   // what was lost stays lost, and no connection was harmed
            }

            var recorded = (long)(await System.MarksAsync(Ingestion))["tail"]!;
            var healed = Stopwatch.GetTimestamp();
            await Wait.ForAsync(SentAsync, sent => sent >= recorded, Limit);
            Say($"silent {what} for {Cut.TotalSeconds} s: all that was recorded meanwhile is confirmed as sent {Stopwatch.GetElapsedTime(healed).TotalSeconds:0.0} s after the line was back");
        }

        await stream.StopAsync();
        await System.SettleAsync();

        await Truth.EachCorrelationOnceAsync(System, stream);
        await Truth.NothingLostAsync(System);
        await Truth.AsFromNothingAsync(System);
    }

    // the bus waits for the answer to each declaration in turn, minutes for all of them
    [Fact]
    public async Task A_process_whose_line_broke_while_its_bus_declared_its_exchanges_ends_and_the_next_takes_in_what_was_missed()
    {
        await using var proxy = new Proxy(Surroundings.Rabbit.Host, Surroundings.Rabbit.Port);
        await ReachBrokerAsync(Projection, proxy.Port);
        System.Change(Projection, "TIMELINE_BUS_SECONDS", "6");
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var declares = proxy.HoldWhereAsync("timeline.watermark.v1", release);
        System.Launch(Projection);
        await declares.WaitAsync(Limit);
        await System.ImportAsync([Rows.Harvest("harvest", 1984), Rows.Closure("closure", 1984)], "missed");

        proxy.Heal();   // from here on the broker can be reached again
        release.SetResult();

        await ComesBackAsync(Projection, () => System.IsReadyAsync(Projection), "the bus has not come up");
        await System.SettleAsync();
        await Truth.NothingLostAsync(System);
    }

    // from then on the client passes over the answer to every declaration on that channel, and the bus calls itself healthy
    [Fact]
    public async Task A_process_whose_declaration_was_never_answered_ends_and_the_next_sends_what_was_recorded()
    {
        await using var proxy = new Proxy(Surroundings.Rabbit.Host, Surroundings.Rabbit.Port, AmqpFrames.OfAsync);
        await RecordUnheardAsync(proxy, AmqpFrames.IsDeclared, 1983, busSeconds: 6);
        await Task.Delay(Cut);
        proxy.Release();   // what was lost stays lost, and no connection was harmed

        await ComesBackAsync(Ingestion, async () => await System.MarksAsync(Ingestion) is var marks && (long)marks["outbox"]! >= (long)marks["tail"]!, "what the outbox sends has not been confirmed");
        await System.SettleAsync();
        await Truth.NothingLostAsync(System);
    }

    // as a broker does that is short of memory or disk: were its publishers to end for that, they would be started again and again
    [Fact]
    public async Task A_broker_that_confirms_nothing_to_anybody_ends_no_process()
    {
        await using var proxy = new Proxy(Surroundings.Rabbit.Host, Surroundings.Rabbit.Port, AmqpFrames.OfAsync);
        await RecordUnheardAsync(proxy, AmqpFrames.IsConfirm, 1982, busSeconds: 12);   // more than twice an attempt: the one under way when the line is whole again is lost too
        await Task.Delay(3 * Cut);   // for as long as would end it, were it the only one
        Assert.True(System.Present[Ingestion].IsAlive);
        Assert.DoesNotContain(System.Lines(Ingestion), l => l.Contains("this process ends", StringComparison.Ordinal));
        proxy.Release();

        await System.SettleAsync();
        Assert.True(System.Present[Ingestion].IsAlive);
        await Truth.NothingLostAsync(System);
    }

    // a library that has been mended would come back by itself; else the process ends, says why, and is started again
    private async Task ComesBackAsync(string service, Func<Task<bool>> isBack, string why)
    {
        var first = System.Present[service];
        var broken = Stopwatch.GetTimestamp();
        await Wait.UntilAsync(async () => !first.IsAlive || await isBack(), Limit);
        Say($"{(first.IsAlive ? "back" : "ended")} {Stopwatch.GetElapsedTime(broken).TotalSeconds:0.0} s after the line was whole again");
        if (!first.IsAlive)
        {
            Assert.Equal(1, first.ExitCode);
            Assert.Contains(first.Lines, l => l.Contains(why, StringComparison.Ordinal));
            System.Change(service, "TIMELINE_BUS_SECONDS", "30");   // as it is by default: on a busy machine a whole line may be longer than 6 s in coming up
            await System.StartAsync(service);
        }
    }

    // Ingestion records what it has not sent before, and does not hear one thing that the broker answers to it
    private async Task RecordUnheardAsync(Proxy proxy, Func<ReadOnlyMemory<byte>, bool> which, int year, int busSeconds)
    {
        await ReachBrokerAsync(Ingestion, proxy.Port);
        System.Change(Ingestion, "TIMELINE_BUS_SECONDS", $"{busSeconds}");
        await System.StartAsync(Ingestion);
        proxy.Cut(Silence.FromServer, which);
        await System.ImportAsync([Rows.Harvest("harvest", year), Rows.Closure("closure", year)], $"unheard-{year}");
        await Wait.UntilAsync(() => Task.FromResult(proxy.Swallowed > 0), Limit);
    }

    // ends the process; the next one goes by that port
    private async Task ReachBrokerAsync(string service, int port)
    {
        await System.KillAsync(service);
        System.Change(service, "TIMELINE_RABBIT", System.Broker.Address(port).ToString());
    }

    private async Task<long> SentAsync() => (long)(await System.MarksAsync(Ingestion))["outbox"]!;
}
