using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class SeasonViewTests
{
    [Fact]
    public void An_incursion_that_may_lie_in_two_season_years_is_possible_in_each_with_its_share()
    {
        var theatre = PaperHistory.Fergana with { YearTurns = new AnnualDate(8, 1), UsualHarvestEnd = new(new(8, 1), new(8, 1)), UsualPassesClose = new(new(12, 31), new(12, 31)) };
        var incursion = Told.Of("incursion", Kind.Incursion, "1999-07-31..1999-08-03", "batken-region");

        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [theatre], [], [incursion], new LocalDate(2000, 1, 1));

        Assert.Equal([1998, 1999], engine.SeasonYears("fergana"));
        Assert.Equal(["incursion"], engine.Season("fergana", 1998).Incursions.Outside);
        Assert.Equal([new PossibleIncident("incursion", 0.75)], engine.Season("fergana", 1999).Incursions.Possible);
    }

    [Fact]
    public void Two_accounts_of_a_closing_that_share_no_day_leave_their_hull_and_a_conflict()
    {
        var facts = new[]
        {
            Told.Of("early", Kind.PassClosure, "1999-09-10", "border-mountains"),
            Told.Of("late", Kind.PassClosure, "1999-09-25", "border-mountains"),
        };

        var window = PaperHistory.Engine(facts).Season("fergana", 1999).Phases.Single(p => p.Name == "harvest-window");

        Assert.Equal((Told.Days("1999-09-10..1999-09-25"), true, Basis.Observed), (window.Closes, window.Conflict, window.Basis));
        Assert.Equal((EdgeBasis.Usual, EdgeBasis.Observed), (window.OpensBasis, window.ClosesBasis));
    }

    [Fact]
    public void Accounts_of_a_closing_that_share_but_one_day_are_in_no_conflict()
    {
        bool IsInConflict(params string[] days) => PaperHistory.Engine(days.Select((day, n) => Told.Of($"account-{n}", Kind.PassClosure, day, "border-mountains")))
            .Season("fergana", 1999).Phases.Single(p => p.Name == "harvest-window").Conflict;

        Assert.False(IsInConflict("1999-09-10"));
        Assert.False(IsInConflict("1999-09-10..1999-09-15", "1999-09-15..1999-09-20"));
        Assert.True(IsInConflict("1999-09-10..1999-09-15", "1999-09-16..1999-09-20"));
    }

    [Fact]
    public void A_closing_of_which_a_part_is_told_to_have_come_before_it_is_in_conflict()
    {
        var facts = new[]
        {
            Told.Of("closure", Kind.PassClosure, "1999-09-20", "border-mountains"),
            Told.Of("one-pass", Kind.PassClosure, "1999-09-10", "border-mountains", links: [(Relations.PartOf, "closure")]),
        };

        var window = PaperHistory.Engine(facts).Season("fergana", 1999).Phases.Single(p => p.Name == "harvest-window");

        Assert.Equal((Told.Days("1999-09-20"), true), (window.Closes, window.Conflict));
    }

    [Fact]
    public void What_is_imminent_moves_no_edge_and_matches_nothing()
    {
        var facts = new[]
        {
            PaperHistory.The("harvest-1999"),
            PaperHistory.The("snow-threat-1999"),
            Told.Of("feared", Kind.Incursion, "1999-08-01", "batken-region", polarity: Polarity.Imminent),
        };

        var engine = PaperHistory.Engine(facts);

        Assert.Equal(EdgeBasis.Usual, engine.Season("fergana", 1999).Phases.Single(p => p.Name == "passes-open").ClosesBasis);
        Assert.Empty(engine.Findings);
        Assert.Empty(engine.Season("fergana", 1999).Incursions.Outside);
    }

    [Fact]
    public void A_usual_opening_places_an_incursion_in_the_view_and_is_no_cause()
    {
        var engine = PaperHistory.Engine([Told.Of("incursion", Kind.Incursion, "1999-08-01", "batken-region")]);

        Assert.Equal(["incursion"], engine.Season("fergana", 1999).Incursions.Certain);
        Assert.Empty(engine.Findings);
    }

    [Fact]
    public void A_payment_without_an_upper_bound_leaves_the_sum_open_and_is_named()
    {
        var facts = new[] { PaperHistory.The("ransom-1999-autumn"), Told.Of("more", Kind.Ransom, "1999-09-01", "batken-region", new RansomDetails(new(Low: 100, Unit: "USD"))) };

        var ransom = PaperHistory.Engine(facts).Season("fergana", 1999).RansomUsd;

        Assert.Equal((2_000_100m, null), (ransom.Low, ransom.High));
        Assert.Contains("“more”", ransom.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Demands_allegations_and_other_currencies_stand_apart_from_what_was_paid()
    {
        var facts = new[]
        {
            Told.Of("demand", Kind.Ransom, "1999-09-01", "batken-region", new RansomDetails(new(9, 9, 9, "USD"), RansomState.Demanded)),
            Told.Of("rumour", Kind.Ransom, "1999-09-01", "batken-region", new RansomDetails(new(7, 7, 7, "USD"), RansomState.Alleged)),
            Told.Of("som", Kind.Ransom, "1999-09-01", "batken-region", new RansomDetails(new(5, 5, 5, "KGS"))),
        };

        var ransom = PaperHistory.Engine(facts).Season("fergana", 1999).RansomUsd;

        Assert.Equal((0m, 0m), (ransom.Low, ransom.High!.Value));
        Assert.Equal((new MoneyRange(9, 9), new MoneyRange(7, 7)), (ransom.Demanded, ransom.Alleged));
        Assert.Equal("som", Assert.Single(ransom.Other).IncidentId);
    }

    [Theory]
    [InlineData(39.96, 71.13, true)]
    [InlineData(40.3, 72.6, true)]
    [InlineData(43, 77, false)]
    public void A_bare_point_counts_where_a_place_of_the_theatre_reaches_it(double lat, double lon, bool counts)
    {
        var engine = PaperHistory.Engine([Told.Of("incursion", Kind.Incursion, "1999-08-01", null, point: new(lat, lon))]);

        Assert.Equal(counts ? [1999] : [], engine.SeasonYears("fergana"));
    }

    [Fact]
    public void A_point_in_an_excepted_province_is_not_counted_through_the_country_around_it()
    {
        var engine = PaperHistory.Engine([Told.Of("harvest", Kind.Harvest, "1999-06-01", null, point: new(36.7, 70.9))]);

        Assert.Empty(engine.SeasonYears("fergana"));
    }

    [Fact]
    public void A_season_is_ongoing_until_the_day_after_its_window_can_last_have_closed()
    {
        SeasonState On(string day) => PaperHistory.Engine(PaperHistory.Facts, day).Season("fergana", 1999).State;

        Assert.Equal(SeasonState.Ongoing, On("1999-09-30"));
        Assert.Equal(SeasonState.Closed, On("1999-10-01"));
    }

    [Fact]
    public void A_taking_is_open_for_90_days_and_then_its_outcome_is_unknown()
    {
        var engine = PaperHistory.Engine([PaperHistory.The("taking-1999-08-23")], "1999-11-21");
        var before = engine.Season("fergana", 1999).Chains.Single().Outcome;

        engine.Reach(new LocalDate(1999, 11, 22));
        var changes = engine.Settle();

        Assert.Equal((ChainOutcome.Open, ChainOutcome.Unknown), (before, engine.Season("fergana", 1999).Chains.Single().Outcome));
        Assert.Contains(("fergana", 1999), changes.Seasons);
        Assert.Contains(("ransom-follows-taking", "fergana"), changes.Evidence);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01..9999-12-31")]
    public void A_day_at_the_end_of_time_breaks_nothing_and_lies_in_no_season(string when)
    {
        var engine = PaperHistory.Engine([.. PaperHistory.Facts, Told.Of("taking", Kind.HostageTaking, when, "batken-region"), Told.Of("incursion", Kind.Incursion, when, "batken-region"), Told.Of("harvest", Kind.Harvest, when, "afghanistan")]);

        Assert.Equal(28, engine.Incidents.Count);
        Assert.Equal(PaperHistory.Engine(PaperHistory.Facts).Digest(), engine.Digest());
    }

    [Fact]
    public void The_view_is_written_with_the_names_that_others_read()
    {
        var json = JsonSerializer.SerializeToElement(PaperHistory.Engine(PaperHistory.Facts).Season("fergana", 1999), TimelineJson.Options);

        Assert.Equal("closed", json.GetProperty("state").GetString());
        Assert.Equal("1999-06-01", json.GetProperty("phases")[2].GetProperty("opens").GetProperty("earliest").GetString());
        Assert.Equal("observed", json.GetProperty("phases")[2].GetProperty("basis").GetString());
        Assert.Equal(4600, json.GetProperty("harvests")[0].GetProperty("tonnes").GetProperty("best").GetInt32());
        Assert.Equal("incursion-1999", json.GetProperty("incursions").GetProperty("certain")[0].GetString());
        Assert.Equal(4, json.GetProperty("chains")[0].GetProperty("steps")[1].GetProperty("lagDays").GetProperty("min").GetInt32());
        Assert.Equal("ransomed", json.GetProperty("chains")[0].GetProperty("outcome").GetString());
        Assert.Equal(5050000, json.GetProperty("ransomUsd").GetProperty("high").GetInt32());
        Assert.Equal(0, json.GetProperty("seizures").GetProperty("during").GetProperty("kgHigh").GetInt32());
        Assert.Equal("events", json.GetProperty("coverage").GetProperty("incursion").GetProperty("zero").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("knownAt").ValueKind);
    }
}
