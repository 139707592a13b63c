using NodaTime;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Events that gather in the year, in a few days, or at one place.</summary>
public sealed class GatheringTests
{
    [Fact]
    public void A_day_taken_back_leaves_no_trace_on_the_circle()
    {
        LocalDate[] days = [new(1999, 8, 5), new(2000, 8, 8), new(2000, 2, 29)];
        var circle = YearCircle.Of(days);
        circle.Add(new(1997, 1, 17));
        circle.TakeBack(new(1997, 1, 17));

        Assert.Equal(CircularSeason.Of(YearCircle.Of(days.Reverse()).Phases), CircularSeason.Of(circle.Phases));
    }

    [Fact]
    public void Of_nothing_there_is_no_season_and_of_opposite_days_no_mean()
    {
        Assert.Null(CircularSeason.Of([]));
        Assert.Null(CircularSeason.Of([0, Math.PI])!.MeanDay);
    }

    [Fact]
    public void Two_seasons_in_a_year_are_seen_by_one_test_and_not_by_the_other()
    {
        var twice = YearCircle.Of(Enumerable.Range(0, 10).SelectMany(i => new[] { new LocalDate(1990 + i, 4, 1 + i), new LocalDate(1990 + i, 10, 1 + i) })).Phases;

        Assert.InRange(CircularSeason.Of(twice)!.RayleighP!.Value, 0.5, 1);
        Assert.InRange(HermansRasson.Of(twice, new(1), 199)!.P, 0, 0.05);
    }

    [Fact]
    public void Too_many_events_are_left_to_the_quicker_test() => Assert.Null(HermansRasson.Of(new double[501], new(1), 9));

    [Fact]
    public void What_gathers_every_summer_is_no_burst()
    {
        // two events each August for ten years: against days drawn from all the year together they look like bursts, against other years they do not
        var seasons = Enumerable.Range(1990, 10).ToArray();
        var dates = seasons.SelectMany(y => new[] { new LocalDate(y, 8, 10), new LocalDate(y, 8, 11) }).ToArray();
        List<IReadOnlyList<DaySpan>> events = [.. dates.Select(d => seasons.Select(y => DaySpan.On(SeasonTurn.NewYear.Move(d, y))).ToArray())];
        int[] own = [.. dates.Select(d => d.Year - 1990)];

        Assert.Equal(1, ScanBurst.InSeasons(events, own, 3, null, Counting.Certain, new(1), 199).P);
        Assert.InRange(ScanBurst.InSpan([.. dates.Select(Day.Number).Select(d => d - Day.Number(new(1990, 1, 1)))], 3652, 2, new(1), 199).P, 0.005, 1);
    }

    [Fact]
    public void Only_what_lies_near_makes_a_burst_together()
    {
        List<IReadOnlyList<DaySpan>> events = [[new(100, 100), new(465, 465)], [new(101, 101), new(466, 466)], [new(102, 102), new(467, 467)]];

        Assert.Equal(3, ScanBurst.InSeasons(events, [0, 0, 0], 3, null, Counting.Certain, new(1), 9).Most);
        Assert.Equal(2, ScanBurst.InSeasons(events, [0, 0, 0], 3, (i, j) => i + j != 2, Counting.Certain, new(1), 9).Most);
        Assert.Equal(1, ScanBurst.InSeasons(events, [0, 1, 0], 2, null, Counting.Certain, new(1), 9).Most);
        Assert.Equal(0, ScanBurst.InSpan([], 365, 7, new(1), 9).Most);
    }

    [Fact]
    public void Near_pairs_come_and_go_as_a_look_at_all_pairs_finds_them()
    {
        var chance = new SplitMix64(3);
        var near = new NearPairs(40);
        Dictionary<string, GeoPoint> places = [];
        for (var step = 0; step < 300; step++)
        {
            if (places.Count > 0 && chance.Below(3) == 0)
            {
                var gone = places.Keys.Order(StringComparer.Ordinal).ElementAt(chance.Below(places.Count));
                near.TakeBack(gone, places[gone]);
                places.Remove(gone);
            }
            else
            {
                places[$"p{step}"] = new(39 + (2 * chance.Unit()), 69 + (3 * chance.Unit()));
                near.Add($"p{step}", places[$"p{step}"]);
            }
        }

        var all = from a in places from b in places where string.CompareOrdinal(a.Key, b.Key) < 0 && a.Value.KilometresTo(b.Value) <= 40 select (a.Key, b.Key);
        Assert.NotEmpty(near.Pairs);
        Assert.Equal(all.Order(), near.Pairs.Order());
    }

    [Fact]
    public void Opposite_ends_of_the_earth_are_as_exact_as_neighbours()
    {
        Assert.Equal(Math.PI * 6371.0088 * (179.999999 / 180), new GeoPoint(0, 0).KilometresTo(new(0, 179.999999)), 6);
        Assert.Equal(6371.0088 * double.DegreesToRadians(1e-7), new GeoPoint(0, 20).KilometresTo(new(0, 20.0000001)), 9);
    }

    [Fact]
    public void A_route_wants_two_points() => Assert.Throws<ArgumentException>(() => RouteDistance.Of(new(39, 70), [new(39, 71)]));

    [Fact]
    public void Days_in_doubt_are_drawn_and_the_p_values_shown_never_averaged()
    {
        // one response of ten days, half of them covered: p is 0.01 on those days and 1 on the others
        var drawn = DatesDrawn.Of([(new DaySpan(0, 0), "a")], [(new DaySpan(1, 10), "b")], (_, b) => b[0] <= 5 ? 0.01 : 1, new(1), DrawnP.ForReports);

        Assert.InRange(drawn.ShareAtMostFive, 0.42, 0.58);
        Assert.Equal((0.01, 1.0), (drawn.Low, drawn.High));
        Assert.Contains(drawn.Median, new[] { 0.01, 1.0 });
    }

    [Fact]
    public void A_seed_is_of_the_rule_its_version_and_the_purpose()
    {
        // SHA-256 of "a-rule|2|S2" begins with these bytes
        Assert.Equal(0xf035ae467dc5d853UL, SplitMix64.Seed("a-rule", 2, "S2"));
        Assert.NotEqual(SplitMix64.Seed("a-rule", 1, "S2"), SplitMix64.Seed("a-rule", 2, "S2"));
    }
}
