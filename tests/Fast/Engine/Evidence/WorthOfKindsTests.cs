using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What is found is tested as its kind asks, in histories small enough that the numbers are known beforehand.</summary>
public sealed class WorthOfKindsTests
{
    private static readonly Observed Years = new(1996, 2003, "test");
    private static readonly int[] Eight = [.. Enumerable.Range(1996, 8)];
    private static readonly Rule Base = KindsOfRule.All.Single(r => r.Id == "incursions-in-august") with { Season = null, Observed = Years };

    [Fact]
    public void Many_at_once_in_one_season_are_a_burst_and_what_gathers_every_summer_is_none()
    {
        var rule = Base with { Kind = RuleKind.Burst, Burst = new(4, 5, null) };
        var dates = Eight.Select(y => (Year: y, Day: new LocalDate(y, 8, 10))).ToList();

        var once = Worth(rule, [.. Enumerable.Range(0, 6).Select(i => Incursion($"a{i}", new LocalDate(1999, 8, 10 + (i % 3))))]);
        var always = Worth(rule, [.. dates.SelectMany(d => Enumerable.Range(0, 4).Select(i => Incursion($"a{d.Year}-{i}", d.Day.PlusDays(i))))]);

        // all six in one season of eight: 8 of 8^6 arrangements, 1 of 32768
        Assert.Equal((1 / 1000.0, 1 / 1000.0), (once.P!.Value, once.PMin!.Value));
        Assert.Equal(6, Shown(once, "most-together").Value);
        Assert.Equal(1, always.P);
        Assert.Equal(Tier.NotDistinguishable, always.Tier);
    }

    [Fact]
    public void Of_days_in_doubt_a_burst_counts_surely_only_those_that_lie_in_it_whatever_they_are()
    {
        var rule = Base with { Kind = RuleKind.Burst, Burst = new(2, 5, null) };

        var worth = Worth(rule, Incursion("a", new(1999, 8, 10)), Incursion("b", new(1999, 8, 12)), Told.Of("c", Kind.Incursion, "1999-08-12..1999-08-20", "sokh"));

        Assert.Equal(2, Shown(worth, "most-together").Value);
        Assert.Equal(3, MostTogether(Counting.Possible, new(10, 10), new(12, 12), new(12, 20)));
        Assert.Equal(2, MostTogether(Counting.Certain, new(10, 10), new(12, 12), new(12, 20)));
        Assert.Equal(1, MostTogether(Counting.Possible, new(10, 12), new(17, 19)));
        Assert.Equal(2, MostTogether(Counting.Possible, new(10, 12), new(16, 19)));
    }

    [Fact]
    public void Pairs_near_in_both_are_held_against_days_shuffled_over_places()
    {
        var rule = Base with { Kind = RuleKind.Near, Response = new(Kind.HostageTaking), Near = new(3, 10, null) };
        // in each season one pair at one place, and the places far apart
        Fact[] facts = [.. Eight.SelectMany((y, n) => new[] { At("i", Kind.Incursion, y, n, 0), At("t", Kind.HostageTaking, y, n, 2) })];

        var worth = Worth(rule, facts);

        Assert.Equal((8, 8 * 8 / 64.0), (worth.K, worth.Expected!.Value));
        Assert.InRange(worth.P!.Value, 0.001, 0.002);
        Assert.Equal(8, Shown(worth, "pairs").Value, 1e-9);
        Assert.Equal(1, Worth(rule with { Near = new(3, 0.001, null) }, facts.Take(2).Append(At("i", Kind.Incursion, 2000, 5, 0)).ToArray()).P);
    }

