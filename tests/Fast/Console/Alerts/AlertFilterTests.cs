using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Alerts;

public sealed class AlertFilterTests
{
    private static readonly ThreadTally[] Tally =
    [
        new("raised", "r", "fergana", 1999, 3), new("closed", "r", "fergana", 1999, 2), new("snoozed", "r", "fergana", 2000, 1), new("withdrawn", "other", "fergana", 1999, 4),
    ];

    [Theory]
    [InlineData("/alerts")]
    [InlineData("/alerts?state=open")]
    [InlineData("/alerts?state=withdrawn&rule=r&theatre=fergana&season=1999")]
    [InlineData("/alerts?correlation=r~1~fergana~a%20b")]
    public void An_address_is_read_and_written_as_it_was(string address)
    {
        var (filter, wrong) = AlertFilter.Read("http://127.0.0.1" + address);

        Assert.Empty(wrong);
        Assert.Equal(address, filter.Address());
    }

    [Theory]
    [InlineData("/alerts?state=new", "state is 'new'; it takes one of: open, raised, acknowledged, assigned, snoozed, closed, withdrawn.")]
    [InlineData("/alerts?season=soon", "season is 'soon'; it takes a year, such as 1999.")]
    public void What_cannot_be_read_is_left_out_and_named(string address, string says)
    {
        var (filter, wrong) = AlertFilter.Read(address);

        Assert.Equal([says], wrong);
        Assert.Equal("/alerts", filter.Address());
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData("open", 4)]
    [InlineData("raised", 3)]
    [InlineData("withdrawn", 4)]
    public void Open_is_whatever_is_neither_closed_nor_withdrawn(string? state, int count) => Assert.Equal(count, new AlertFilter().CountOf(state, Tally));

    [Fact]
    public void States_are_counted_within_the_other_filters() => Assert.Equal((5, 0), (new AlertFilter(Rule: "r", Season: 1999).CountOf(null, Tally), new AlertFilter(Season: 1998).CountOf("open", Tally)));

    [Fact]
    public void The_service_is_asked_in_its_own_words() => Assert.Equal(
        [("state", "raised,acknowledged,assigned,snoozed"), ("rule", "r"), ("seasonYear", "1999"), ("correlation", "c")],
        new AlertFilter("open", "r", Season: 1999, Correlation: "c").Question());
}
