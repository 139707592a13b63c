using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Correlation.Alerts;

public class WatchTests
{
    private static readonly Finding Found = new("c", "r", 1, "fergana", 1999, Certainty.Possible, 0.4, ["a"], [], [], [], null);

    [Fact]
    public void The_watch_on_everything_wants_everything() =>
        Assert.True(new WatchRecord(WatchRecord.Everything, "Everything", null, null, false).Wants(Found));

    [Theory]
    [InlineData("r", null, false, true)]
    [InlineData("other", null, false, false)]
    [InlineData(null, "fergana", false, true)]
    [InlineData(null, "elsewhere", false, false)]
    [InlineData(null, null, true, false)]
    public void A_watch_wants_what_all_its_filters_let_through(string? rule, string? theatre, bool certainOnly, bool wants) =>
        Assert.Equal(wants, new WatchRecord("w", "W", rule, theatre, certainOnly).Wants(Found));
}
