using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>The worked cases, as far as they are the engine's.</summary>
public sealed class WorkedCaseTests
{
    private static readonly string[] Chains = ["taking-1999-08-09", "ransom-1999-08-13", "release-1999-08-13", "taking-1999-08-23", "ransom-1999-autumn", "release-1999-10-25"];

    [Fact]
    public void T01_a_taking_moved_past_its_release_ends_its_chain_and_nothing_else()
    {
        var loaded = Chains.Concat(["incursion-1999", "occupation-1999", "harvest-1999", "closure-1999"]).Select(PaperHistory.The).ToList();
        var engine = PaperHistory.Engine(loaded, "1999-12-01");
        var other = engine.Findings["ransom-follows-taking~1~fergana~taking-1999-08-23"];

        engine.Apply(PaperHistory.The("taking-1999-08-09").Moved("1999-08-19", known: "1999-12-02"));
        engine.Reach(Told.Date("1999-12-02"));
        var change = Assert.Single(engine.Settle().Findings);

        Assert.Equal("ransom-follows-taking~1~fergana~taking-1999-08-09", change.Before!.CorrelationId);
        Assert.Equal((ChangeKind.Withdrawn, "ransom and release would precede the taking"), WhatChanged.Of(change));
        Assert.Equal(other, engine.Findings["ransom-follows-taking~1~fergana~taking-1999-08-23"]);
        var chain = engine.Season("fergana", 1999).Chains.Single(c => c.Anchor == "taking-1999-08-09");
        Assert.Equal(ChainOutcome.Inconsistent, chain.Outcome);
        Assert.Equal(new LagDays(-6, -6), chain.Steps.Single(s => s.Step == "release").LagDays);
        Assert.Equal(["incursion-1999"], engine.Season("fergana", 1999).Incursions.Certain);
        Assert.Equal(new LagDays(32, 69), engine.Findings["incursion-after-harvest~1~fergana~harvest-1999~incursion-1999"].Lag);
    }

    [Fact]
    public void T01_as_known_the_day_before_the_old_chain_still_stands()
    {
        var facts = Chains.Select(PaperHistory.The).Append(PaperHistory.The("taking-1999-08-09").Moved("1999-08-19", known: "1999-12-02"));

        var before = PaperHistory.Engine(facts, "1999-12-01", knownAt: "1999-11-30");

        Assert.Contains("ransom-follows-taking~1~fergana~taking-1999-08-09", before.Findings.Keys);
        Assert.Equal(new LagDays(4, 4), before.Season("fergana", 1999).Chains[0].Steps.Single(s => s.Step == "release").LagDays);
    }

    [Theory]
    [InlineData("2000-08-01..2000-08-31", Certainty.Certain)]
    [InlineData("2000-01-01..2000-12-31", Certainty.Possible)]
    [InlineData("2000-09-01..2000-09-30", Certainty.Possible)]
    [InlineData("2000-10-01..2000-10-31", Certainty.Impossible)]
    public void T02_a_month_is_held_against_a_window_day_by_day(string when, Certainty expected)
    {
        var facts = new[]
        {
            Told.Of("harvest", Kind.Harvest, "2000-06-01", "afghanistan", ends: "2000-07-01"),
            Told.Of("closure", Kind.PassClosure, "2000-09-21..2000-09-30", "border-mountains"),
            Told.Of("incursion", Kind.Incursion, when, "batken-region"),
        };

        var engine = PaperHistory.Engine(facts);

        var found = engine.Findings.GetValueOrDefault("incursion-in-harvest-window~1~fergana~incursion");
        Assert.Equal(expected, found?.Verdict ?? Certainty.Impossible);
        var seen = engine.Season("fergana", 2000).Incursions;
        Assert.Equal(
            expected,
            seen.Certain.Count == 1 ? Certainty.Certain : seen.Possible.Count == 1 ? Certainty.Possible : seen.Outside.Count == 1 ? Certainty.Impossible : throw new InvalidOperationException("not in the view"));
        if (seen.Possible is [var possible])
        {
            Assert.Equal(found!.Share, possible.Share);
            Assert.InRange(possible.Share, 0.01, 0.99);
        }
    }

    [Fact]
    public void T04_as_known_on_the_first_of_September_the_second_taking_is_open_and_its_ransom_unseen()
    {
        var dated = PaperHistory.Facts.Where(f => f.Event.Provenance.KnownFrom is not null);

        var season = PaperHistory.Engine(dated, "1999-09-01", knownAt: "1999-09-01").Season("fergana", 1999);

        Assert.Equal((50_000m, 50_000m), (season.RansomUsd.Low, season.RansomUsd.High!.Value));
        Assert.Equal(["taking-1999-08-23"], season.Chains.Where(c => c.Outcome == ChainOutcome.Open).Select(c => c.Anchor));
        Assert.Equal(SeasonState.Ongoing, season.State);
        Assert.Equal(["ransom-follows-taking~1~fergana~taking-1999-08-09"], season.Correlations.Where(c => c.StartsWith("ransom", StringComparison.Ordinal)));
    }

    [Fact]
    public void T09_no_record_is_not_a_negative_record()
    {
        var silent = PaperHistory.Engine(PaperHistory.Facts);
        var told = PaperHistory.Engine(PaperHistory.Facts.Append(PaperHistory.NoneIn2002And2003));

        Assert.Equal(new CoverageOf(Zero.NotWatched, null, null), silent.Season("fergana", 2002).Coverage.Incursion);
        Assert.Equal(new CoverageOf(Zero.ConfirmedNone, Strength.Inferred, "central-asia"), told.Season("fergana", 2002).Coverage.Incursion);
        Assert.Equal(Strength.Stated, told.Season("fergana", 2001).Coverage.Incursion.Strength);
        Assert.Equal(["no-incursion-2001"], told.Season("fergana", 2001).Incursions.Absent);
    }

    [Fact]
    public void T14_a_release_that_arrives_before_its_taking_waits_for_it()
    {
        var queue = new[] { "release-1999-10-25", "ransom-1999-autumn", "taking-1999-08-23", "taking-1999-08-23", "ransom-1999-autumn" }.Select(PaperHistory.The).ToList();
        var engine = PaperHistory.Engine([]);

        engine.Apply(queue[0]);
        engine.Settle();
        var waiting = (engine.Incidents.Count, engine.Findings.Count);
        queue.ForEach(engine.Apply);
        engine.Settle();

        Assert.Equal((1, 0), waiting);
        Assert.Equal(3, engine.Incidents.Count);
        Assert.Equal(PaperHistory.Engine(queue.AsEnumerable().Reverse()).Digest(), engine.Digest());
        var season = engine.Season("fergana", 1999);
        Assert.Equal(new LagDays(63, 63), Assert.Single(season.Chains).Steps.Single(s => s.Step == "release").LagDays);
        Assert.Single(season.RansomUsd.Incidents);
    }
}