    [Fact]
    public void How_many_takings_came_to_a_release_and_when_is_told_with_limits_and_without_a_p()
    {
        var rule = Base with { Kind = RuleKind.Chain, Cause = new(Kind.HostageTaking), Steps = [new("release", new(Kind.Release), Relations.ReleaseOf, 90)] };
        Fact[] Taking(int n, int? released) =>
        [
            Told.Of($"t{n}", Kind.HostageTaking, $"{1996 + n}-08-01", "sokh"),
            .. released is { } days ? [Told.Of($"r{n}", Kind.Release, $"{new LocalDate(1996 + n, 8, 1).PlusDays(days):uuuu-MM-dd}", "sokh", links: [(Relations.ReleaseOf, $"t{n}")])] : Array.Empty<Fact>(),
        ];

        var worth = Worth(rule, [.. Taking(0, 4), .. Taking(1, 10), .. Taking(2, 63), .. Taking(3, null)]);
        var two = Worth(rule, [.. Taking(0, 4), .. Taking(1, null)]);

        Assert.Null(worth.P);
        var (low, high) = Binomial.ClopperPearson(3, 4);
        Assert.Equal((0.75, low, high), Shown(worth, "completed") is var c ? (c.Value, c.Low!.Value, c.High!.Value) : default);
        Assert.Equal((36.5, 36.5, "days"), Shown(worth, "median-lag") is var m ? (m.Value, m.High, m.Unit) : default);
        Assert.Null(two.Shown);   // of two cases a share says more than is known
        Assert.DoesNotContain('%', worth.Says + JsonSerializer.Serialize(worth, TimelineJson.Options));
    }

    [Fact]
    public void A_case_that_is_open_is_watched_up_to_the_day_and_a_new_day_says_more_of_it()
    {
        var rule = Base with { Kind = RuleKind.Chain, Cause = new(Kind.HostageTaking), Steps = [new("release", new(Kind.Release), Relations.ReleaseOf, 90)] };
        Fact[] facts =
        [
            .. Enumerable.Range(1, 3).Select(n => Told.Of($"t{n}", Kind.HostageTaking, $"2003-08-0{n}", "sokh")),
            Told.Of("r", Kind.Release, "2003-08-11", "sokh", links: [(Relations.ReleaseOf, "t1")]),
        ];
        var engine = EngineOf("2003-08-20", rule, facts);
        var open = engine.EvidenceOf(rule.Id, "fergana");

        engine.Reach(new(2003, 12, 1));
        var changes = engine.Settle();

        Assert.Null(open.Shown);
        Assert.Contains((rule.Id, "fergana"), changes.Evidence);
        Assert.Equal(1 / 3.0, Shown(engine.EvidenceOf(rule.Id, "fergana"), "completed").Value);
        Assert.Equal(EngineOf("2003-12-01", rule, facts).Digest(), engine.Digest());
    }

