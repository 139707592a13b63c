using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

public sealed class LagTests
{
    // worked by counting pairs of days one by one
    [Theory]
    [InlineData(0, 0, 10, 10, 10, 10, Certainty.Certain, 1, 1)]
    [InlineData(0, 0, 10, 10, 11, 20, Certainty.Impossible, 0, 1)]
    [InlineData(0, 5, 5, 12, 0, 10, Certainty.Possible, 45, 48)]
    [InlineData(0, 30, 0, 30, 1, 14, Certainty.Possible, 329, 961)]
    [InlineData(0, 30, 90, 120, 1, 180, Certainty.Certain, 961, 961)]
    [InlineData(0, 364, 200, 200, 0, 60, Certainty.Possible, 61, 365)]
    [InlineData(32, 41, 27, 57, 7, 37, Certainty.Possible, 145, 310)]
    [InlineData(12, 42, 11, 24, 29, 29, Certainty.Impossible, 0, 434)]
    [InlineData(22, 52, 44, 74, 22, 82, Certainty.Possible, 496, 961)]
    public void A_lag_within_bounds_is_counted_over_all_pairs_of_days(
        int a1, int a2, int b1, int b2, int min, int max, Certainty certainty, long satisfied, long all)
    {
        var verdict = Lag.Within(Dates.From(a1, a2), Dates.From(b1, b2), min, max);

        Assert.Equal(new Verdict(certainty, satisfied, all), verdict);
    }

    [Fact]
    public void From_a_harvest_in_June_to_a_taking_on_9_August_1999_lie_40_to_69_days()
    {
        var june = new UncertainDate(new(1999, 6, 1), new(1999, 6, 30));

        var lag = Lag.Between(june, UncertainDate.On(new(1999, 8, 9)));

        Assert.Equal((40, 69), lag);
    }

    [Fact]
    public void A_release_before_the_taking_lags_by_a_negative_number()
    {
        var lag = Lag.Between(UncertainDate.On(new(1999, 8, 19)), UncertainDate.On(new(1999, 8, 13)));

        Assert.Equal((-6, -6), lag);
    }

    [Fact]
    public void Bounds_the_wrong_way_round_hold_for_no_lag()
    {
        var verdict = Lag.Within(Dates.From(0, 5), Dates.From(3, 9), 4, 3);

        Assert.Equal(Certainty.Impossible, verdict.Certainty);
    }

    [Fact]
    public void The_widest_dates_and_bounds_there_are_do_not_overflow()
    {
        var ever = new UncertainDate(new(-9998, 1, 1), new(9999, 12, 31));

        var verdict = Lag.Within(ever, ever, int.MinValue, int.MaxValue);

        Assert.Equal(Certainty.Certain, verdict.Certainty);
    }

    [Property(MaxTest = 2000)]
    public Property It_agrees_with_counting_every_pair() => Prop.ForAll(AnyQuestion.ToArbitrary(), q =>
    {
        var lags = from x in q.A.EachDay() from y in q.B.EachDay() select y - x;
        var hits = lags.LongCount(lag => q.Min <= lag && lag <= q.Max);

        var verdict = Lag.Within(q.A, q.B, q.Min, q.Max);

        var certainty = hits == 0 ? Certainty.Impossible : hits == lags.LongCount() ? Certainty.Certain : Certainty.Possible;
        Assert.Equal(new Verdict(certainty, hits, lags.LongCount()), verdict);
        Assert.Equal((lags.Min(), lags.Max()), Lag.Between(q.A, q.B));
    });

    [Property(MaxTest = 1000)]
    public Property Moving_both_dates_alike_changes_nothing() => Prop.ForAll(AnyQuestion.Zip(Gen.Choose(-4000, 4000)).ToArbitrary(), made =>
    {
        var (q, by) = made;

        var moved = Lag.Within(q.A.Moved(by), q.B.Moved(by), q.Min, q.Max);

        Assert.Equal(Lag.Within(q.A, q.B, q.Min, q.Max), moved);
    });

    [Property(MaxTest = 1000)]
    public Property Inside_below_and_above_the_bounds_together_are_all_pairs() => Prop.ForAll(AnyQuestion.Where(q => q.Min <= q.Max).ToArbitrary(), q =>
    {
        var inside = Lag.Within(q.A, q.B, q.Min, q.Max);
        var below = Lag.Within(q.A, q.B, int.MinValue, q.Min - 1);
        var above = Lag.Within(q.A, q.B, q.Max + 1, int.MaxValue);

        Assert.Equal(inside.All, inside.Satisfied + below.Satisfied + above.Satisfied);
        Assert.Equal(inside.Certainty == Certainty.Certain, (below.Certainty, above.Certainty) == (Certainty.Impossible, Certainty.Impossible));
    });

    private sealed record Question(UncertainDate A, UncertainDate B, int Min, int Max);

    private static readonly Gen<Question> AnyQuestion =
        from a in Dates.Any
        from b in Dates.Any
        from min in Gen.Choose(-30, 30)
        from width in Gen.Choose(-2, 30)
        select new Question(a, b, min, min + width);
}
