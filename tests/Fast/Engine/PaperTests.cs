using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class PaperTests
{
    private static TimelineEngine Whole { get; } = PaperHistory.Engine(PaperHistory.Facts);

    [Fact]
    public void The_window_of_1999_runs_from_the_harvest_in_June_to_the_closing_in_late_September()
    {
        var window = Whole.Season("fergana", 1999).Phases.Single(p => p.Name == "harvest-window");

        Assert.Equal(Told.Days("1999-06-01..1999-06-30"), window.Opens);
        Assert.Equal(Told.Days("1999-09-21..1999-09-30"), window.Closes);
        Assert.Equal(Basis.Observed, window.Basis);
        Assert.Equal(["harvest-1999", "closure-1999"], window.Incidents);
        Assert.False(window.Conflict);
    }

    [Fact]
    public void The_window_of_2000_rests_on_a_derived_date_and_so_only_on_what_is_usual()
    {
        var window = Whole.Season("fergana", 2000).Phases.Single(p => p.Name == "harvest-window");

        Assert.Equal(Basis.Usual, window.Basis);
        Assert.Equal(EdgeBasis.Derived, window.OpensBasis);
        Assert.Equal(EdgeBasis.Usual, window.ClosesBasis);
        Assert.Equal(Told.Days("2000-09-21..2000-09-30"), window.Closes);
    }

    [Fact]
    public void In_2001_there_was_no_harvest_and_so_no_window()
    {
        var season = Whole.Season("fergana", 2001);

        Assert.All(season.Phases.Where(p => p.Name != "passes-open"), p => Assert.Equal((Basis.None, null, null), (p.Basis, p.Opens, p.Closes)));
        Assert.Equal(["no-incursion-2001"], season.Incursions.Absent);
        Assert.Equal(new CoverageOf(Zero.ConfirmedNone, Strength.Stated, "taliban-held"), season.Coverage.Harvest);
        Assert.Equal(Zero.ConfirmedNone, season.Coverage.Incursion.Zero);
        Assert.Empty(season.Correlations);
    }

    [Theory]
    [InlineData(1999, "incursion-1999")]
    [InlineData(2000, "incursion-2000")]
    public void Each_campaign_is_one_incursion_certain_in_its_window(int year, string incursion)
    {
        var season = Whole.Season("fergana", year);

        Assert.Equal([incursion], season.Incursions.Certain);
        Assert.Empty(season.Incursions.Possible);
        Assert.Empty(season.Incursions.Outside);
        Assert.Empty(season.Incursions.Absent);
    }

    [Fact]
    public void The_takings_of_1999_ended_after_4_and_after_63_days()
    {
        var chains = Whole.Season("fergana", 1999).Chains;

        Assert.Equal(["taking-1999-08-09", "taking-commander-1999", "taking-1999-08-23"], chains.Select(c => c.Anchor));
        Assert.Equal([ChainOutcome.Ransomed, ChainOutcome.Unknown, ChainOutcome.Ransomed], chains.Select(c => c.Outcome));
        Assert.Equal(new LagDays(4, 4), chains[0].Steps.Single(s => s.Step == "release").LagDays);
        Assert.Equal(new LagDays(63, 63), chains[2].Steps.Single(s => s.Step == "release").LagDays);
        Assert.Equal(ChainOutcome.Escaped, Assert.Single(Whole.Season("fergana", 2000).Chains).Outcome);
    }

    [Fact]
    public void The_ransoms_of_1999_come_to_between_2_05_and_5_05_million_dollars()
    {
        var ransom = Whole.Season("fergana", 1999).RansomUsd;

        Assert.Equal((2_050_000m, 5_050_000m, false), (ransom.Low, ransom.High, ransom.Conflict));
        Assert.Equal("aircraft", Assert.Single(ransom.Other).Quantity.Unit);
    }

    [Fact]
    public void The_harvest_window_is_judged_in_1999_and_2001_and_is_an_anecdote()
    {
        var evidence = Whole.EvidenceOf("incursion-in-harvest-window", "fergana");

        Assert.Equal((Tier.Anecdote, 2, 2, 1, 1), (evidence.Tier, evidence.SeasonsJudged, evidence.SeasonsHeld, evidence.K, evidence.KPossible));
        Assert.Equal(2 / 3.0, evidence.P!.Value, 1e-12);
        Assert.Equal(["1999", "2001"], evidence.Judgements.Where(j => j.Held).Select(j => j.Unit));
        Assert.Equal(("circular", "present", false), Judged(evidence, "2000"));
        Assert.Equal(("present", "absent", false), Judged(evidence, "1998"));
        Assert.Equal(("present", "unknown", false), Judged(evidence, "2002"));
    }

    [Fact]
    public void The_match_of_2000_stands_and_is_not_counted_because_its_harvest_was_dated_by_it()
    {
        var finding = Whole.Findings["incursion-in-harvest-window~1~fergana~incursion-2000"];

        Assert.Equal(Certainty.Certain, finding.Verdict);
        Assert.Equal([new NotCounted("harvest-2000", "circular")], finding.NotCounted);
        Assert.Contains(finding.Explanation, step => step.Says.Contains("usual date", StringComparison.Ordinal));
    }

    [Fact]
    public void The_incursion_of_1999_came_32_to_69_days_after_the_harvest()
    {
        var finding = Whole.Findings["incursion-after-harvest~1~fergana~harvest-1999~incursion-1999"];

        Assert.Equal(new LagDays(32, 69), finding.Lag);
        Assert.Equal((Certainty.Certain, 1.0), (finding.Verdict, finding.Share));
        Assert.Equal(["harvest-1999", "incursion-1999"], finding.HangsOn);
    }

    [Fact]
    public void Of_four_takings_two_ended_in_ransom_one_in_escape_and_one_is_unknown()
    {
        var evidence = Whole.EvidenceOf("ransom-follows-taking", "fergana");

        Assert.Equal((3, 2, Tier.Anecdote), (evidence.SeasonsJudged, evidence.SeasonsHeld, evidence.Tier));
        Assert.Equal(["taking-1999-08-09", "taking-1999-08-23"], evidence.Judgements.Where(j => j.Held).Select(j => j.Unit));
    }

    [Fact]
    public void Fronts_are_parts_and_never_stand_beside_the_campaign()
    {
        var incursions = Whole.Findings.Values.Where(f => f.Rule == "incursion-in-harvest-window").Select(f => f.CorrelationId);

        Assert.Equal(
            ["incursion-in-harvest-window~1~fergana~incursion-1999", "incursion-in-harvest-window~1~fergana~incursion-2000"],
            incursions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Heroin_seized_in_May_was_seized_before_the_window()
    {
        var seizures = Whole.Season("fergana", 2000).Seizures;

        Assert.Equal((1, 63m, 63m), (seizures.Before.Count, seizures.Before.KgLow, seizures.Before.KgHigh!.Value));
        Assert.Equal(366, seizures.Before.ExposureDays + seizures.During.ExposureDays + seizures.After.ExposureDays);
    }

    [Fact]
    public void A_season_that_was_observed_stays_unjudged_until_its_reports_had_time_to_come()
    {
        Evidence On(string day) => PaperHistory.Engine(PaperHistory.Facts, day).EvidenceOf("incursion-in-harvest-window", "fergana");

        Assert.Equal(1, On("2001-10-30").SeasonsJudged);
        Assert.Equal(2, On("2001-10-31").SeasonsJudged);
    }

    [Fact]
    public void A_season_that_has_not_come_is_no_case_though_the_rule_can_be_observed_in_it()
    {
        var engine = PaperHistory.Engine([], "2000-12-31");
        string[] Listed() => [.. engine.EvidenceOf("incursion-in-harvest-window", "fergana").Judgements.Select(j => j.Unit)];
        Assert.Equal(["1999", "2000"], Listed());

        engine.Reach(Told.Date("2001-01-01"));
        engine.Settle();

        Assert.Equal(["1999", "2000", "2001"], Listed());
    }

    private static (string, string, bool) Judged(Evidence evidence, string unit) =>
        evidence.Judgements.Single(j => j.Unit == unit) is var j ? (j.Cause, j.Response, j.Judged) : default;
}
