using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>The four zeros follow from what was stated: an event outweighs everything, a record that there was none a mere watch, and a watch nothing at all.</summary>
public sealed class StatedCoverageTests
{
    private static readonly Fact Window = Watched("w1", Kind.Incursion, "batken-region", "1998-05-01", "1998-11-30");

    [Fact]
    public void Where_nobody_is_said_to_have_watched_nothing_was_watched() => Assert.Equal((Zero.NotWatched, null, null), Incursions(1998));

    [Theory]
    [InlineData("batken-region", "1998-05-01", "1998-11-30", Zero.WatchedNothingReported)]  // over the whole window
    [InlineData("central-asia", "1990-01-01", "2005-12-31", Zero.WatchedNothingReported)]   // a place around it, over years
    [InlineData("sokh", "1998-07-01", "1998-07-31", Zero.WatchedNothingReported)]           // inside the year and reaching into the window
    [InlineData("batken-region", "1998-09-29", "1998-10-31", Zero.WatchedNothingReported)]  // the last day before it has closed
    [InlineData("batken-region", "1998-09-30", "1998-10-31", Zero.NotWatched)]              // the day by which it has
    [InlineData("batken-region", "1997-11-01", "1998-09-29", Zero.WatchedNothingReported)]  // through its last day, from another year on
    [InlineData("batken-region", "1998-01-01", "1998-03-31", Zero.NotWatched)]              // before the window
    [InlineData("batken-region", "1997-11-01", "1998-07-31", Zero.NotWatched)]              // merely reaching into it from another year
    [InlineData("colombia", "1998-05-01", "1998-11-30", Zero.NotWatched)]
    public void A_watch_speaks_of_a_season_where_it_covers_its_window_or_lies_in_its_year(string place, string from, string to, Zero zero) =>
        Assert.Equal(zero, Incursions(1998, Watched("w", Kind.Incursion, place, from, to)).Zero);

    [Fact]
    public void A_watch_for_another_kind_says_nothing_of_incursions()
    {
        var engine = Engine(Watched("w", Kind.Harvest, "afghanistan", "1998-05-01", "1998-07-31"));

        Assert.Equal((Zero.WatchedNothingReported, Zero.NotWatched), (engine.Season("fergana", 1998).Coverage.Harvest.Zero, engine.Season("fergana", 1998).Coverage.Incursion.Zero));
    }

    [Fact]
    public void What_is_recorded_outweighs_a_watch()
    {
        var none = Told.Of("none", Kind.Incursion, "1998-05-01..1998-11-30", "batken-region", polarity: Polarity.DidNotOccur);
        var raid = Told.Of("raid", Kind.Incursion, "1998-08-01", "batken-region");

        Assert.Equal((Zero.WatchedNothingReported, Strength.Stated, "batken-region"), Incursions(1998, Window));
        Assert.Equal(Zero.ConfirmedNone, Incursions(1998, Window, none).Zero);
        Assert.Equal(Zero.Events, Incursions(1998, Window, none, raid).Zero);
    }

    [Fact]
    public void A_watch_that_is_taken_back_was_none_in_any_order_of_arrival_and_changes_its_seasons()
    {
        var withdrawn = new Fact(2, Told.Noon, new CoverageWithdrawn("coverage~w1", "test", new("test")));

        Assert.Equal(Zero.NotWatched, Incursions(1998, Window, withdrawn).Zero);
        Assert.Equal(Zero.NotWatched, Incursions(1998, withdrawn, Window, Window).Zero);
        var engine = Engine();
        engine.Apply(Window);
        Assert.Contains(("fergana", 1998), engine.Settle().Seasons);
        Assert.Equal([1998], engine.SeasonYears("fergana"));
        engine.Apply(withdrawn);
        Assert.Contains(("fergana", 1998), engine.Settle().Seasons);
        Assert.Empty(engine.SeasonYears("fergana"));
    }

    [Fact]
    public void No_rule_but_that_something_does_not_come_finds_anything_in_a_watch()
    {
        var rules = AnyOrderTests.Rules.Where(r => r.Kind != RuleKind.Absence).ToList();
        var without = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, rules, PaperHistory.Facts, AnyOrderTests.Last);
        var with = TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, rules, PaperHistory.Facts.Append(Window), AnyOrderTests.Last);

        Assert.Equal(without.Findings.Keys.Order(), with.Findings.Keys.Order());
        Assert.All(rules, r => Assert.Equivalent(without.EvidenceOf(r.Id, "fergana"), with.EvidenceOf(r.Id, "fergana")));
    }

    private static (Zero Zero, Strength? Strength, string? Scope) Incursions(int year, params Fact[] facts) =>
        Engine(facts).Season("fergana", year).Coverage.Incursion is var c ? (c.Zero, c.Strength, c.Scope) : default;

    private static TimelineEngine Engine(params Fact[] facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], PaperHistory.Rules, facts, AnyOrderTests.Last);

    private static Fact Watched(string id, Kind kind, string place, string from, string to) => new(
        1, Told.Noon, new CoverageStated($"coverage~{id}", kind, new(place, place, PlacePrecision.Region), Told.Date(from), Told.Date(to), new("monitors", new(Reliability.B, 2)), null, new("test")));
}
