using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What each kind of rule finds at its edges, in the smallest histories that show it.</summary>
public sealed class KindsTests
{
    private static readonly Observed Years = new(1996, 2003, "test");

    private static readonly Rule Base = KindsOfRule.All.Single(r => r.Id == "incursions-in-august");

    [Theory]
    [InlineData("1999-08-01", Certainty.Certain, 1.0)]
    [InlineData("1999-07-31", Certainty.Impossible, 0.0)]
    [InlineData("1999-09-14", Certainty.Certain, 1.0)]
    [InlineData("1999-09-15", Certainty.Impossible, 0.0)]
    [InlineData("1999-09-14..1999-09-17", Certainty.Possible, 0.25)]
    public void The_opening_day_counts_and_the_closing_day_does_not(string when, Certainty verdict, double share) =>
        Found(Base, verdict, share, Incursion("a", when));

    [Theory]
    [InlineData("2001-02-09", Certainty.Certain)]
    [InlineData("2001-02-10", Certainty.Impossible)]
    [InlineData("2000-12-31", Certainty.Certain)]
    [InlineData("2000-06-01", Certainty.Impossible)]
    public void Declared_days_may_cross_the_turn_of_the_year(string when, Certainty verdict) =>
        Found(Base with { Season = new(new(11, 1), new(2, 10)) }, verdict, verdict == Certainty.Certain ? 1 : 0, Incursion("a", when));

    [Fact]
    public void What_lasted_is_compared_by_its_end_where_the_rule_asks_for_that()
    {
        var lasting = Told.Of("a", Kind.Incursion, "1999-06-01", "sokh", ends: "1999-08-10");

        Found(Base with { Cause = Base.Cause with { Edge = ComparedDay.End } }, Certainty.Certain, 1, lasting);
        Found(Base, Certainty.Impossible, 0, lasting);
    }

    [Fact]
    public void A_match_lies_in_the_season_year_of_the_day_that_is_compared()
    {
        var lasting = Told.Of("a", Kind.Incursion, "1999-12-20", "sokh", ends: "2000-01-10");
        int Season(ComparedDay edge) => Engine(Base with { Season = new(new(12, 1), new(2, 1)), Cause = Base.Cause with { Edge = edge } }, lasting).Findings.Values.Single().SeasonYear;

        Assert.Equal((1999, 2000), (Season(ComparedDay.Begin), Season(ComparedDay.End)));
    }

    [Theory]
    [InlineData("1999-12-31..2000-01-01", 1999)]
    [InlineData("1999-12-30..2000-01-01", 1999)]
    [InlineData("1999-12-31..2000-01-02", 2000)]
    public void Of_two_season_years_it_lies_in_that_of_most_of_its_days_and_of_equals_in_the_earlier(string when, int season) =>
        Assert.Equal(season, Engine(Base with { Season = new(new(12, 1), new(2, 1)) }, Incursion("a", when)).Findings.Values.Single().SeasonYear);

    [Theory]
    [InlineData(PlacePrecision.Enclave, 90, Certainty.Certain)]
    [InlineData(PlacePrecision.Enclave, 48, Certainty.Possible)]   // 48 km lie between the centres, and each may be 20 off
    [InlineData(PlacePrecision.Enclave, 7, Certainty.Impossible)]
    [InlineData(PlacePrecision.Region, 500, Certainty.Possible)]   // somewhere in a region is never surely near
    public void A_place_in_doubt_is_possibly_near_and_never_surely(PlacePrecision precision, double km, Certainty verdict)
    {
        var rule = Base with { Kind = RuleKind.Near, Response = new(Kind.HostageTaking), Season = null, Near = new(0, km, null) };

        Found(rule, verdict, verdict == Certainty.Impossible ? 0 : 1, Told.Of("a", Kind.Incursion, "1999-08-01", "sokh", precision: precision), Told.Of("b", Kind.HostageTaking, "1999-08-01", "vorukh", precision: precision));
    }

    [Theory]
    [InlineData(0, Certainty.Certain)]      // on the road between two of its points
    [InlineData(0.2, Certainty.Certain)]    // 22 km beside it
    [InlineData(0.5, Certainty.Impossible)] // 55 km
    public void Beside_a_route_counts_as_far_as_the_rule_says(double degreesNorth, Certainty verdict)
    {
        var rule = Base with { Kind = RuleKind.Near, Season = null, Near = new(null, 30, "valley-road") };

        Found(
            rule, verdict, verdict == Certainty.Impossible ? 0 : 1,
            Told.Of("a", Kind.Incursion, "1999-08-01", "sokh", point: new(39.905 + degreesNorth, 70.86), precision: PlacePrecision.Point));
    }

