using Timeline.Console.Charts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Charts;

public sealed class TicksTests
{
    [Theory]
    [InlineData("1990-01-01", "1999-12-31", 700, "1990s", "1990")]
    [InlineData("1999-01-01", "1999-12-31", 700, "1999", "Jan")]
    [InlineData("1999-01-01", "2000-12-31", 600, "1999", "Jan–Mar")]
    [InlineData("1999-08-01", "1999-08-31", 700, "Aug 1999", "1")]
    [InlineData("1999-08-02", "1999-08-02", 700, "Aug 1999", "Mon 2")]
    [InlineData("1700-01-01", "1999-12-31", 300, "1700s", null)]
    public void A_span_is_named_as_finely_as_there_is_room(string from, string to, double width, string coarse, string? fine)
    {
        var ticks = Ticks.Of(new(new(Day(from), Day(to))), width);

        Assert.Equal(coarse, ticks.Coarse.Last(t => t.At <= 0).Name);
        if (fine is not null)
        {
            Assert.Equal(fine, ticks.Fine.First(t => t.At >= 0).Name);
        }
    }

    [Theory]
    [InlineData(1), InlineData(7), InlineData(31), InlineData(120), InlineData(365), InlineData(3653), InlineData(36525)]
    public void Names_never_touch_their_neighbours_and_leave_no_gap(int days)
    {
        const double Width = 640;
        var ticks = Ticks.Of(new(Span.Around(new(1999, 8, 9), days)), Width).Fine;

        Assert.All(ticks.Zip(ticks.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.At));
        Assert.All(ticks.Where(t => t.At > -50 && t.Until < 150), t => Assert.True((t.Until - t.At) * Width / 100 >= t.Name.Length * 6, $"{t.Name} has {(t.Until - t.At) * Width / 100:0} pixels"));
    }

    private static NodaTime.LocalDate Day(string word) => NodaTime.Text.LocalDatePattern.Iso.Parse(word).Value;
}