    [Fact]
    public void A_chain_without_links_is_worth_what_its_weakest_step_is()
    {
        var follows = Base with { Kind = RuleKind.Follows, Cause = new(Kind.HostageTaking), Response = new(Kind.Ransom), MinLagDays = 0, MaxLagDays = 20 };
        var chain = Base with { Kind = RuleKind.Chain, Cause = new(Kind.HostageTaking), Steps = [new("ransom", new(Kind.Ransom), null, 20), new("release", new(Kind.Release), null, 5)] };
        // the ransom goes with the taking, whatever the day; the release comes on one day every year
        Fact[] facts =
        [
            .. Eight.SelectMany((y, n) => new[]
            {
                Told.Of($"t{y}", Kind.HostageTaking, $"{new LocalDate(y, 5, 1).PlusDays(21 * n):uuuu-MM-dd}", "sokh"),
                Told.Of($"m{y}", Kind.Ransom, $"{new LocalDate(y, 5, 6).PlusDays(21 * n):uuuu-MM-dd}", "sokh"),
                Told.Of($"r{y}", Kind.Release, $"{y}-09-02", "sokh"),
            }),
        ];

        var (one, both) = (Worth(follows, facts), Worth(chain, facts));

        Assert.InRange(one.P!.Value, 0, 0.001);
        Assert.Equal(Worth(follows with { Response = new(Kind.Release), MaxLagDays = 5 }, facts).P, both.P);
        Assert.Contains("The weakest of 2 steps, release", both.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_after_a_trigger_are_held_against_the_same_days_of_quiet_seasons()
    {
        var rule = Base with { Kind = RuleKind.Surge, Response = new(Kind.Seizure), MinLagDays = 1, MaxLagDays = 30, Surge = new(2, "kg") };
        Fact[] facts =
        [
            .. Eight.Select(y => Told.Of($"s{y}", Kind.Seizure, $"{y}-08-15", "sokh", new SeizureDetails("heroin", new(Best: y < 2000 ? 100 + y : y - 1990, Unit: "kg")))),
            .. Eight.Select(y => y < 2000 ? Incursion($"i{y}", new LocalDate(y, 8, 1)) : Told.Of($"n{y}", Kind.Incursion, $"{y}-01-01..{y}-12-31", "batken-region", polarity: Polarity.DidNotOccur)),
        ];

        var worth = Worth(rule, facts);

        Assert.Equal((1 / 70.0, 1 / 70.0), (worth.P!.Value, worth.PMin!.Value));   // four of eight seasons: one choice of 70
        Assert.Equal(1, Shown(worth, "superiority").Value);
        Assert.InRange(Shown(worth, "multiplier").Value, 100, 300);
    }

    [Fact]
    public void What_ended_in_another_season_year_than_it_began_is_tested_in_that_of_its_end()
    {
        var rule = Base with { Kind = RuleKind.SeasonWindow, Cause = new(Kind.HostageTaking, Edge: ComparedDay.End), Season = new(new(1, 1), new(3, 1)) };

        var worth = Worth(rule, [.. Eight.Skip(1).Select(y => Told.Of($"t{y}", Kind.HostageTaking, $"{y - 1}-12-01", "sokh", ends: $"{y}-01-20"))]);

        Assert.Equal((7, 7), (worth.K, worth.SeasonsHeld));
        Assert.Equal("7 of 7 lie in the declared days.", Shown(worth, "in-window").Says);
    }

    [Fact]
    public void A_season_of_which_the_expected_days_are_not_over_is_used_by_no_test()
    {
        var rule = Base with { Kind = RuleKind.Absence, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), MinLagDays = 20, MaxLagDays = 380 };
        Fact[] facts = [Told.Of("h", Kind.Harvest, "1999-06-15", "afghanistan"), Told.Of("none", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", polarity: Polarity.DidNotOccur)];
        SeasonObserved Season(string day) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, Told.Date(day)).ObservationsOf(rule.Id, "fergana").Single(s => s.SeasonYear == 1999);

        // 380 days after 15 June 1999 it is 29 June 2000, and 30 more are left for reports
        Assert.Equal("not over, or reports of it may still come in", Season("1999-12-31").WhyNotUsed);
        Assert.False(Season("2000-07-29").IsUsed);
        Assert.True(Season("2000-07-30").IsUsed);
    }

    [Fact]
    public void A_silence_of_which_only_some_days_are_spoken_of_is_no_certain_season()
    {
        var rule = Base with { Kind = RuleKind.Absence, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), MinLagDays = 20, MaxLagDays = 50 };
        Fact[] Year(int year, string from, string to) =>
            [Told.Of($"h{year}", Kind.Harvest, $"{year}-06-15", "afghanistan"), Told.Of($"n{year}", Kind.Incursion, $"{year}-{from}..{year}-{to}", "batken-region", polarity: Polarity.DidNotOccur)];

        Fact[] facts = [.. Year(1997, "07-01", "08-31"), .. Year(1998, "07-01", "08-31"), .. Year(1999, "07-01", "08-31"), .. Year(2000, "07-10", "07-12")];
        var worth = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, Told.Date("2004-06-01")).EvidenceOf(rule.Id, "fergana");

        Assert.Equal((4, 4), (worth.SeasonsJudged, worth.SeasonsHeld));
        Assert.Equal((3, 4), (worth.K, worth.KPossible));
        Assert.Contains("3 of 4 seasons agree for certain and 1 more perhaps", worth.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dose_that_sources_leave_open_is_read_both_ways_and_the_greater_p_decides()
    {
        var rule = Base with { Kind = RuleKind.DoseResponse, Cause = new(Kind.Harvest), Response = new(Kind.Seizure), Dose = new("t", "kg") };
        Evidence Of(decimal low, decimal high) => Worth(rule,
        [
            .. Eight.Select((y, n) => Told.Of($"h{y}", Kind.Harvest, $"{y}-06-15", "afghanistan", new HarvestDetails("opium", n < 7 ? new(Best: 100 * (n + 1), Unit: "t") : new(Low: low, High: high, Unit: "t")))),
            .. Eight.Select((y, n) => Told.Of($"s{y}", Kind.Seizure, $"{y}-08-15", "sokh", new SeizureDetails("heroin", new(Best: 10 * (n + 1) + (n % 3 * 4), Unit: "kg")))),
        ]);

        var (least, most, open) = (Of(50, 50), Of(900, 900), Of(50, 900));

        Assert.True(most.P < least.P);
        Assert.Equal((least.P, most.P), (open.P, open.PPossible));
        Assert.Equal(most.P, most.PPossible);
        Assert.Contains("read otherwise, where days or amounts are open", open.Says, StringComparison.Ordinal);
        Assert.Contains("by their changes from season to season", open.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_the_year_is_described_by_its_middle_and_its_spread()
    {
        var worth = Worth(Base with { Kind = RuleKind.SeasonWindow, Season = new(new(8, 1), new(9, 1)) }, [.. Eight.Select((y, n) => Incursion($"i{y}", new LocalDate(y, 8, 6 + (n % 3))))]);

        Assert.Equal((1, "share"), Shown(worth, "in-window") is var share ? (share.Value, share.Unit) : default);
        Assert.Contains("7 August", Shown(worth, "mean-day").Says, StringComparison.Ordinal);
        Assert.InRange(Shown(worth, "spread").Value, 0.5, 1.2);
    }

    [Fact]
    public void The_naive_number_stands_beside_the_others_under_a_name_of_its_own()
    {
        var worth = PaperHistory.Engine(PaperHistory.Facts).EvidenceOf("incursion-after-harvest", "fergana");

        Assert.InRange(Shown(worth, ShownNumber.Naive).Value, 0.0001, worth.P!.Value);
        Assert.Equal(JsonSerializer.Serialize(worth, TimelineJson.Options), JsonSerializer.Serialize(JsonSerializer.Deserialize<Evidence>(JsonSerializer.Serialize(worth, TimelineJson.Options), TimelineJson.Options), TimelineJson.Options));
        Assert.DoesNotContain("shown", JsonSerializer.Serialize(worth with { Shown = null }, TimelineJson.Options), StringComparison.Ordinal);
    }

    private static int MostTogether(Counting counting, params DaySpan[] days) =>
        ScanBurst.InSeasons([.. days.Select(d => new[] { d })], [.. days.Select(_ => 0)], 5, null, counting, new(1), 9).Most;

    private static ShownNumber Shown(Evidence evidence, string name) => Assert.Single(evidence.Shown ?? [], s => s.Name == name);

    private static Fact Incursion(string id, LocalDate day) => Told.Of(id, Kind.Incursion, $"{day:uuuu-MM-dd}", "sokh", precision: PlacePrecision.Enclave);

    private static Fact At(string id, Kind kind, int year, int place, int days) => Told.Of(
        $"{id}{year}", kind, $"{new LocalDate(year, 8, 1 + place).PlusDays(days):uuuu-MM-dd}", "sokh", point: new GeoPoint(39.9 + (place * 0.01), 70.6 + (place * 0.2)), precision: PlacePrecision.Point);

    private static Evidence Worth(Rule rule, params Fact[] facts) => EngineOf("2004-06-01", rule, facts).EvidenceOf(rule.Id, "fergana");

    private static TimelineEngine EngineOf(string day, Rule rule, params Fact[] facts) =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], [.. facts, .. Eight.Select(y => NoneOf(rule, y)).OfType<Fact>()], Told.Date(day));

    // somebody says of every season whether it came, so that all of them can be used
    private static Fact? NoneOf(Rule rule, int year) => (rule.Response ?? rule.Cause) is { Kind: Kind.Incursion } ? Told.Of($"none-{year}", Kind.Incursion, $"{year}-01-01..{year}-12-31", "batken-region", polarity: Polarity.DidNotOccur) : null;
}