    [Theory]
    [InlineData("1999-08-10", Certainty.Impossible, 0)]
    [InlineData("1999-08-11", Certainty.Certain, 1)]                // 10 days
    [InlineData("1999-08-21", Certainty.Certain, 1)]                // 20 days
    [InlineData("1999-08-22", Certainty.Impossible, 0)]
    [InlineData("1999-08-11..1999-08-21", Certainty.Certain, 1)]
    [InlineData("1999-08-10..1999-08-21", Certainty.Possible, 11 / 12.0)]
    [InlineData("1999-08-11..1999-08-22", Certainty.Possible, 11 / 12.0)]
    public void Both_ends_of_a_lag_count(string when, Certainty verdict, double share)
    {
        var rule = Base with { Kind = RuleKind.Follows, Response = new(Kind.HostageTaking), Season = null, MinLagDays = 10, MaxLagDays = 20 };
        Fact[] facts = [Incursion("a", "1999-08-01"), Told.Of("b", Kind.HostageTaking, when, "osh-district")];

        Found(rule, verdict, share, facts);
        // and so where the rule was at work before they came
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule]);
        engine.Settle();
        facts.ToList().ForEach(engine.Apply);
        engine.Settle();
        Assert.Equal(verdict, engine.Findings.Values.SingleOrDefault()?.Verdict ?? Certainty.Impossible);
    }

    [Fact]
    public void What_may_have_come_in_a_season_year_without_a_window_is_in_no_window_surely()
    {
        // the crop of 2000 was in before the year began, so that all days of it until the passes close are open, and those of 1999 are not
        var harvest = Told.Of("h", Kind.Harvest, "1999-11-01", "afghanistan", new HarvestDetails("opium", SeasonYear: 2000));
        var rule = PaperHistory.InWindow with { Observed = null };

        Found(rule, Certainty.Certain, 1, harvest, Incursion("i", "2000-01-01..2000-01-10"));
        Found(rule, Certainty.Possible, 10 / 22.0, harvest, Incursion("i", "1999-12-20..2000-01-10"));
    }

    [Fact]
    public void What_came_outside_the_seasons_that_a_rule_can_be_observed_in_is_found_and_not_judged()
    {
        var observed = Base with { Observed = new(1999, 2001, "nobody looked before") };
        Fact[] facts = [At("before", "1998-08-10"), At("in", "1999-08-10")];

        foreach (var rule in new[] { observed, observed with { Kind = RuleKind.Near, Season = null, Near = new(null, 30, "valley-road") } })
        {
            var engine = Engine(rule, facts);

            Assert.Equal(2, engine.Findings.Count);
            Assert.Equal([("before", false, false), ("in", true, true)], engine.EvidenceOf(rule.Id, "fergana").Judgements.Select(j => (j.Unit, j.Judged, j.Held)));
        }

        static Fact At(string id, string when) => Told.Of(id, Kind.Incursion, when, "sokh", point: new(39.905, 70.86), precision: PlacePrecision.Point);
    }

    [Fact]
    public void A_pair_is_one_match_whichever_came_first_and_whatever_side_it_stands_on()
    {
        var rule = Base with { Kind = RuleKind.Near, Response = new(Kind.Incursion), Season = null, Near = new(10, 100, null) };

        var finding = Assert.Single(Engine(rule, Told.Of("b", Kind.Incursion, "1999-08-01", "sokh", precision: PlacePrecision.Enclave), Told.Of("a", Kind.Incursion, "1999-08-11", "sokh", precision: PlacePrecision.Enclave)).Findings.Values);

        Assert.EndsWith("~a~b", finding.CorrelationId, StringComparison.Ordinal);
        Assert.Equal(new LagDays(-10, -10), finding.Lag);
    }

    [Fact]
    public void A_burst_is_the_widest_set_and_two_may_overlap()
    {
        var rule = Base with { Kind = RuleKind.Burst, Season = null, Burst = new(2, 10, null) };

        var found = Engine(rule, Incursion("a", "1999-08-01"), Incursion("b", "1999-08-08"), Incursion("c", "1999-08-10"), Incursion("d", "1999-08-16")).Findings.Keys.Order(StringComparer.Ordinal);

        Assert.Equal(["incursions-in-august~1~fergana~1999-08-01..1999-08-10", "incursions-in-august~1~fergana~1999-08-08..1999-08-16"], found);
    }

    [Fact]
    public void A_small_burst_between_two_greater_ones_stands_beside_them()
    {
        var rule = Base with { Kind = RuleKind.Burst, Season = null, Burst = new(2, 10, null) };
        string[] days = ["1999-08-01", "1999-08-02", "1999-08-10", "1999-08-16", "1999-08-24", "1999-08-25"];

        var found = Engine(rule, [.. days.Select((day, n) => Incursion($"i{n}", day))]).Findings.Values.Select(f => string.Join(' ', f.Incidents.Order(StringComparer.Ordinal)));

        Assert.Equal(["i0 i1 i2", "i2 i3", "i3 i4 i5"], found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1999-08-10", Certainty.Certain, 1)]
    [InlineData("1999-08-09..1999-08-10", Certainty.Certain, 1)]
    [InlineData("1999-08-10..1999-08-11", Certainty.Possible, 0.5)]
    [InlineData("1999-08-11", Certainty.Impossible, 0)]
    public void The_first_and_the_last_of_the_days_of_a_burst_count(string when, Certainty verdict, double share) =>
        Found(Base with { Kind = RuleKind.Burst, Season = null, Burst = new(2, 10, null) }, verdict, share, Incursion("a", "1999-08-01"), Incursion("b", when));

    [Fact]
    public void Of_two_that_could_stand_on_one_side_each_is_compared_by_the_day_of_its_own()
    {
        var rule = Base with
        {
            Kind = RuleKind.Near, Season = null, Near = new(3, 100, null), Cause = new(Kind.Incursion, Edge: ComparedDay.End), Response = new(Kind.Incursion, Places: ["sokh"]),
        };
        Fact Lasting(string id, string place, string from, string to) => Told.Of(id, Kind.Incursion, from, place, ends: to, precision: PlacePrecision.Enclave);

        // only the one in Sokh can be the other side: its beginning lies two days from the end of the one in Vorukh
        var finding = Assert.Single(Engine(rule, Lasting("a", "sokh", "1999-08-01", "1999-08-31"), Lasting("b", "vorukh", "1999-06-01", "1999-08-03")).Findings.Values);

        Assert.Equal(new LagDays(2, 2), finding.Lag);
    }

    [Fact]
    public void A_burst_in_doubt_has_the_chance_of_its_best_stretch_of_days()
    {
        var rule = Base with { Kind = RuleKind.Burst, Season = null, Burst = new(2, 3, null) };

        Found(rule, Certainty.Possible, 3.0 / 30, Incursion("a", "1999-08-15"), Incursion("b", "1999-08-01..1999-08-30"));
    }

    [Fact]
    public void A_surge_is_held_against_the_same_days_of_other_observed_seasons()
    {
        var rule = Base with { Kind = RuleKind.Surge, Response = new(Kind.HostageTaking), Season = null, Observed = Years, MinLagDays = 0, MaxLagDays = 30, Surge = new(3, null) };
        Fact Taking(string id, string when) => Told.Of(id, Kind.HostageTaking, when, "osh-district");

        var two = new[] { Incursion("i", "1999-08-01"), Taking("a", "1999-08-05"), Taking("b", "1999-08-10") };

        Assert.Equal(2, Engine(rule, two).Findings.Count);
        Assert.All(Engine(rule, two).Findings.Values, f => Assert.Contains("others had none", f.Explanation.Single(s => s.Step == "ratio").Says, StringComparison.Ordinal));
        // four on the same days of seven other seasons: 2 against a mean of 4/7 is 3.5 times; five leave 2.8
        var four = two.Concat(Enumerable.Range(2000, 4).Select(y => Taking($"t{y}", $"{y}-08-20"))).ToList();
        Assert.Equal(2, Engine(rule, [.. four]).Findings.Count);
        Assert.Empty(Engine(rule, [.. four, Taking("t1998", "1998-08-20")]).Findings);
        // one that may have come on these days leaves it possible: 2 against a mean of 5/7 at most is 2.8 times
        Assert.All(Engine(rule, [.. four]).Findings.Values, f => Assert.Equal(Certainty.Certain, f.Verdict));
        Assert.All(Engine(rule, [.. four, Taking("t1998", "1998-08-25..1998-09-10")]).Findings.Values, f => Assert.Equal(Certainty.Possible, f.Verdict));
        // a season with a trigger of its own is no baseline
        Assert.Equal(2, Engine(rule, [.. four, Taking("t1998", "1998-08-20"), Incursion("j", "1998-08-10")]).Findings.Count(f => f.Value.SeasonYear == 1999));
    }

    [Fact]
    public void A_surge_is_held_against_no_season_that_is_not_over()
    {
        var rule = Base with { Kind = RuleKind.Surge, Response = new(Kind.HostageTaking), Season = null, Observed = Years, MinLagDays = 0, MaxLagDays = 30, Surge = new(3, null) };
        Fact[] facts = [Incursion("i", "2000-08-01"), Told.Of("a", Kind.HostageTaking, "2000-08-05", "osh-district")];
        string? Ratio(string day) => EngineAsOf(day, rule, facts).Findings.Values.SingleOrDefault()?.Explanation.Single(s => s.Step == "ratio").Says;

        // 2001 is over on 31 December; a window of its triggers may reach 30 days farther, and 30 more are left for reports
        Assert.Contains("4 other seasons (1996, 1997, 1998, 1999)", Ratio("2002-03-01"), StringComparison.Ordinal);
        Assert.Contains("5 other seasons (1996, 1997, 1998, 1999, 2001)", Ratio("2002-03-02"), StringComparison.Ordinal);
        Assert.Null(EngineAsOf("1996-08-01", rule, [.. facts.Select(f => f.Moved(f == facts[0] ? "1996-06-01" : "1996-06-05"))]).Findings.Values.SingleOrDefault());
    }

    [Fact]
    public void A_surge_hangs_on_its_trigger_where_no_other_would_do_and_on_what_lies_in_the_window_where_the_rest_would_be_too_few()
    {
        var rule = Base with { Kind = RuleKind.Surge, Response = new(Kind.HostageTaking), Season = null, Observed = Years, MinLagDays = 0, MaxLagDays = 30, Surge = new(3, null) };
        Fact Taking(string id, string when) => Told.Of(id, Kind.HostageTaking, when, "osh-district");
        // 3 against a mean of 4/7 is 5.25 times, 2 are 3.5 times
        Fact[] facts = [Incursion("i", "1999-08-01"), Taking("a", "1999-08-05"), Taking("b", "1999-08-10"), .. Enumerable.Range(2000, 4).Select(y => Taking($"t{y}", $"{y}-08-20"))];
        IReadOnlyList<string> HangsOn(params Fact[] more) => Engine(rule, [.. facts, .. more]).Findings.Values.Single(f => f.Incidents[1] == "b").HangsOn;

        Assert.Equal(["i", "b", "a"], HangsOn());
        Assert.Equal(["i", "b"], HangsOn(Taking("c", "1999-08-12")));
        Assert.Equal(["b"], HangsOn(Taking("c", "1999-08-12"), Incursion("j", "1999-08-02")));
        // the next trigger's window holds one alone, which is 1.75 times
        Assert.Equal(["i", "b", "a"], HangsOn(Incursion("j", "1999-08-08")));
    }

    [Fact]
    public void An_amount_of_which_no_upper_bound_is_known_counts_with_its_lower()
    {
        var rule = Base with { Kind = RuleKind.Surge, Response = new(Kind.Seizure), Season = null, Observed = Years, MinLagDays = 0, MaxLagDays = 30, Surge = new(3, "kg") };
        Fact Seized(string id, string when, decimal low, decimal? high) => Told.Of(id, Kind.Seizure, when, "sokh", new SeizureDetails("heroin", new(Low: low, High: high, Unit: "kg")));

        Found(rule, Certainty.Certain, 1, Incursion("i", "1999-08-01"), Seized("s", "1999-08-10", 100, null), Seized("before", "1998-08-10", 20, 30));
        Found(rule, Certainty.Impossible, 0, Incursion("i", "1999-08-01"), Seized("s", "1999-08-10", 10, null), Seized("before", "1998-08-10", 60, 70));
    }

    [Fact]
    public void Silence_is_no_absence_and_neither_is_a_record_before_its_grace_has_passed()
    {
        var rule = Base with { Kind = RuleKind.Absence, Season = new(new(8, 1), new(9, 1)) };
        var none = Told.Of("none", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", polarity: Polarity.DidNotOccur);

        Assert.Empty(EngineAsOf("2003-01-01", rule).Findings);
        Assert.Empty(EngineAsOf("1999-09-30", rule, none).Findings);
        Assert.Equal(Certainty.Certain, Assert.Single(EngineAsOf("1999-10-01", rule, none).Findings.Values).Verdict);
        Assert.Empty(EngineAsOf("1999-10-01", rule, none, Incursion("it came", "1999-08-20")).Findings);
        Assert.Equal(0.5, Assert.Single(EngineAsOf("1999-10-01", rule, none, Incursion("perhaps", "1999-08-31..1999-09-01")).Findings.Values).Share);
    }

    [Fact]
    public void What_was_watched_for_and_not_reported_when_its_grace_has_passed_is_absent_as_far_as_it_was_watched()
    {
        var rule = Base with { Kind = RuleKind.Absence, Season = new(new(8, 1), new(9, 1)) };
        var all = Watched(Kind.Incursion, "batken-region", "1999-07-01", "1999-09-30");

        Assert.Empty(EngineAsOf("1999-09-30", rule, all).Findings);
        Assert.Empty(EngineAsOf("1999-10-01", rule, Watched(Kind.HostageTaking, "batken-region", "1999-07-01", "1999-09-30")).Findings);
        Assert.Empty(EngineAsOf("1999-10-01", rule, Watched(Kind.Incursion, "colombia", "1999-07-01", "1999-09-30")).Findings);
        Assert.Empty(EngineAsOf("1999-10-01", rule, Watched(Kind.Incursion, "batken-region", "1999-07-01", "1999-07-31")).Findings);
        Assert.Empty(EngineAsOf("1999-10-01", rule, all, Incursion("it came", "1999-08-20")).Findings);
        var engine = EngineAsOf("1999-10-01", rule, all);
        Assert.Equal(Certainty.Certain, Assert.Single(engine.Findings.Values).Verdict);
        Assert.Contains("would have reported it", engine.Findings.Values.Single().Explanation.Single(s => s.Step == "watched").Says, StringComparison.Ordinal);
        Assert.Equal("Held: it did not come (incursion recorded as not having come); the watches cover all of 31 days.", engine.EvidenceOf(rule.Id, "fergana").Judgements.Single(j => j.SeasonYear == 1999).Says);
        // the first ten days of 31
        var part = Assert.Single(EngineAsOf("1999-10-01", rule, Watched(Kind.Incursion, "batken-region", "1999-07-01", "1999-08-10")).Findings.Values);
        Assert.Equal((Certainty.Possible, 10 / 31.0), (part.Verdict, part.Share));
    }

    [Fact]
    public void A_cause_that_was_dated_by_the_silence_it_would_be_tested_against_judges_nothing()
    {
        var rule = Base with { Kind = RuleKind.Absence, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), Season = new(new(8, 1), new(9, 1)) };
        var none = Told.Of("none", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", polarity: Polarity.DidNotOccur);
        (string, string, bool, bool) Said(string? derivedFrom) =>
            Engine(rule, Told.Of("h", Kind.Harvest, "1999-06-01", "afghanistan", derivedFrom: derivedFrom), none).EvidenceOf(rule.Id, "fergana").Judgements.Single() is var j ? (j.Cause, j.Response, j.Judged, j.Held) : default;

        Assert.Equal(("present", "absent", true, true), Said(null));
        Assert.Equal(("circular", "absent", false, false), Said("none"));
    }

    [Fact]
    public void A_release_without_a_ransom_is_held_only_where_every_step_is_there()
    {
        var taking = Told.Of("t", Kind.HostageTaking, "1999-08-01", "osh-district");
        var release = Told.Of("r", Kind.Release, "1999-08-10", "osh-district", new ReleaseDetails(ReleaseOutcome.Released), links: [(Relations.ReleaseOf, "t")]);
        var demand = Told.Of("m", Kind.Ransom, "1999-08-05", "osh-district", new RansomDetails(new(1, 1, 1, "USD"), RansomState.Demanded), links: [(Relations.RansomFor, "t")]);
        (bool, bool) Said(params Fact[] facts) => Engine(PaperHistory.RansomChain, facts).EvidenceOf(PaperHistory.RansomChain.Id, "fergana").Judgements.Single() is var j ? (j.Judged, j.Held) : default;

        Assert.Equal((true, false), Said(taking, release));
        Assert.Equal((true, true), Said(taking, release, demand));
    }

    [Fact]
    public void A_season_is_judged_when_what_its_own_rule_asks_for_has_closed_it_and_reports_had_time()
    {
        Fact[] facts = [Told.Of("h", Kind.Harvest, "1999-06-01", "afghanistan", new HarvestDetails("opium", new(Best: 4600, Unit: "t"))), Incursion("i", "1999-08-01"), Told.Of("w", Kind.Withdrawal, "1999-11-20", "batken-region")];
        bool IsJudged(Rule rule, string day) => EngineAsOf(day, rule, facts).EvidenceOf(rule.Id, "fergana").Judgements.Single(j => j.SeasonYear == 1999).Judged;
        var window = PaperHistory.InWindow with { Closes = new(Kind.Withdrawal) };
        var doses = Base with { Kind = RuleKind.DoseResponse, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), Season = null, Dose = new("t", null) };

        // 30 days after 20 November, and after the last day of the season year
        Assert.Equal((false, true), (IsJudged(window, "1999-12-20"), IsJudged(window, "1999-12-21")));
        Assert.Equal((false, true), (IsJudged(doses, "2000-01-30"), IsJudged(doses, "2000-01-31")));
    }

    [Fact]
    public void The_places_and_the_grade_that_a_rule_asks_for_are_asked_of_a_watch_too()
    {
        var rule = Base with { Kind = RuleKind.Absence, Season = new(new(8, 1), new(9, 1)), Cause = new(Kind.Incursion, Places: ["sokh"]) };
        Fact At(string place) => Watched(Kind.Incursion, place, "1999-07-01", "1999-09-30");

        Assert.Single(EngineAsOf("1999-10-01", rule, At("sokh")).Findings);
        Assert.Single(EngineAsOf("1999-10-01", rule, At("central-asia")).Findings);
        Assert.Empty(EngineAsOf("1999-10-01", rule, At("osh-district")).Findings);
        Assert.Single(EngineAsOf("1999-10-01", rule with { Cause = new(Kind.Incursion, MinGrade: new(Reliability.B, 2)) }, At("sokh")).Findings);
        Assert.Empty(EngineAsOf("1999-10-01", rule with { Cause = new(Kind.Incursion, MinGrade: new(Reliability.A, 2)) }, At("sokh")).Findings);
    }

    private static Fact Watched(Kind kind, string place, string from, string to) => new(
        1, Told.Noon, new CoverageStated("coverage~1", kind, new(place, place, PlacePrecision.Region), Told.Date(from), Told.Date(to), new("monitors", new(Reliability.B, 2)), null, new("test")));

    [Fact]
    public void The_grace_is_what_nine_of_ten_observed_reports_needed()
    {
        var rule = Base with { Kind = RuleKind.Absence, Season = new(new(8, 1), new(9, 1)) };
        var none = Told.Of("none", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", polarity: Polarity.DidNotOccur);
        var reports = Enumerable.Range(1, 10).Select(n => Told.Of($"t{n}", Kind.HostageTaking, "1997-03-01", "osh-district", known: $"1997-03-{1 + (n * 2):00}")).ToList();

        Assert.Empty(EngineAsOf("1999-09-18", rule, [none, .. reports]).Findings);
        Assert.Single(EngineAsOf("1999-09-19", rule, [none, .. reports]).Findings);   // 18 days after 31 August are over
        Assert.Empty(EngineAsOf("1999-09-19", rule, [none, .. reports.Skip(1)]).Findings);   // nine are too few to know
        Assert.Empty(EngineAsOf("1999-09-19", rule, [none, .. reports.Skip(1), reports[0].Retracted(2)]).Findings);
    }

    [Fact]
    public void Nine_of_ten_of_eleven_reports_are_ten()
    {
        var rule = Base with { Kind = RuleKind.Absence, Season = new(new(8, 1), new(9, 1)) };
        var none = Told.Of("none", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", polarity: Polarity.DidNotOccur);
        var reports = Enumerable.Range(1, 11).Select(n => Told.Of($"t{n}", Kind.HostageTaking, "1997-03-01", "osh-district", known: n <= 9 ? "1997-03-03" : "1997-03-21")).ToList();

        Assert.Empty(EngineAsOf("1999-09-20", rule, [none, .. reports]).Findings);
        Assert.Single(EngineAsOf("1999-09-21", rule, [none, .. reports]).Findings);   // 20 days after 31 August are over
    }

    [Fact]
    public void A_report_of_something_in_doubt_took_as_long_as_since_the_last_day_it_may_have_been()
    {
        var rule = Base with { Kind = RuleKind.Absence, Season = new(new(8, 1), new(9, 1)) };
        var none = Told.Of("none", Kind.Incursion, "1999-08-01..1999-08-31", "batken-region", polarity: Polarity.DidNotOccur);
        var reports = Enumerable.Range(1, 10).Select(n => Told.Of($"t{n}", Kind.HostageTaking, "1997-03-01..1997-03-11", "osh-district", known: "1997-03-21")).ToList();

        Assert.Empty(EngineAsOf("1999-09-10", rule, [none, .. reports]).Findings);
        Assert.Single(EngineAsOf("1999-09-11", rule, [none, .. reports]).Findings);
    }

    [Fact]
    public void A_record_that_none_came_is_told_beside_one_that_may_have_come_in_another_season()
    {
        var rule = Base with { Kind = RuleKind.DoseResponse, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), Season = null, Dose = new("t", null) };
        var harvest = Told.Of("h", Kind.Harvest, "1999-06-01", "afghanistan", new HarvestDetails("opium", new(Best: 4600, Unit: "t")));
        var none = Told.Of("none", Kind.Incursion, "1999-01-01..1999-12-31", "batken-region", polarity: Polarity.DidNotOccur);
        IEnumerable<string> Compared(string when) => Assert.Single(Engine(rule, harvest, none, Incursion("i", when)).Findings.Values).Incidents.Order(StringComparer.Ordinal);

        Assert.Equal(["h", "i", "none"], Compared("1998-12-25..1999-01-05"));
        Assert.Equal(["h", "i"], Compared("1999-08-01"));
    }

    [Fact]
    public void A_season_without_an_amount_gives_no_pair_and_one_with_a_recorded_nothing_does()
    {
        var rule = Base with { Kind = RuleKind.DoseResponse, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), Season = null, Dose = new("t", null) };
        var engine = Engine(
            rule,
            Told.Of("h99", Kind.Harvest, "1999-06-01", "afghanistan", new HarvestDetails("opium", new(Low: 4000, High: 4600, Unit: "t"))), Incursion("i99", "1999-08-01"),
            Told.Of("h00", Kind.Harvest, "2000-06-01", "afghanistan"), Incursion("i00", "2000-08-01"),
            Told.Of("h01", Kind.Harvest, "2001-01-01..2001-12-31", "taliban-held", polarity: Polarity.DidNotOccur),
            Told.Of("i01", Kind.Incursion, "2001-01-01..2001-12-31", "batken-region", polarity: Polarity.DidNotOccur));

        Assert.Equal(["1999", "2001"], engine.Findings.Values.Select(f => $"{f.SeasonYear}").Order(StringComparer.Ordinal));
        var says = engine.EvidenceOf(rule.Id, "fergana").Judgements.ToDictionary(j => j.Unit, j => j.Says);
        Assert.Equal("Compared: 4000 to 4600 t against 1.", says["1999"]);
        Assert.Equal("Not compared: no source gives an amount in t of “h00”.", says["2000"]);
        Assert.Equal("Compared: 0 t against 0.", says["2001"]);
    }

    [Fact]
    public void Steps_without_a_link_go_by_their_days_and_must_all_be_there()
    {
        var rule = Base with { Kind = RuleKind.Chain, Season = null, Cause = new(Kind.Incursion), Steps = [new("taking", new(Kind.HostageTaking), null, 30), new("ransom", new(Kind.Ransom), null, 60)] };
        var taking = Told.Of("t", Kind.HostageTaking, "1999-08-10", "osh-district");
        var ransom = Told.Of("r", Kind.Ransom, "1999-09-25..1999-10-04", "osh-district");

        Found(rule, Certainty.Impossible, 0, Incursion("i", "1999-08-01"), taking);
        Found(rule, Certainty.Possible, 0.6, Incursion("i", "1999-08-01"), taking, ransom);
    }

    [Fact]
    public void A_threat_and_an_absence_are_found_only_where_they_are_asked_for()
    {
        var threat = Told.Of("threat", Kind.Incursion, "1999-08-10", "sokh", polarity: Polarity.Imminent);

        Found(Base, Certainty.Impossible, 0, threat);
        Found(Base with { Cause = Base.Cause with { Polarity = Polarity.Imminent } }, Certainty.Certain, 1, threat);
    }

    [Theory]
    [InlineData("B2", "B2", true)]
    [InlineData("B2", "C1", false)]
    [InlineData("B2", "A3", false)]
    [InlineData("B2", "??", false)]
    public void A_grade_is_compared_letter_by_letter_and_number_by_number(string least, string told, bool found)
    {
        static Grading Grade(string text) => text == "??" ? new() : new(Enum.Parse<Reliability>(text[..1]), text[1] - '0');

        Found(Base with { Cause = Base.Cause with { MinGrade = Grade(least) } }, found ? Certainty.Certain : Certainty.Impossible, found ? 1 : 0, Told.Of("a", Kind.Incursion, "1999-08-10", "sokh", grading: Grade(told)));
    }

    [Fact]
    public void What_a_test_against_chance_needs_is_given_season_by_season()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);

        var seasons = engine.ObservationsOf("incursion-after-harvest", "fergana").ToDictionary(s => s.SeasonYear);

        var covered = Assert.Single(seasons[1999].Covered);
        Assert.Equal(new CauseWindow(DaySpan.Of(Told.Days("1999-07-01..1999-09-01")), DaySpan.Of(Told.Days("1999-06-02..1999-09-30"))), covered.Window);
        Assert.Equal(new Response("incursion-1999", Told.Days("1999-08-01..1999-08-09"), Certainty.Certain, true, true, 1), Assert.Single(seasons[1999].Responses));
        Assert.False(Assert.Single(seasons[2000].Covered).IsCounted);
        Assert.False(Assert.Single(seasons[2000].Responses).IsCounted);
        Assert.Equal(("circular", "absent", 0), (seasons[2000].Cause, seasons[2001].Cause, seasons[2001].Covered.Count));
        Assert.Equal([1999, 2000, 2001], seasons.Values.Where(s => s.IsUsed).Select(s => s.SeasonYear));
        Assert.Contains("outside the seasons", seasons[1998].WhyNotUsed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RuleKind.SeasonWindow)]
    [InlineData(RuleKind.Follows)]
    public void However_much_agrees_its_worth_can_be_written_down(RuleKind kind)
    {
        var rule = kind == RuleKind.SeasonWindow ? Base with { Observed = Years }
            : Base with { Kind = kind, Season = null, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), MinLagDays = 30, MaxLagDays = 90, Observed = Years };
        // on other days every year, so that the season does not explain it
        var facts = Enumerable.Range(1996, 8).SelectMany(y => Enumerable.Range(0, 150).Select(i => Incursion($"i{y}-{i}", $"{y}-08-{1 + (i % 28):00}"))
            .Append(Told.Of($"h{y}", Kind.Harvest, $"{y}-06-{1 + (3 * (y - 1996)):00}", "afghanistan"))).ToArray();

        var evidence = Engine(rule, facts).EvidenceOf(rule.Id, "fergana");

        Assert.True(evidence is { K: > 100, E: > 0 and < double.PositiveInfinity }, evidence.Says);
        Assert.Contains("\"e\":", System.Text.Json.JsonSerializer.Serialize(evidence, TimelineJson.Options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1999-08-05", Certainty.Possible, 0.5)]
    [InlineData("1999-07-31..1999-08-01", Certainty.Possible, 0.05)]
    [InlineData("1999-07-31", Certainty.Impossible, 0)]
    public void A_release_that_surely_came_before_the_taking_was_not_of_it_and_one_that_may_have_perhaps_was(string when, Certainty verdict, double share) =>
        Found(
            PaperHistory.RansomChain, verdict, share, Told.Of("t", Kind.HostageTaking, "1999-08-01..1999-08-10", "osh-district"),
            Told.Of("r", Kind.Release, when, "osh-district", new ReleaseDetails(ReleaseOutcome.Released), links: [(Relations.ReleaseOf, "t")]));

    [Fact]
    public void A_step_was_taken_surely_where_one_of_two_that_may_be_it_surely_came_in_its_days()
    {
        Fact Ransom(string id, string when) => Told.Of(id, Kind.Ransom, when, "osh-district", new RansomDetails(new(1, 1, 1, "USD")), links: [(Relations.RansomFor, "t")]);
        Taken TakenBy(params Fact[] facts) => Assert.Single(
            Engine(PaperHistory.RansomChain, [Told.Of("t", Kind.HostageTaking, "1999-08-01", "osh-district"), .. facts]).ObservationsOf(PaperHistory.RansomChain.Id, "fergana").Single().Steps[0].Taken);
        var (soon, late) = (Ransom("soon", "1999-08-05"), Ransom("late", "1999-10-25..1999-11-04"));   // 90 days are over on 30 October

        Assert.Equal(new Taken("t", Told.Days("1999-08-01"), Certainty.Certain, (4, 4)), TakenBy(soon, late));
        Assert.Equal(new Taken("t", Told.Days("1999-08-01"), Certainty.Possible, (85, 95)), TakenBy(late));
    }

    private static Fact Paid(string id, string when, string place = "osh-district", Polarity polarity = Polarity.Occurred, Grading? grading = null) =>
        Told.Of(id, Kind.Ransom, when, place, new RansomDetails(new(1, 1, 1, "USD")), links: [(Relations.RansomFor, "t")], polarity: polarity, grading: grading);

    private static readonly Fact Taking = Told.Of("t", Kind.HostageTaking, "1999-08-01", "osh-district");

    private static Rule Stepping(Selector of, string? rel = Relations.RansomFor) => PaperHistory.RansomChain with { Steps = [new("ransom", of, rel, 90)] };

    public static TheoryData<string, Certainty> Asked => new()
    {
        { "batken", Certainty.Certain },
        { "kyrgyzstan", Certainty.Certain },
        { "tajikistan", Certainty.Impossible },
        { "B2", Certainty.Certain },
        { "B1", Certainty.Impossible },
        { "did not occur", Certainty.Impossible },
        { "actor", Certainty.Impossible },
    };

    private static Selector Asking(string what) => what switch
    {
        "batken" => new(Kind.Ransom, Places: ["batken-region"]),
        "kyrgyzstan" or "tajikistan" => new(Kind.Ransom, Places: [what]),
        "B2" => new(Kind.Ransom, MinGrade: new(Reliability.B, 2)),
        "B1" => new(Kind.Ransom, MinGrade: new(Reliability.B, 1)),
        "did not occur" => new(Kind.Ransom, Polarity: Polarity.DidNotOccur),
        _ => new(Kind.Ransom, Actors: ["IMU"]),
    };

    [Theory, MemberData(nameof(Asked))]
    public void A_step_is_found_where_it_is_what_the_step_asks_for_linked_or_not(string what, Certainty verdict)
    {
        foreach (var rel in new[] { Relations.RansomFor, null })
        {
            var (share, facts) = (verdict == Certainty.Impossible ? 0 : 1, new[] { Taking, Paid("r", "1999-08-20", "sokh") });
            Found(Stepping(Asking(what), rel), verdict, share, facts);

            // the same as of any other side
            Found(PaperHistory.AfterHarvest with { Cause = new(Kind.HostageTaking), Response = Asking(what), MinLagDays = 0, MaxLagDays = 90 }, verdict, share, facts);
        }
    }

    [Fact]
    public void Of_a_step_that_is_narrowed_another_that_is_none_of_it_is_not_too_early_either()
    {
        Fact[] facts = [Taking, Paid("early", "1999-07-01"), Paid("r", "1999-08-20", "sokh")];

        Found(Stepping(new(Kind.Ransom)), Certainty.Impossible, 0, facts);
        Found(Stepping(Asking("batken")), Certainty.Certain, 1, facts);
    }

    [Fact]
    public void A_step_that_asks_for_a_refusal_or_a_threat_finds_that_and_nothing_else()
    {
        Fact[] facts = [Taking, Paid("no", "1999-08-10", polarity: Polarity.DidNotOccur), Paid("soon", "1999-08-20..1999-11-17", polarity: Polarity.Imminent)];

        Found(Stepping(new(Kind.Ransom)), Certainty.Impossible, 0, facts);
        Assert.Equal(["t", "no"], Engine(Stepping(Asking("did not occur")), facts).Findings.Values.Single().Incidents);
        Found(Stepping(new(Kind.Ransom, Polarity: Polarity.Imminent)), Certainty.Possible, 72.0 / 90, facts);
    }

    [Fact]
    public void Who_took_a_step_and_who_is_at_risk_of_it_goes_by_what_the_step_asks_for()
    {
        Fact[] takings = [.. Enumerable.Range(1, 4).Select(n => Told.Of($"t{n}", Kind.HostageTaking, $"1999-08-0{n}", "osh-district"))];
        Fact[] ransoms = [.. Enumerable.Range(1, 3).Select(n => Told.Of($"r{n}", Kind.Ransom, $"1999-08-1{n}", n == 3 ? "osh-district" : "sokh", new RansomDetails(new(1, 1, 1, "USD")), links: [(Relations.RansomFor, $"t{n}")]))];
        string Completed(Selector of) => Engine(Stepping(of), [.. takings, .. ransoms]).EvidenceOf(PaperHistory.RansomChain.Id, "fergana").Shown!.First(s => s.Name == "completed").Says;

        Assert.StartsWith("3 of 4 ", Completed(new(Kind.Ransom)), StringComparison.Ordinal);
        Assert.StartsWith("2 of 4 ", Completed(Asking("batken")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_taking_that_ended_in_a_ransom_the_rule_does_not_ask_for_does_not_hold()
    {
        var release = Told.Of("f", Kind.Release, "1999-08-25", "osh-district", new ReleaseDetails(ReleaseOutcome.Released), links: [(Relations.ReleaseOf, "t")]);
        bool Held(Selector ransom) => Engine(PaperHistory.RansomChain with { Steps = [new("ransom", ransom, Relations.RansomFor, 90), PaperHistory.RansomChain.Steps[1]] }, Taking, Paid("r", "1999-08-20"), release)
            .EvidenceOf(PaperHistory.RansomChain.Id, "fergana").Judgements.Single().Held;

        Assert.True(Held(new(Kind.Ransom)));
        Assert.True(Held(new(Kind.Ransom, Polarity: Polarity.Occurred)));
        Assert.True(Held(Asking("kyrgyzstan")));
        Assert.False(Held(Asking("batken")));
    }

    [Fact]
    public void A_threat_may_be_an_anchor_and_counts_among_those_at_risk_in_a_season_of_which_nothing_else_is_recorded()
    {
        var rule = Stepping(new(Kind.Ransom)) with { Cause = new(Kind.HostageTaking, Polarity: Polarity.Imminent) };
        Fact[] threats = [.. Enumerable.Range(1, 3).Select(n => Told.Of($"t{n}", Kind.HostageTaking, $"1997-08-0{n}", "osh-district", polarity: Polarity.Imminent))];
        var paid = Told.Of("r", Kind.Ransom, "1997-08-20", "osh-district", new RansomDetails(new(1, 1, 1, "USD")), links: [(Relations.RansomFor, "t1")]);

        var engine = Engine(rule, [.. threats, paid]);

        Assert.Equal(["t1", "r"], engine.Findings.Values.Single().Incidents);
        var evidence = engine.EvidenceOf(rule.Id, "fergana");
        Assert.StartsWith("1 of 3 ", evidence.Shown!.First(s => s.Name == "completed").Says, StringComparison.Ordinal);
        Assert.Equal([("t1", true, true), ("t2", true, false), ("t3", true, false)], evidence.Judgements.Select(j => (j.Unit, j.Judged, j.Held)).Order());
    }

    [Theory]
    [InlineData(Polarity.DidNotOccur)]
    [InlineData(Polarity.Imminent)]
    public void What_did_not_come_or_threatens_falls_inside_a_window_where_that_is_asked_for_also_when_the_window_comes_later(Polarity polarity)
    {
        var rule = PaperHistory.InWindow with { Observed = null };
        var asked = rule with { Response = rule.Response! with { Polarity = polarity } };
        var (said, harvest) = (Told.Of("a", Kind.Incursion, "1999-08-05", "sokh", polarity: polarity), Told.Of("h", Kind.Harvest, "1999-06-01", "afghanistan"));

        Found(rule, Certainty.Impossible, 0, said, harvest);
        Found(asked, Certainty.Certain, 1, said, harvest);
        Found(asked, Certainty.Impossible, 0, said, Told.Of("h", Kind.Harvest, "1999-08-06", "afghanistan"));

        var engine = Engine(asked, said);
        engine.Apply(harvest);
        engine.Settle();
        Assert.Equal(["h", "a"], Assert.Single(engine.Findings.Values).Incidents);
    }

    [Fact]
    public void What_is_told_to_have_ended_on_another_day_of_a_season_it_did_not_begin_in_is_tested_by_that_day()
    {
        var rule = Base with { Cause = new(Kind.HostageTaking, Edge: ComparedDay.End), Observed = Years };
        var taking = Told.Of("t", Kind.HostageTaking, "1999-12-20", "osh-district", ends: "2000-01-10");
        var later = taking.Corrected(a => a with { When = a.When with { Ends = Told.Days("2000-06-10") } });
        var engine = Engine(rule, taking);
        Assert.Equal(Told.Days("2000-01-10"), CameIn2000(engine));

        engine.Apply(later);
        engine.Settle();

        Assert.Equal(Told.Days("2000-06-10"), CameIn2000(engine));
        Assert.Equal(Engine(rule, later).Digest(), engine.Digest());

        UncertainDate CameIn2000(TimelineEngine now) => Assert.Single(now.ObservationsOf(rule.Id, "fergana").Single(s => s.SeasonYear == 2000).Responses).Days;
    }

    private static Fact Incursion(string id, string when) => Told.Of(id, Kind.Incursion, when, "sokh", precision: PlacePrecision.Enclave);

    private static void Found(Rule rule, Certainty verdict, double share, params Fact[] facts)
    {
        var finding = Engine(rule, facts).Findings.Values.SingleOrDefault();

        Assert.Equal(verdict, finding?.Verdict ?? Certainty.Impossible);
        Assert.Equal(share, finding?.Share ?? 0, 1e-12);
    }

    private static TimelineEngine Engine(Rule rule, params Fact[] facts) => EngineAsOf("2004-06-01", rule, facts);

    private static TimelineEngine EngineAsOf(string day, Rule rule, params Fact[] facts) =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, Told.Date(day));
}
