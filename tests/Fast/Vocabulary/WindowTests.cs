using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

public sealed class WindowTests
{
    private static readonly UncertainDate FirstOfJuly = UncertainDate.On(new(2000, 7, 1));
    private static readonly UncertainDate LateSeptember = new(new(2000, 9, 21), new(2000, 9, 30));

    [Fact]
    public void A_month_wholly_inside_the_window_is_certain()
    {
        var verdict = Window.Holds(FirstOfJuly, new(new(2000, 8, 1), new(2000, 8, 31)), LateSeptember);

        Assert.Equal((Certainty.Certain, 1.0), (verdict.Certainty, verdict.Share));
    }

    [Fact]
    public void A_year_that_reaches_beyond_the_window_is_possible()
    {
        var verdict = Window.Holds(FirstOfJuly, new(new(2000, 1, 1), new(2000, 12, 31)), LateSeptember);

        // 82 to 91 days from 1 July until the day before the closing, for each of ten closings, of 366 days
        Assert.Equal(new Verdict(Certainty.Possible, 865, 3660), verdict);
    }

    [Fact]
    public void A_month_that_overlaps_the_uncertain_closing_is_possible()
    {
        var verdict = Window.Holds(FirstOfJuly, new(new(2000, 9, 1), new(2000, 9, 30)), LateSeptember);

        // 20 to 29 days of September lie before the closing
        Assert.Equal(new Verdict(Certainty.Possible, 245, 300), verdict);
    }

    [Fact]
    public void A_month_after_every_closing_is_impossible()
    {
        var verdict = Window.Holds(FirstOfJuly, new(new(2000, 10, 1), new(2000, 10, 31)), LateSeptember);

        Assert.Equal((Certainty.Impossible, 0.0), (verdict.Certainty, verdict.Share));
    }

    [Theory]
    [InlineData(0, Certainty.Impossible)]
    [InlineData(1, Certainty.Certain)]
    [InlineData(9, Certainty.Certain)]
    [InlineData(10, Certainty.Impossible)]
    public void The_opening_day_counts_and_the_closing_day_does_not(int day, Certainty certainty)
    {
        var verdict = Window.Holds(Dates.From(1, 1), Dates.From(day, day), Dates.From(10, 10));

        Assert.Equal(certainty, verdict.Certainty);
    }

    [Fact]
    public void A_window_that_cannot_open_before_it_closes_holds_nothing()
    {
        var verdict = Window.Holds(Dates.From(5, 9), Dates.From(0, 20), Dates.From(2, 5));

        Assert.Equal(Certainty.Impossible, verdict.Certainty);
    }

    [Fact]
    public void A_window_not_sure_to_be_one_is_never_certain_whatever_the_share()
    {
        // if it opens on 1 or 2 it holds the day; if it opens from 3 on there is no window
        var verdict = Window.Holds(Dates.From(1, 5), Dates.From(2, 2), Dates.From(3, 3));

        Assert.Equal((Certainty.Possible, 1.0), (verdict.Certainty, verdict.Share));
    }

    [Fact]
    public void Dates_too_wide_to_count_exactly_keep_their_share()
    {
        var ever = new UncertainDate(new(-9998, 1, 1), new(9999, 12, 31));

        var verdict = Window.Holds(ever, ever, ever);

        Assert.Equal(1 / 3.0, verdict.Share, 5);
    }

    [Property(MaxTest = 2000)]
    public Property It_agrees_with_counting_every_triple() => Prop.ForAll(AnyThree.ToArbitrary(), three =>
    {
        var (opens, day, closes) = three;
        var possible = (from o in opens.EachDay() from d in day.EachDay() from c in closes.EachDay() where o < c select o <= d && d < c).ToList();
        var everyChoice = (from o in opens.EachDay() from d in day.EachDay() from c in closes.EachDay() select o <= d && d < c).ToList();

        var verdict = Window.Holds(opens, day, closes);

        Assert.Equal(everyChoice.TrueForAll(held => held), verdict.Certainty == Certainty.Certain);
        Assert.Equal(!possible.Contains(true), verdict.Certainty == Certainty.Impossible);
        Assert.Equal(possible.Count == 0 ? 0 : (double)possible.Count(held => held) / possible.Count, verdict.Share);
    });

    [Property(MaxTest = 1000)]
    public Property Moving_all_three_alike_changes_nothing() => Prop.ForAll(AnyThree.Zip(Gen.Choose(-4000, 4000)).ToArbitrary(), made =>
    {
        var ((opens, day, closes), by) = (made.Item1, made.Item2);

        var moved = Window.Holds(opens.Moved(by), day.Moved(by), closes.Moved(by));

        Assert.Equal(Window.Holds(opens, day, closes), moved);
    });

    [Property(MaxTest = 1000)]
    public Property Between_two_exact_days_it_is_the_lag_from_the_opening() => Prop.ForAll(Dates.Any.Zip(Gen.Choose(-15, 15)).Zip(Gen.Choose(1, 20)).ToArbitrary(), made =>
    {
        var ((day, opens), length) = (made.Item1, made.Item2);

        var verdict = Window.Holds(Dates.From(opens, opens), day, Dates.From(opens + length, opens + length));

        var lag = Lag.Within(Dates.From(opens, opens), day, 0, length - 1);
        Assert.Equal((lag.Certainty, lag.Share), (verdict.Certainty, verdict.Share));
    });

    private static readonly Gen<(UncertainDate Opens, UncertainDate Day, UncertainDate Closes)> AnyThree =
        from opens in Dates.Any
        from day in Dates.Any
        from closes in Dates.Any
        select (opens, day, closes);
}
