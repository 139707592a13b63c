using System.Diagnostics;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>A process that stood still does not know that another took its place. It wakes with work in hand and must not do it.</summary>
public class FenceTests(RunningSystem system) : StackTests(system)
{
    [Fact]
    public async Task A_writer_that_was_stopped_and_replaced_is_fenced_when_it_goes_on_and_every_correlation_comes_once()
    {
        await System.StartSecondAsync(Correlation);
        await using var stream = await ReportStream.BeginAsync(System, TimeSpan.FromMilliseconds(40));
        await stream.MoreAsync(20);
        var fenced = 0;
        for (var round = 0; round < 2 || (round < 4 && fenced == 0); round++)   // twice: the deposed one must be able to return
        {
            fenced += await StopReplaceResumeAsync(stream) ? 1 : 0;
        }

        await stream.StopAsync();
        await System.SettleAsync();

        Assert.NotEqual(0, fenced);
        await Truth.EachCorrelationOnceAsync(System, stream.Accepted);
        await Truth.NothingLostAsync(System);
        await Truth.AsFromNothingAsync(System);
    }

    // whether the one that was stopped found that it had been deposed
    private async Task<bool> StopReplaceResumeAsync(ReportStream stream)
    {
        var active = (await ActiveAsync())!;
        var process = active == $"{Correlation}-1" ? Correlation : active;
        var start = Stopwatch.GetTimestamp();
        System.Pause(process);
        try
        {
            await Wait.ForAsync(ActiveAsync, now => now != active, Limit);
            Say($"{active} stopped; another wrote after {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        }
        finally
        {
            System.Resume(process);
        }

        await stream.MoreAsync(20);
        try
        {
            await Wait.UntilAsync(() => Task.FromResult(System.Lines(process).Any(l => l.Contains("fenced:", StringComparison.Ordinal))), TimeSpan.FromSeconds(15));
            return true;
        }
        catch (TimeoutException)
        {
            return false;   // the broker closed its connection before it read what had been handed to it
        }
    }

    private Task<string?> ActiveAsync() => System.Databases.AskAsync<string>(Correlation, "select moved_by from timeline.position where source = 'ingestion'");
}
