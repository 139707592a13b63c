using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

public sealed class FollowsStoreTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public void A_subscription_that_moves_is_well_though_it_is_behind() => Assert.Null(Why(new("outbox", 5, 100, TimeSpan.Zero, null)));

    [Fact]
    public void A_subscription_that_stands_still_for_a_moment_is_well() => Assert.Null(Why(new("outbox", 5, 100, TimeSpan.FromSeconds(15), null)));

    [Fact]
    public void One_that_stands_still_for_longer_says_where_and_for_how_long() =>
        Assert.Equal("stands still at 5 of 105 for 16 s", Why(new("outbox", 5, 100, TimeSpan.FromSeconds(16), null)));

    [Fact]
    public void Where_even_the_numbers_are_not_final_it_says_that_nobody_leads() =>
        Assert.Contains("no process leads it", Why(new("outbox", 5, 100, TimeSpan.FromSeconds(16), null), highWaterStill: 16), StringComparison.Ordinal);

    [Fact]
    public void One_that_was_stopped_says_why_at_once() =>
        Assert.Equal("stopped after position 5 of 105: no header recorded", Why(new("outbox", 5, 1, TimeSpan.Zero, "no header recorded")));

    [Fact]
    public void A_reason_that_a_process_left_behind_when_it_lost_its_lead_counts_only_where_the_mark_stands_still()
    {
        Assert.Null(WatchMarks.WhyStopped("a task was cancelled", TimeSpan.Zero));
        Assert.Null(WatchMarks.WhyStopped("a task was cancelled", TimeSpan.FromSeconds(1)));
        Assert.Equal("no header recorded", WatchMarks.WhyStopped("no header recorded", TimeSpan.FromSeconds(2)));
        Assert.Null(WatchMarks.WhyStopped(null, TimeSpan.FromSeconds(20)));
    }

    private static string? Why(MarkSeen mark, int highWaterStill = 0) =>
        FollowsStore.WhyNot(new(105, 105, TimeSpan.FromSeconds(highWaterStill), [mark], new Dictionary<string, long>()), "outbox", Limit);
}
