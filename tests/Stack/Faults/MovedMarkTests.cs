using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>Two processes may lead for a moment, when one of them was frozen: the second to commit finds that its mark was moved. It must not be the end of the outbox.</summary>
public class MovedMarkTests(RunningSystem system) : FaultTests(system)
{
    [Theory]
    [InlineData(Ingestion, Correlation)]
    [InlineData(Correlation, Projection)]
    public async Task An_outbox_whose_mark_another_moved_is_begun_anew_and_nothing_is_lost_or_told_twice(string producer, string listener)
    {
        var year = producer == Ingestion ? 1992 : 1993;
        await System.ImportAsync([Rows.Harvest("harvest", year), Rows.Closure("closure", year)], $"moved-{producer}");
        await System.SettleAsync();
        var moved = "with moved as (update timeline.mt_event_progression set last_seq_id = last_seq_id - 1 where name = 'outbox:All' returning 1) select count(*) from moved";
        Assert.Equal(1, await System.Databases.AskAsync<long>(producer, moved));

        await System.ImportAsync([Rows.Incursion("raid", $"{year}-08-05", $"{year}-08-05")], $"moved-{producer}");

        await System.SettleAsync();
        Assert.Contains(System.Lines(producer), l => l.Contains("outbox:All was stopped where another process had moved its mark", StringComparison.Ordinal));
        var tail = (long)(await System.MarksAsync(producer))["tail"]!;
        Assert.Equal(tail, await System.Databases.AskAsync<long>(listener, $"select position from timeline.position where source = '{producer}'"));
        Assert.Single((await System.GetAsync("/api/correlations?rule=incursion-in-harvest-window&state=holds")).AsArray(), c => c!["incidents"]!.AsArray().Any(i => (string)i! == $"moved-{producer}.raid"));
        await Truth.NothingLostAsync(System);
        await Truth.AsFromNothingAsync(System);
    }
}
