using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>The shipped sample, gazetteer, theatre and rules together: what a first start must show.</summary>
public sealed class ShippedPaperTests
{
    private static readonly TimelineEngine Engine = ShippedPaper.Engine;

    [Theory]
    [InlineData(1999, "incursion-1999", Basis.Observed)]
    [InlineData(2000, "incursion-2000", Basis.Usual)]
    public void Each_campaign_is_the_one_incursion_of_its_season_and_certain_in_the_window(int year, string incursion, Basis basis)
    {
        var season = Engine.Season("fergana", year);

        Assert.Equal([incursion], season.Incursions.Certain);
        Assert.Empty(season.Incursions.Possible);
        Assert.Empty(season.Incursions.Outside);
        Assert.Empty(season.Incursions.Absent);
        Assert.Equal(basis, season.Phases.Single(p => p.Name == "harvest-window").Basis);
    }

    [Fact]
    public void In_2001_neither_harvest_nor_incursion_came()
    {
        var season = Engine.Season("fergana", 2001);

        Assert.Equal(["no-incursion-2001"], season.Incursions.Absent);
        Assert.Empty(season.Incursions.Certain.Concat(season.Incursions.Outside));
        Assert.Equal(Basis.None, season.Phases.Single(p => p.Name == "harvest-window").Basis);
        Assert.Equal((Zero.ConfirmedNone, Zero.ConfirmedNone), (season.Coverage.Harvest.Zero, season.Coverage.Incursion.Zero));
    }

    [Fact]
    public void The_ransoms_and_the_lags_of_1999_are_those_of_the_paper()
    {
        var season = Engine.Season("fergana", 1999);

        Assert.Equal((2_050_000m, 5_050_000m), (season.RansomUsd.Low, season.RansomUsd.High!.Value));
        var release = season.Chains.ToDictionary(c => c.Anchor, c => c.Steps.SingleOrDefault(s => s.Step == "release")?.LagDays);
        Assert.Equal((new LagDays(4, 4), new LagDays(63, 63)), (release["hostage-1999-08-09"], release["hostage-1999-08-23"]));
    }

    [Fact]
    public void The_harvest_window_is_an_anecdote_judged_twice_with_the_unexposed_seasons_beside_it()
    {
        var evidence = Engine.EvidenceOf("incursion-in-harvest-window", "fergana");

        Assert.Equal((Tier.Anecdote, 2, 2, 1, 1), (evidence.Tier, evidence.SeasonsJudged, evidence.SeasonsHeld, evidence.K, evidence.KPossible));
        Assert.Equal(["1999", "2001"], evidence.Judgements.Where(j => j.Judged).Select(j => j.Unit));
        Assert.Equal("circular", evidence.Judgements.Single(j => j.Unit == "2000").Cause);
        var counter = evidence.Judgements.Where(j => j is { Cause: "present", Response: "absent", Judged: false }).Select(j => j.Unit).ToList();
        Assert.Equal(["1996", "1997", "1998", "2002", "2003"], counter);
    }

    [Theory]
    [InlineData("incursion-in-harvest-window")]
    [InlineData("incursion-follows-harvest")]
    public void The_harvest_whose_date_is_circular_opens_no_window_and_what_is_left_is_no_more_than_chance_would_bring(string rule)
    {
        var evidence = Engine.EvidenceOf(rule, "fergana");

        // one window (1999), two incursions, three seasons: S1 1 - (2/3)^2, S2 4 of 6 rearrangements, and the greater decides
        Assert.Equal(2 / 3.0, evidence.Expected!.Value, 1e-12);
        Assert.Equal(2 / 3.0, evidence.P!.Value, 1e-12);
        Assert.Equal(2 / 3.0, evidence.PMin!.Value, 1e-12);
        Assert.Equal(0.97, evidence.E!.Value, 0.005);
        Assert.DoesNotContain('%', evidence.Says);
    }
}
