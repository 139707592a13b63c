using NodaTime;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Absences, windows of the year and surges: what is in doubt speaks against the rule in the headline and for it beside.</summary>
public sealed class FindingsTests
{
    [Fact]
    public void A_silence_after_two_of_two_seasons_is_mildly_surprising_and_proves_nothing()
    {
        var found = AbsenceFinding.Of([new(1999, true, true), new(2000, true, true), new(2001, false, false)]);

        Assert.Equal(1 / 3.0, found.Certain.PGreater, 10);
        Assert.Equal(1 / 3.0, found.Certain.PMin, 10);
        Assert.Equal(1.8, found.Certain.E, 10);
        Assert.Equal(1 / 6.0, found.PNextEmpty, 10);
        Assert.Equal((3, 3), (found.Ladder.KCertain, found.Ladder.KPossible));
    }

    [Fact]
    public void A_season_that_is_open_is_counted_against_the_rule_and_possibly_for_it()
    {
        List<AbsenceSeason> seasons = [.. Enumerable.Range(1990, 5).Select(y => new AbsenceSeason(y, true, true)), .. Enumerable.Range(1995, 4).Select(y => new AbsenceSeason(y, false, false)), new(1999, false, null)];

        var found = AbsenceFinding.Of(seasons);

        Assert.Equal(FisherAbsence.Of(5, 0, 1, 4), found.Certain);
        Assert.Equal(FisherAbsence.Of(5, 0, 0, 5), found.Possible);
        Assert.Equal((9, 10), (found.Ladder.KCertain, found.Ladder.KPossible));
        Assert.Equal(4 / 84.0, found.Ladder.PWithoutASeason, 10);   // without one of the quiet seasons: 5, 0, 1, 3
    }

    [Fact]
    public void A_window_of_the_year_is_weighed_by_the_days_observed_in_it()
    {
        // three months of twelve, all seasons watched in spring and summer only: half of what was observed
        var found = WindowFinding.Of([new(1999, 3, 4, 4), new(2000, 2, 2, 3), new(2001, 3, 3, 3)], inWindow: 3 * 92, observed: 6 * 92)!;

        Assert.Equal((8, 9, 10), (found.K, found.KPossible, found.N));
        Assert.Equal(0.5, found.P0);
        Assert.Equal(Binomial.AtLeast(8, 10, 0.5), found.P);
        Assert.Equal(Binomial.AtLeast(5, 7, 0.5), found.Ladder.PWithoutASeason);
        Assert.Equal(3, found.Ladder.SeasonsWithMatch);
        Assert.Null(WindowFinding.Of([new(1999, 3, 3, 3)], inWindow: 365, observed: 365));
    }

    [Fact]
    public void A_response_whose_days_leave_it_open_is_baseline_in_the_headline()
    {
        var span = new DaySpan(Number(1999, 1, 1), Number(1999, 12, 31));
        CauseWindow[] windows = [CauseWindow.After(UncertainDate.On(new(1999, 8, 1)), 1, 30)!.Value];
        DaySpan[] responses = [DaySpan.On(new(1999, 8, 10)), new(Number(1999, 8, 30), Number(1999, 9, 3)), DaySpan.On(new(1999, 8, 1))];

        var found = SurgeFinding.Of([span], windows, responses, _ => new([], []), 1);

        Assert.Equal(1, found.Certain.X1);
        Assert.Equal(2, found.Possible.X1);
        Assert.True(found.BatchingNotChecked);
        Assert.Equal(found.Certain.P, found.P);
    }

    [Fact]
    public void Days_just_before_a_trigger_can_be_left_out()
    {
        var span = new DaySpan(Number(1999, 8, 1), Number(1999, 8, 31));
        DaySpan[] windows = [new(Number(1999, 8, 11), Number(1999, 8, 20))];

        var august = MonthStrata.Of([span], windows, [DaySpan.On(new(1999, 8, 9)), DaySpan.On(new(1999, 8, 25))], Counting.Certain, washout: 5)[7];

        Assert.Equal(new Stratum(0, 10, 1, 16), august);
    }

