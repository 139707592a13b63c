using System.Diagnostics;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>A broken line on which one side is still heard: the publisher waits for confirms that never come, and must not wait for ever.</summary>
public class SilentBrokerTests(RunningSystem system) : StackTests(system)
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
        await System.KillAsync(Ingestion);
        System.Change(Ingestion, "TIMELINE_RABBIT", System.Broker.Address(proxy.Port).ToString());
        await System.StartAsync(Ingestion);
        await using var stream = await ReportStream.BeginAsync(System, TimeSpan.FromMilliseconds(100));

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

        await Truth.EachCorrelationOnceAsync(System, stream.Accepted);
        await Truth.NothingLostAsync(System);
        await Truth.AsFromNothingAsync(System);
    }

    private async Task<long> SentAsync() => (long)(await System.MarksAsync(Ingestion))["outbox"]!;
}
