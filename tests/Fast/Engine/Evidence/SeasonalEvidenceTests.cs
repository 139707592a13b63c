using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class SeasonalEvidenceTests
{
    // harvests in June of 1999 and 2000 and none in 2001, incursions in the Augusts after them; 30 to 100 days
    [Fact]
    public void The_paper_is_an_anecdote_however_well_it_agrees()
    {
        var found = Weigh([1999, 2000, 2001], ["1999-06-20", "2000-06-18"], ["1999-08-05", "2000-08-08"]);

        Assert.Equal(2, found.Certain.K);
        Assert.Equal(0.0168, found.Naive.P, 4);
        Assert.Equal(0.444, found.Certain.Matched.P, 3);
        Assert.Equal(1.333, found.Certain.Expected, 3);
        Assert.Equal(0.333, found.Certain.Permuted.P, 3);
        Assert.Equal(0.333, found.Certain.Permuted.PMin, 3);
        Assert.Equal(1.65, found.Certain.Matched.E, 2);
        Assert.Equal(1.80, found.Certain.Permuted.E, 2);
        Assert.Equal(1.65, found.Certain.E, 2);
        Assert.Equal(0.444, found.Certain.P, 3);
        Assert.Equal(Tier.Anecdote, EvidenceLadder.TierOf(found.Ladder, q: 1, hasDiscoveryData: true));
        Assert.Equal(
            "2 matches in 2 seasons; with 3 seasons like these no arrangement can reach p = 0.05, 0.44 is the least. An anecdote: too little to tell a pattern from chance.",
            SaySeasonal.Of(found, Tier.Anecdote));
    }

    [Fact]
    public void With_the_circular_harvest_of_2000_left_out_one_match_is_left()
    {
        var found = Weigh([1999, 2000, 2001], ["1999-06-20"], ["1999-08-05", "2000-08-08"]);

        Assert.Equal(1, found.Certain.K);
        Assert.Equal(0.556, found.Certain.Matched.P, 3);
        Assert.Equal(0.667, found.Certain.Permuted.P, 3);
        Assert.Equal(0.97, found.Certain.E, 2);
        Assert.Equal(Tier.Anecdote, EvidenceLadder.TierOf(found.Ladder, q: 1, hasDiscoveryData: false));
    }

    [Fact]
    public void A_cause_on_the_same_days_every_year_cannot_be_told_from_the_season()
    {
        var found = Weigh([.. Enumerable.Range(1995, 7)], [.. Years(1995, 7, "06-20")], [.. Years(1995, 6, "08-10")]);

        Assert.Equal(6, found.Certain.K);
        Assert.Equal(1, found.Certain.P);
        Assert.True(found.Certain.Matched.CannotTellFromSeason);
        Assert.Equal(Tier.Untestable, EvidenceLadder.TierOf(found.Ladder, 1, false));
        Assert.Contains("on the same days every year timing alone cannot tell it from the season", SaySeasonal.Of(found, Tier.Untestable), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_certain_is_the_headline_and_what_is_possible_stands_beside_it()
    {
        // a harvest some day in June opens 20 July to 18 September for sure, 1 July to 8 October possibly
        var found = Weigh([1999, 2000], ["1999-06-01..1999-06-30"], ["1999-08-01..1999-08-31", "1999-07-10", "1999-10-01..1999-10-20", "2000-12-01"], 30, 100);

        Assert.Equal((1, 3), (found.Certain.K, found.Possible.K));
        Assert.Equal(4, found.Certain.N);
        Assert.Equal((1, 3), (found.Ladder.KCertain, found.Ladder.KPossible));
        Assert.Contains("1 match and 2 merely possible in 1 season", SaySeasonal.Of(found, Tier.Anecdote), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_that_may_lie_in_two_seasons_is_possible_in_the_earlier_and_certain_in_none()
    {
        var found = Weigh([1999, 2000], ["1999-11-01", "2000-11-01"], ["1999-12-20..2000-01-05", "2000-12-25"], 10, 90);

        Assert.Equal((1, 1), (found.Certain.N, found.Certain.K));
        Assert.Equal((2, 2), (found.Possible.N, found.Possible.K));
    }

    [Fact]
    public void Seasons_that_begin_in_spring_keep_a_winter_whole()
    {
        var spring = new SeasonTurn(new AnnualDate(3, 21));
        var found = Weigh([1999, 2000], ["1999-11-20"], ["2000-01-10"], 10, 90, turn: spring);

        Assert.Equal(1999, spring.SeasonOf(new(2000, 1, 10)));
        Assert.Equal(new LocalDate(2001, 1, 10), spring.Move(new(2000, 1, 10), 2000));
        Assert.Equal(1, found.Certain.K);
        Assert.Equal(0.5, found.Certain.Expected);
        Assert.Equal(366 + 365, found.Naive.Span);
    }

    [Fact]
    public void The_29th_of_February_is_the_28th_in_a_common_year() =>
        Assert.Equal(new LocalDate(1999, 2, 28), SeasonTurn.NewYear.Move(new(2000, 2, 29), 1999));

    [Fact]
    public void A_finding_that_one_season_carries_names_it()
    {
        // eight seasons: in one, five responses follow a cause; elsewhere neither comes
        var found = Weigh([.. Enumerable.Range(1990, 8)], ["1993-06-01"], ["1993-08-01", "1993-08-02", "1993-08-03", "1993-08-04", "1993-08-05"]);

        Assert.Equal(0.125, found.Certain.Permuted.P);
        Assert.InRange(found.Certain.Matched.P, 1e-5, 1e-4);   // five as if they were independent
        Assert.Equal(0.125, found.Certain.P);
        Assert.Equal(1, found.Without.Single(w => w.Season == 1993).P);
        Assert.Equal(Tier.Anecdote, EvidenceLadder.TierOf(found.Ladder, 0.01, false));
    }

    [Fact]
    public void A_real_pattern_is_one_and_hangs_on_no_season()
    {
        var causes = new[] { 1990, 1992, 1993, 1995, 1998, 1999 };
        var found = Weigh([.. Enumerable.Range(1990, 12)], [.. causes.Select(y => $"{y}-06-15")], [.. causes.Select(y => $"{y}-08-01")]);

        Assert.Equal((6, 3.0), (found.Certain.K, found.Certain.Expected));
        Assert.Empty(found.HangsOn);
        Assert.Equal(Tier.Pattern, EvidenceLadder.TierOf(found.Ladder, 0.03, false));
        Assert.Equal(Tier.Lead, EvidenceLadder.TierOf(found.Ladder, 0.03, hasDiscoveryData: true));
        Assert.Equal("6 matches in 6 seasons; the season alone would bring 3 (p = 0.016, e = 15.51). A pattern, which no single season carries.", SaySeasonal.Of(found, Tier.Pattern));
    }

    [Fact]
    public void Where_regimes_are_declared_seasons_are_swapped_only_within_them()
    {
        int[] seasons = [1990, 1991, 1992, 1993, 1994, 1995];
        string[] causes = ["1993-06-15", "1994-06-15", "1995-06-15"], responses = ["1993-08-01", "1994-08-01", "1995-08-01"];

        // causes and responses alike belong to the war's second half: within a half nothing can be told
        Assert.Equal(0.05, Weigh(seasons, causes, responses).Certain.Permuted.P, 10);
        Assert.Equal(1, Weigh(seasons, causes, responses, regimes: [0, 0, 0, 1, 1, 1]).Certain.Permuted.P);
    }

    [Fact]
    public void Without_responses_or_causes_nothing_is_found()
    {
        Assert.Equal(Tier.None, EvidenceLadder.TierOf(Weigh([1999, 2000], ["1999-06-20"], []).Ladder, 1, false));
        var found = Weigh([], [], ["1999-08-05"]);
        Assert.Equal((1.0, 0), (found.Certain.P, found.Certain.K));
        Assert.Equal("Nothing that counts meets the rule in 0 seasons.", SaySeasonal.Of(found, Tier.None));
    }

    // whatever comes and goes in whatever order, and however its days are in doubt: as if only what stands had ever come, in one go
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void Any_coming_and_going_ends_as_a_count_from_nothing(int seed)
    {
        var chance = new SplitMix64((ulong)seed);
        int[] seasons = [1999, 2000, 2001, 2004];
        var turn = new SeasonTurn(seed % 2 == 0 ? new AnnualDate(3, 1) : new AnnualDate(1, 1));
        UncertainDate Draw() => new LocalDate(1998, 12, 1).PlusDays(chance.Below(2400)) is var first ? new(first, first.PlusDays(chance.Below(3) == 0 ? chance.Below(70) : 0)) : default;
        var evidence = new SeasonalEvidence(seasons, turn, [], 1);
        List<CauseWindow> windows = [];
        List<UncertainDate> responses = [];
        for (var step = 0; step < 300; step++)
        {
            switch (chance.Below(5))
            {
                case 0 when windows.Count > 0:
                    evidence.TakeBack(Take(windows));
                    break;
                case 1 when responses.Count > 0:
                    evidence.TakeBack(Take(responses));
                    break;
                case 2:
                    windows.Add(CauseWindow.After(Draw(), 5, 5 + chance.Below(60))!.Value);
                    evidence.Add(windows[^1]);
                    break;
                default:
                    responses.Add(Draw());
                    evidence.Add(responses[^1]);
                    break;
            }

            if (step % 50 == 49)
            {
                var found = evidence.Weigh();
                Assert.Equal(Naive(Counting.Certain), found.Certain.Matched);
                Assert.Equal(Naive(Counting.Possible), found.Possible.Matched);
            }
        }

        T Take<T>(List<T> from)
        {
            var one = from[chance.Below(from.Count)];
            from.Remove(one);
            return one;
        }

        SeasonMatched Naive(Counting counting)
        {
            bool Covered(int day) => windows.Any(w => (counting == Counting.Certain ? w.Surely : w.Possibly)?.Holds(day) == true);
            bool Counts(LocalDate from, LocalDate to) => Enumerable.Range(Day.Number(from), Day.Number(to) - Day.Number(from) + 1) is var days
                && (counting == Counting.Certain ? days.All(Covered) : days.Any(Covered));
            var used = responses.Where(r => seasons.Contains(turn.SeasonOf(r.Earliest)) && (counting == Counting.Possible || turn.SeasonOf(r.Earliest) == turn.SeasonOf(r.Latest))).ToList();
            var shares = used.Select(r => (double)seasons.Count(s =>
                Counts(turn.Move(r.Earliest, s), turn.Move(r.Latest, s + turn.SeasonOf(r.Latest) - turn.SeasonOf(r.Earliest)))) / seasons.Length).Order().ToArray();
            var (k, sum) = (used.Count(r => Counts(r.Earliest, r.Latest)), new PoissonBinomial(shares));
            return new(k, sum.Mean, sum.AtLeast(k), sum.MidAtLeast(k), sum.AtLeast(sum.Reachable), EValue.OfTiltedCount(shares, k));
        }
    }

    private static IEnumerable<string> Years(int first, int count, string day) => Enumerable.Range(first, count).Select(y => $"{y}-{day}");

    private static SeasonalFinding Weigh(
        int[] seasons, string[] causes, string[] responses, int least = 30, int most = 100, SeasonTurn? turn = null, int[]? regimes = null)
    {
        var evidence = new SeasonalEvidence(seasons, turn ?? SeasonTurn.NewYear, [], SplitMix64.Seed("a-rule", 1, "S2"), regimes);
        foreach (var cause in causes)
        {
            evidence.Add(CauseWindow.After(Told.Days(cause), least, most)!.Value);
        }

        foreach (var response in responses)
        {
            evidence.Add(Told.Days(response));
        }

        return evidence.Weigh();
    }
}