    [Fact]
    public void Reports_that_come_in_batches_are_weighed_by_whole_windows()
    {
        // four triggered and four quiet years; all the excess is one batch in one window
        int[] seasons = [.. Enumerable.Range(1990, 8)];
        CauseWindow[] windows = [.. seasons.Take(4).Select(y => CauseWindow.After(UncertainDate.On(new(y, 8, 1)), 1, 60)!.Value)];
        List<(DaySpan Days, double Amount)> amounts = [.. Enumerable.Repeat((DaySpan.On(new(1991, 8, 20)), 1.0), 12), .. seasons.Select(y => (DaySpan.On(new(y, 8, 15)), 1.0))];
        MatchedWindows Totals(Counting counting) => MatchedWindows.Of(seasons, SeasonTurn.NewYear, windows, amounts, counting);

        var found = SurgeFinding.Of([new(Number(1990, 1, 1), Number(1997, 12, 31))], windows, [.. amounts.Select(a => a.Days)], Totals, 1);

        Assert.Equal([1, 13, 1, 1], Totals(Counting.Certain).Exposed);
        Assert.Equal([1, 1, 1, 1], Totals(Counting.Certain).Control);
        Assert.InRange(found.Certain.P, 0, 0.01);
        Assert.Equal(0.5, found.Batches!.PSum);
        Assert.Equal((0.5, 0.5), (found.P, found.PPossible));
        // by counts alone it would be called at once; four windows of eight can be chosen in 70 ways
        Assert.True(found.Certain.E > 20);
        Assert.Equal(EValue.FromPByRoot(0.5), found.E);
        Assert.Equal(1 / 70.0, found.PMin);
    }

    [Fact]
    public void A_gate_opens_from_its_day_and_closes_before_its_day()
    {
        var gate = CauseWindow.Between(Told.Days("1999-06-10..1999-06-20"), Told.Days("1999-10-01..1999-10-05"))!.Value;

        Assert.Equal(new DaySpan(Number(1999, 6, 20), Number(1999, 9, 30)), gate.Surely);
        Assert.Equal(new DaySpan(Number(1999, 6, 10), Number(1999, 10, 4)), gate.Possibly);
        Assert.Null(CauseWindow.Between(Told.Days("1999-06-10..1999-06-20"), Told.Days("1999-06-15"))!.Value.Surely);
        Assert.Null(CauseWindow.Between(Told.Days("1999-06-10"), Told.Days("1999-06-10")));
    }

    [Fact]
    public void A_dose_is_judged_by_its_changes_too_so_that_a_common_trend_is_no_response()
    {
        double[] rising = [1, 2, 3, 4, 5, 6, 7], wavering = [2, 1, 4, 3, 6, 5, 8];

        var found = DoseResponse.Of(rising, wavering, 1);

        Assert.InRange(found.PScore, 0, 0.05);
        Assert.Equal(1, found.PChange);   // every season the dose rises by the same
        Assert.Equal(1, found.P);
        Assert.Null(DoseResponse.Of([1, 2, 3], [1, 2, 3], 1).PChange);
    }

    [Fact]
    public void Many_seasons_or_windows_are_drawn_and_the_draws_are_the_same_every_time()
    {
        double[] dose = [.. Enumerable.Range(1, 12)], response = [.. dose.Select(d => d * d)];
        var found = DoseResponse.Of(dose, response, 7);
        double[] exposed = [.. Enumerable.Range(0, 12).Select(i => 100.0 + i)], control = [.. Enumerable.Range(0, 12).Select(i => i + 1.0)];

        Assert.Equal(DrawnP.ForRearrangements, found.Orders);
        Assert.Equal(0.0001, found.PScore);
        Assert.Equal((found.AsMany, found.PMin, found.PKendall, found.PChange), DoseResponse.Of(dose, response, 7) is var again ? (again.AsMany, again.PMin, again.PKendall, again.PChange) : default);
        Assert.Equal(0.0001, QuantityPermutation.Of(exposed, control, 7).P);
    }

    private static int Number(int year, int month, int day) => Day.Number(new LocalDate(year, month, day));
}
