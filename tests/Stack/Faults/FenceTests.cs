using System.Diagnostics;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>A process that stood still does not know that another took its place. It wakes with work in hand and must not do it.</summary>
public class FenceTests(RunningSystem system) : FaultTests(system)
{
    private readonly Proxy database = new(Surroundings.Postgres.Host!, Surroundings.Postgres.Port);

    [Fact]
    public async Task A_writer_that_was_stopped_and_replaced_is_fenced_when_it_goes_on_and_every_correlation_comes_once()
    {
        await using var _ = database;
        await ReachDatabaseThroughProxyAsync();
        await System.StartSecondAsync(Correlation);
        await using var stream = await ReportStream.BeginAsync(System, 1999, TimeSpan.FromMilliseconds(40));
        await stream.MoreAsync(20);

        await StopReplaceResumeAsync(stream);
        await StopReplaceResumeAsync(stream);   // the deposed one must be able to return

        await stream.StopAsync();
        await System.SettleAsync();
        await Truth.EachCorrelationOnceAsync(System, stream);
        await Truth.NothingLostAsync(System);
        await Truth.AsFromNothingAsync(System);
    }

    private async Task ReachDatabaseThroughProxyAsync()
    {
        await System.KillAsync(Correlation);
        var through = Surroundings.Postgres;
        through.Port = database.Port;
        through.CommandTimeout = 600;   // held for as long as the broker takes to depose a silent consumer, on a machine however slow
        System.Change(Correlation, "TIMELINE_POSTGRES", through.ConnectionString);
        await System.StartAsync(Correlation);
    }

    // The writer is caught with work in hand, on its way to the fence. Were it merely stopped at some moment, it might wake with nothing to do.
    private async Task StopReplaceResumeAsync(ReportStream stream)
    {
        var release = new TaskCompletionSource();
        var said = await database.HoldWhereAsync("update timeline.position", release).WaitAsync(Limit);
        var process = said.Contains($"{Correlation}-2", StringComparison.Ordinal) ? $"{Correlation}-2" : Correlation;
        var (before, fenced) = (await PositionAsync(), Fenced(process));
        var start = Stopwatch.GetTimestamp();
        System.Pause(process);
        try
        {
            await Wait.ForAsync(PositionAsync, now => now > before, Limit);
            Say($"{process} stopped; another wrote after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        }
        finally
        {
            release.SetResult();
            System.Resume(process);
        }

        await Wait.ForAsync(() => Task.FromResult(Fenced(process)), now => now > fenced, Limit, now => $"{process} was fenced {now} times");
        await stream.MoreAsync(20);
    }

    private int Fenced(string process) => System.Lines(process).Count(l => l.Contains("fenced:", StringComparison.Ordinal));

    private Task<long> PositionAsync() => System.Databases.AskAsync<long>(Correlation, "select position from timeline.position where source = 'ingestion'");
}
