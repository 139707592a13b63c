using NodaTime;
using Timeline.Console.Charts;
using Timeline.Contracts;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class StretchTests
{
    [Fact]
    public void One_day_somewhere_in_a_month_has_no_certain_day()
    {
        var drawn = Stretch.Of(Occurrence.Between(new(1312, 8, 1), new(1312, 8, 31)));

        Assert.Equal(new Stretch(new(1312, 8, 1), null, null, new(1312, 8, 31)), drawn);
    }

    [Fact]
    public void What_surely_lasted_is_certain_between_its_last_beginning_and_its_first_end()
    {
        var raid = new Occurrence(new UncertainDate(new(1312, 8, 1), new(1312, 8, 9)), new UncertainDate(new(1312, 10, 1), new(1312, 10, 25)), false, DatePrecision.Range);

        Assert.Equal(new Stretch(new(1312, 8, 1), new(1312, 8, 9), new(1312, 10, 1), new(1312, 10, 25)), Stretch.Of(raid));
    }

    [Fact]
    public void The_closing_day_of_a_window_is_not_drawn()
    {
        var window = new PhaseView("harvest-window", UncertainDate.On(new(1312, 6, 30)), UncertainDate.On(new(1312, 9, 21)), Basis.Observed, EdgeBasis.Observed, EdgeBasis.Observed, [], false);

        Assert.Equal(new LocalDate(1312, 9, 20), Stretch.Of(window)!.To);
    }

    [Fact]
    public void The_same_day_stands_at_the_same_place_in_a_leap_year()
    {
        var august = new LocalDate(1311, 8, 9);

        Assert.Equal(new YearScale(1311, 1).Start(august), new YearScale(1312, 1).Start(august.PlusYears(1)));
        Assert.Equal(100, new YearScale(1312, 3).End(new(1313, 2, 28)));
    }
}
