using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What a rule is worth in full: who wants to check it finds every number that the headline was made from.</summary>
public sealed class ExplainedTests
{
    private static readonly Instant Before = Instant.FromUtc(1989, 12, 1, 0, 0);
    private static readonly int[] Ten = [.. Enumerable.Range(1990, 10)];

    private static readonly Rule Follows = PaperHistory.AfterHarvest with
    {
        MinLagDays = 30, MaxLagDays = 60, Count = CountWhat.Whole, Observed = new(1990, 1999, "test"), Published = Before,
    };

    // the harvest on another day every year, and what follows it but in two seasons
    private static readonly Fact[] History =
    [
        .. Ten.SelectMany(y => new[]
        {
            Of($"h{y}", Kind.Harvest, HarvestOf(y), "afghanistan"),
            Of($"i{y}", Kind.Incursion, y switch { 1993 => new(1993, 12, 10), 1997 => HarvestOf(1997).PlusDays(72), _ => HarvestOf(y).PlusDays(45) }),
        }),
    ];

    [Fact]
    public void The_headline_is_the_greater_p_and_the_lesser_e_of_the_tests_that_decide_and_each_can_be_made_again()
    {
        var full = Explain(Follows, History);
        var (worth, tests) = (full.Evidence, full.Tests.ToDictionary(t => t.Test));

        Assert.Equal(["S0", "S1", "S2"], full.Tests.Select(t => t.Test));
        Assert.Equal([false, true, true], full.Tests.Select(t => t.Decides));
        Assert.Equal(worth.P, Math.Max(tests["S1"].P, tests["S2"].P));
        Assert.Equal(worth.PMin, Math.Max(tests["S1"].PMin!.Value, tests["S2"].PMin!.Value));
        Assert.Equal(worth.E, Math.Min(tests["S1"].E!.Value, tests["S2"].E!.Value));
        Assert.Equal(worth.PPossible, Math.Max(tests["S1"].PPossible!.Value, tests["S2"].PPossible!.Value));
        Assert.Equal(worth.Shown!.Single(s => s.Name == ShownNumber.Naive).Value, tests["S0"].P);
        Assert.Equal((8, 8, 8), (worth.K, full.Matches.Count, full.MatchesInAll));
        Assert.All(full.Matches, m => Assert.Equal((Certainty.Certain, true, new LagDays(45, 45)), (m.Verdict, m.Counted, m.Lag)));

        // ten seasons have more arrangements than can be tried
        Assert.Equal((DrawnP.ForRearrangements, $"{Follows.Id}|1|S2"), (tests["S2"].Draws, tests["S2"].SeedOf));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tests["S2"].SeedOf!))[..8]), tests["S2"].Seed);
        Assert.Null(tests["S1"].Seed);
        Assert.Equal(JsonSerializer.Serialize(full, TimelineJson.Options), JsonSerializer.Serialize(Explain(Follows, [.. History.Reverse()]), TimelineJson.Options));
    }

    [Fact]
    public void Eight_seasons_are_tried_one_arrangement_after_the_other_and_nothing_is_drawn()
    {
        var s2 = Explain(Follows with { Observed = new(1990, 1997, "test") }, History).Tests.Single(t => t.Test == "S2");

        Assert.Equal((40320, null, null), (s2.Draws, s2.Seed, s2.SeedOf));
    }

    [Fact]
    public void Each_season_is_used_or_left_out_with_the_reason_and_p_is_told_without_each()
    {
        var full = Explain(Follows with { Observed = new(1990, 1998, "nobody watched later") }, History);

        Assert.Equal(Ten[..9], full.SeasonsUsed);
        Assert.Equal([(1999, "outside the seasons the rule can be observed in: nobody watched later")], full.SeasonsLeftOut.Select(s => (s.SeasonYear, s.Why)));
        Assert.Equal(full.SeasonsUsed, full.Without.Select(w => w.SeasonYear));
        Assert.Equal(full.Without.Max(w => w.P), full.WorstWithout!.P);
        // as if it had never been observed
        var without = Explain(Follows with { Observed = new(1990, 1997, "test") }, History).Evidence.P!.Value;
        Assert.Equal(without, full.Without.Single(w => w.SeasonYear == 1998).P, 12);
    }

    [Fact]
    public void What_missed_by_least_is_named_with_the_days_it_missed_by()
    {
        var full = Explain(Follows, History);

        Assert.Equal(("i1997", 12, new LagDays(72, 72), 1997), full.ResponseAlone is { } r ? (r.Response, r.MissedBy!.Value, r.Lag, r.SeasonYear) : default);
        Assert.Equal(["h1997"], full.ResponseAlone!.Causes);
        Assert.Equal(("h1997", "i1997", 12), full.CauseAlone is { } c ? (Assert.Single(c.Causes), c.Response, c.MissedBy!.Value) : default);
        Assert.Contains("missed its days by 12 days, 72 days from cause to response", full.CauseAlone!.Says, StringComparison.Ordinal);

        var before = Of("i1997", Kind.Incursion, $"{HarvestOf(1997).PlusDays(-9):uuuu-MM-dd}..{HarvestOf(1997).PlusDays(-4):uuuu-MM-dd}");
        Assert.Contains(", 4 to 9 days before the cause", Explain(Follows, [.. History.Where(f => f.Event.IncidentId != "i1997"), before]).ResponseAlone!.Says, StringComparison.Ordinal);

        // days in doubt are taken as the favourable ones: what may be a match is no miss, and of what is none the nearest day counts
        var (may, not) = (Of("x", Kind.Incursion, "1997-01-01..1997-12-31"), Of("i1997", Kind.Incursion, $"{HarvestOf(1997).PlusDays(63):uuuu-MM-dd}..{HarvestOf(1997).PlusDays(80):uuuu-MM-dd}"));
        Assert.Equal(3, Explain(Follows, [.. History.Where(f => f.Event.IncidentId != "i1997"), not]).ResponseAlone!.MissedBy);
        Assert.Equal(["h1993"], Explain(Follows, [.. History, may]).CauseAlone!.Causes);
    }

    [Fact]
    public void Where_each_has_its_other_nothing_missed_and_a_cause_with_nothing_near_says_so()
    {
        var all = Explain(Follows with { Observed = new(1990, 1992, "test") }, History);
        var none = Explain(Follows, [Of("h", Kind.Harvest, HarvestOf(1990), "afghanistan"), Told.Of("n", Kind.Incursion, "1990-01-01..1990-12-31", "batken-region", polarity: Polarity.DidNotOccur)]);

        Assert.Equal((null, null), (all.CauseAlone, all.ResponseAlone));
        Assert.Equal("h", Assert.Single(none.CauseAlone!.Causes));
        Assert.Equal((null, null, null), (none.CauseAlone.Response, none.CauseAlone.MissedBy, none.CauseAlone.Lag));
        Assert.Null(none.ResponseAlone);
    }

    [Fact]
    public void Of_declared_days_a_response_misses_and_no_cause_does()
    {
        var rule = KindsOfRule.All.Single(r => r.Id == "incursions-in-august") with { Observed = new(1990, 1992, "test") };
        var full = Explain(rule, [Of("a", Kind.Incursion, new LocalDate(1990, 9, 24)), Of("b", Kind.Incursion, new LocalDate(1991, 7, 26)), Of("c", Kind.Incursion, new LocalDate(1992, 8, 1))]);

        Assert.Equal(("b", 6), (full.ResponseAlone!.Response, full.ResponseAlone.MissedBy!.Value));
        Assert.Equal((0, null), (full.ResponseAlone.Causes.Count, full.CauseAlone));
        Assert.Equal("binomial", Assert.Single(full.Tests).Test);
    }

    [Fact]
    public void What_was_revised_is_counted_once_an_incident_and_since_the_rule_apart()
    {
        var corrected = History.First(f => f.Event.IncidentId == "i1990").Corrected(a => a with { Title = "told better" });
        var early = corrected with { Recorded = Before.Minus(Duration.FromDays(1)) };
        Fact[] more = [corrected, History.First(f => f.Event.IncidentId == "h1991").Retracted(), History.First(f => f.Event.IncidentId == "h1991").Corrected(a => a, version: 3)];

        Assert.Equal((0, 0, 20), Revised(History));
        Assert.Equal((2, 2, 20), Revised([.. History, .. more]));
        Assert.Equal((2, 2, 20), Revised([.. more.Reverse(), .. History, .. more]));   // whatever the order, however often
        Assert.Equal((1, 0, 20), Revised([.. History, early]));
        Assert.Equal((1, 1, 20), Revised([.. History, Of("twin", Kind.Incursion, HarvestOf(1990).PlusDays(45)), Told.Merged("twin", "i1990", 2)]));

        (int, int, int) Revised(IEnumerable<Fact> facts) => Explain(Follows, [.. facts]).Revised is var r ? (r.Incidents, r.SincePublished, r.Of) : default;
    }

    [Fact]
    public void Between_its_looks_a_rule_is_provisional_and_raises_no_alert()
    {
        var (called, looked) = (Explain(Follows, History).Look, Explain(Follows, History.Take(8), "1994-03-01").Look);
        var drawn = Explain(Follows with { Published = Instant.FromUtc(2003, 1, 1, 0, 0) }, History).Look;

        Assert.Equal((10, 1999, true, false), (called.Number, called.SeasonYear, called.Called, called.Provisional));
        Assert.Equal(DeclaredLook.Level(0.05, 10), called.Level);
        Assert.Equal(Explain(Follows, History).Evidence.P, called.P);
        Assert.Equal((4, 1993, false, true), (looked.Number, looked.SeasonYear, looked.Called, looked.Provisional));
        Assert.StartsWith("Provisional, no alert: at look 4", looked.Says, StringComparison.Ordinal);
        Assert.Equal((0, null, null, null, true), (drawn.Number, drawn.SeasonYear, drawn.Level, drawn.P, drawn.Provisional));
    }

    [Fact]
    public void The_next_look_is_on_the_day_on_which_its_season_can_be_used()
    {
        var next = Explain(Follows, History, "1999-10-15").Look.Next!.Value;

        Assert.Equal((9, 9, 10), (LookOn(next.PlusDays(-1)), Explain(Follows, History, "1999-10-15").Look.Number, LookOn(next)));
        Assert.Null(Explain(Follows, History).Look.Next);

        int LookOn(LocalDate day) => Explain(Follows, History, $"{day:uuuu-MM-dd}").Look.Number;
    }

    [Fact]
    public void Among_other_rules_both_adjustments_stand_and_the_one_for_shared_events_is_the_greater()
    {
        Rule[] rules = [Follows, Follows with { Id = "sooner", MinLagDays = 0, MaxLagDays = 20 }, Follows with { Id = "later", MinLagDays = 70, MaxLagDays = 100 }];
        var engine = Engine(rules, History, "2004-06-01");
        var all = rules.Select(r => engine.Explain(r.Id, "fergana")).ToList();

        Assert.Equal(FalseDiscovery.BenjaminiHochberg([.. all.Select(a => a.Evidence.P!.Value)]), all.Select(a => a.QBh!.Value));
        Assert.Equal(FalseDiscovery.BenjaminiYekutieli([.. all.Select(a => a.Evidence.P!.Value)]), all.Select(a => a.Evidence.Q!.Value));
        Assert.All(all, a => Assert.True(a.RulesTested == 3 && a.Evidence.Q >= a.QBh));
    }

    [Fact]
    public void How_many_responses_had_a_cause_and_how_many_causes_a_response_is_shown_from_three_on()
    {
        var shown = Explain(Follows, [.. History, Of("extra", Kind.Incursion, HarvestOf(1994).PlusDays(46)), Of("may", Kind.Incursion, $"{HarvestOf(1993).PlusDays(40):uuuu-MM-dd}..{HarvestOf(1993).PlusDays(70):uuuu-MM-dd}")]).Evidence.Shown!;
        var few = Explain(Follows with { Observed = new(1990, 1991, "test") }, History).Evidence.Shown!;

        Assert.Equal((9 / 12.0, "9 of 12 came for certain in the days that a cause opens."), shown.Single(s => s.Name == "precursor-rate") is var p ? (p.Value, p.Says) : default);
        Assert.Equal((8 / 10.0, "8 of 10 causes were surely followed by one, 1 more perhaps."), shown.Single(s => s.Name == "trigger-rate") is var t ? (t.Value, t.Says) : default);
        Assert.Equal(Binomial.ClopperPearson(8, 10), shown.Single(s => s.Name == "trigger-rate") is var l ? (l.Low!.Value, l.High!.Value) : default);
        Assert.Equal([ShownNumber.Naive], few.Select(s => s.Name));
    }

    [Fact]
    public void Of_a_table_the_difference_and_the_chance_of_silence_are_shown()
    {
        var rule = KindsOfRule.All.Single(r => r.Id == "no-incursion-after-harvest") with
        {
            Cause = new(Kind.Harvest, Polarity: Polarity.DidNotOccur), MinLagDays = null, MaxLagDays = null, Season = new(new(7, 1), new(10, 1)), Observed = new(1990, 1999, "test"),
        };
        // with a harvest in six seasons it came in five; without in one of four
        var full = Explain(rule,
        [
            .. Ten.SelectMany((y, n) => new[]
            {
                Told.Of($"h{y}", Kind.Harvest, n < 6 ? $"{y}-06-01" : $"{y}-01-01..{y}-12-31", "afghanistan", polarity: n < 6 ? Polarity.Occurred : Polarity.DidNotOccur),
                n is < 5 or 9 ? Of($"i{y}", Kind.Incursion, $"{y}-08-10")
                    : Told.Of($"i{y}", Kind.Incursion, $"{y}-01-01..{y}-12-31", "batken-region", polarity: Polarity.DidNotOccur),
            }),
        ]);
        var shown = (full.Evidence.Shown ?? []).ToDictionary(s => s.Name);

        Assert.Equal((5 / 6.0) - (1 / 4.0), shown["risk-difference"].Value, 12);
        Assert.Equal(1.5 / 7, shown["next-empty"].Value, 12);   // after Jeffreys (1 + 1/2) of (6 + 1)
        Assert.Equal(Predictive.AllEmpty(5, 6, 3), shown["next-three-empty"].Value, 12);
        Assert.Equal("fisher", Assert.Single(full.Tests).Test);
        Assert.Equal(full.Evidence.P, full.Tests[0].P);
    }

    [Fact]
    public void Seasons_of_different_regimes_are_not_swapped()
    {
        // a war that grows: harvests and incursions come early in the first five seasons and late in the others
        Fact[] facts = [.. Ten.SelectMany((y, n) => new LocalDate(y, n < 5 ? 4 : 8, 1).PlusDays(7 * (n * 3 % 5)) is var harvest
            ? new[] { Of($"h{y}", Kind.Harvest, harvest, "afghanistan"), Of($"i{y}", Kind.Incursion, harvest.PlusDays(n is 1 or 7 ? 62 : 31)) } : [])];
        var rule = Follows with { MinLagDays = 30, MaxLagDays = 40, Observed = new(1990, 1997, "test") };
        var (alike, apart) = (S2(rule), S2(rule with { Regimes = [new(1995, "the war spread")] }));
        var everyYear = S2(rule with { Regimes = [.. Enumerable.Range(1990, 10).Select(y => new Regime(y, "each its own"))] });

        Assert.Equal((40320, 120 * 6), (alike.Draws, apart.Draws));   // 8! against 5! of the first and 3! of the others
        Assert.True(apart.P > alike.P);
        Assert.Equal((1, 1.0, 1.0), (everyYear.Draws, everyYear.P, everyYear.PMin));
        Assert.Contains("1995 (the war spread)", apart.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("regime", alike.Says, StringComparison.Ordinal);
        Assert.DoesNotContain("regimes", JsonSerializer.Serialize(rule, TimelineJson.Options), StringComparison.Ordinal);

        TestMade S2(Rule of) => Explain(of, facts).Tests.Single(t => t.Test == "S2");
    }

    [Fact]
    public void In_one_month_the_limits_of_a_surge_are_those_of_Clopper_and_Pearson()
    {
        foreach (var (x1, t1, x0, t0) in new[] { (7, 60, 5, 300), (0, 30, 4, 90), (6, 20, 0, 200), (12, 90, 40, 275), (1, 5, 1, 5) })
        {
            var (own, of) = (StratifiedRateRatio.Of([new(x1, t1, x0, t0)]).Limits, RateRatio.Of(x1, t1, x0, t0).Limits);

            Assert.Equal(of.Low, own.Low, of.Low * 1e-9);
            Assert.Equal(of.High ?? 0, own.High ?? 0, (of.High ?? 0) * 1e-9);
            Assert.Equal(of.High is null, own.High is null);
        }

        // the same rates in two months narrow them, and hold the ratio
        var (one, two) = (StratifiedRateRatio.Of([new(7, 60, 5, 300)]), StratifiedRateRatio.Of([new(7, 60, 5, 300), new(7, 60, 5, 300)]));
        Assert.True(one.Limits.Low < two.Limits.Low && two.Limits.Low < two.Ratio && two.Ratio < two.Limits.High && two.Limits.High < one.Limits.High);
    }

    [Fact]
    public void While_its_window_runs_a_surge_is_held_against_the_same_days_of_seasons_that_are_over()
    {
        var rule = KindsOfRule.All.Single(r => r.Id == "takings-surge") with { Observed = new(1996, 2003, "test"), Published = Before };
        // of the seven seasons before, 1999 had a trigger of its own
        Fact[] facts =
        [
            Of("t", Kind.Incursion, new LocalDate(2003, 7, 1)), Of("other", Kind.Incursion, new LocalDate(1999, 7, 3)),
            Taking("a", "2003-07-05"), Taking("b", "2003-07-20"), Taking("c", "2003-07-30"), Taking("later", "2003-08-20"), Taking("open", "2003-07-28..2003-08-05"),
            .. new[] { 1996, 1997, 1998, 2000, 2001, 2002 }.Select(y => NoneIn(y, Kind.Incursion)), NoneIn(1996, Kind.HostageTaking), NoneIn(2002, Kind.HostageTaking),
            Taking("d", "1997-07-10"), Taking("e", "1998-07-04"), Taking("f", "1998-07-28..1998-08-20"), Taking("g", "2001-07-11"), Taking("apart", "2000-08-20"), Taking("triggered", "1999-07-09"),
        ];
        var day = "2003-07-31";
        var present = Explain(rule, facts, day).Present.ToDictionary(n => n.Name);

        // 31 days now with three that surely lie in them; in the same days of six seasons four that may
        Assert.Equal(Predictive.Of(4, 31 * 6, 3, 31)!.AtLeast, present["surge-now"].Value, 12);
        Assert.Equal(EValue.OfSurge(4, 31 * 6, 3, 31), present["surge-now-e"].Value, 12);
        Assert.Contains("6 seasons that are over had 4", present["surge-now"].Says, StringComparison.Ordinal);
        Assert.Contains("3 responses came in 31 days", present["surge-now"].Says, StringComparison.Ordinal);
        Assert.Contains("no alert", present["surge-now"].Says, StringComparison.Ordinal);
        Assert.Empty(Explain(rule, facts, "2003-10-01").Present);   // its window is over
        Assert.Empty(Explain(rule, facts, "2003-06-30").Present);   // it has not begun
        Assert.Empty(Explain(rule, [.. facts.Where(f => f.Event.IncidentId != "t"), Of("t", Kind.Incursion, "2003-03-01..2003-07-01")], day).Present);   // it may be over
        Assert.Empty(Explain(Follows, History, "1999-09-01").Present);

        // what is seen of the present changes no evidence
        Assert.DoesNotContain(Explain(rule, facts, day).Evidence.Shown ?? [], s => s.Name.StartsWith("surge-now", StringComparison.Ordinal));
    }

    [Property(MaxTest = 15, Arbitrary = [typeof(Histories)])]
    public void Whatever_the_kind_of_rule_and_the_history_the_tests_that_decide_make_the_headline(Lived lived)
    {
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], KindsOfRule.All, lived.Facts, new LocalDate(2006, 6, 1));
        var all = KindsOfRule.All.Select(r => engine.Explain(r.Id, "fergana")).ToList();

        Assert.All(all.Where(e => e.Evidence.P is not null), e =>
        {
            Assert.Equal(e.Evidence.P!.Value, e.Tests.Where(t => t.Decides).Max(t => t.P), 12);
            Assert.Equal(e.SeasonsUsed, e.Without.Select(w => w.SeasonYear));
            Assert.Empty(e.SeasonsUsed.Intersect(e.SeasonsLeftOut.Select(s => s.SeasonYear)));
            Assert.True(e.QBh <= e.Evidence.Q);
        });
    }

    private static LocalDate HarvestOf(int year) => new LocalDate(year, 4, 1).PlusDays(11 * (year * 7 % 10));

    private static Fact Of(string id, Kind kind, LocalDate day, string place = "sokh") => Of(id, kind, $"{day:uuuu-MM-dd}", place);

    private static Fact Of(string id, Kind kind, string when, string place = "sokh") => Told.Of(id, kind, when, place, precision: PlacePrecision.Enclave);

    private static Fact NoneIn(int year, Kind kind) => Told.Of($"no-{kind}-{year}", kind, $"{year}-01-01..{year}-12-31", "batken-region", polarity: Polarity.DidNotOccur);

    private static Fact Taking(string id, string when) => Of(id, Kind.HostageTaking, when);

    private static TimelineEngine Engine(IReadOnlyList<Rule> rules, IEnumerable<Fact> facts, string day) =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], rules, facts, Told.Date(day));

    private static EvidenceExplained Explain(Rule rule, IEnumerable<Fact> facts, string day = "2004-06-01") => Engine([rule], facts, day).Explain(rule.Id, "fergana");
}
