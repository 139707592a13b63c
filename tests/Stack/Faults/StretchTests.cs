using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Faults;

/// <summary>Correlation starts from what was put together of its facts, and is the same as if it had read every row.</summary>
public class StretchTests(RunningSystem system) : FaultTests(system)
{
    private static readonly TimeSpan Limit = RunningSystem.Limit;

    [Fact]
    public async Task Killed_and_started_from_stretches_it_is_the_same_and_a_spoilt_or_foreign_stretch_is_not_believed_and_made_anew()
    {
        await using var stream = new ImportStream(System);
        await stream.MoreAsync(8);
        await stream.StopAsync();
        await System.SettleAsync();
        await PutTogetherAsync();
        var before = await System.DigestsAsync();
        var good = await KeptAsync();
        Assert.NotNull(good);
        var told = await ToldAsync();

        await RestartAsync();
        Assert.Equal(before, await System.DigestsAsync());
        Assert.Equal(told, await ToldAsync());

        // of the second the last byte but four is another; the third says of itself that it is in another form
        Assert.Equal(1, await System.Databases.AskAsync<long>(Correlation, "with spoilt as (update timeline.fact_stretch set data = set_byte(data, length(data) - 5, 255 - get_byte(data, length(data) - 5)) where after = (select after from timeline.fact_stretch order by after offset 1 limit 1) returning 1) select count(*) from spoilt"));
        await RestartAsync();
        Assert.Equal(before, await System.DigestsAsync());
        await Wait.ForAsync(KeptAsync, now => now == good, Limit);

        Assert.Equal(1, await System.Databases.AskAsync<long>(Correlation, "with spoilt as (update timeline.fact_stretch set form = 'another' where after = 0 returning 1) select count(*) from spoilt"));
        await RestartAsync();
        Assert.Equal(before, await System.DigestsAsync());
        await Wait.ForAsync(KeptAsync, now => now == good, Limit);
        Assert.Equal(told, await ToldAsync());
    }

    private async Task RestartAsync()
    {
        await System.KillAsync(Correlation);
        await System.StartAsync(Correlation);
        await System.SettleAsync();
    }

    // midnight may come meanwhile
    private async Task<int> ToldAsync() => (await System.FeedAsync(Correlation)).Count(e => e.Stream != "clock");

    private Task<long> PutTogetherAsync() => Wait.ForAsync(
        () => System.Databases.AskAsync<long>(Correlation, "select count(*) from timeline.fact where seq > (select coalesce(max(upto), 0) from timeline.fact_stretch)"), rest => rest < 20, Limit);

    // the same facts are the same bytes, whenever they are put together
    private Task<string?> KeptAsync() => System.Databases.AskAsync<string?>(
        Correlation, "select string_agg(after || ' ' || upto || ' ' || facts || ' ' || form || ' ' || encode(digest, 'hex') || ' ' || md5(data), ',' order by after) from timeline.fact_stretch");
}
