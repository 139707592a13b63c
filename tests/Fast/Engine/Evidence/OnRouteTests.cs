using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A lag whose responses are asked for on a route: what lies beside it is no response, and what may lie on it is one only in the possible reading.</summary>
public sealed class OnRouteTests
{
    private static readonly GeoPoint OnTheRoad = new(39.905, 70.86);
    private static readonly GeoPoint Beside = new(40.9, 70.86);   // 110 km

    private static readonly Rule Lag = PaperHistory.AfterHarvest with { Id = "incursions-on-the-road", MinLagDays = 30, MaxLagDays = 100, Observed = new(1999, 2001, "test") };
    private static readonly Rule OnRoad = Lag with { Near = new(null, 30, "valley-road") };

    private static readonly Fact[] Seasons =
    [
        Told.Of("h99", Kind.Harvest, "1999-06-15", "afghanistan"), Told.Of("h00", Kind.Harvest, "2000-06-15", "afghanistan"),
        Told.Of("h01", Kind.Harvest, "2001-01-01..2001-12-31", "taliban-held", polarity: Polarity.DidNotOccur),
        Told.Of("none", Kind.Incursion, "2001-01-01..2001-12-31", "batken-region", polarity: Polarity.DidNotOccur),
        Incursion("i99", "1999-08-10", OnTheRoad), Incursion("i00", "2000-08-10", OnTheRoad), Incursion("i01", "2001-08-10", Beside),
    ];

    [Fact]
    public void Its_numbers_are_those_of_the_lag_over_what_lies_on_the_route_alone()
    {
        var (road, anywhere) = (Worth(OnRoad, Seasons), Worth(Lag, Seasons));

        // each of the two would be covered in two of three seasons: 2/3 x 2/3; of six arrangements of the seasons two keep both
        Assert.Equal((2, 2), (road.K, road.KPossible));
        Assert.Equal(4 / 3.0, road.Expected!.Value, 1e-12);
        Assert.Equal(4 / 9.0, road.P!.Value, 1e-12);
        Assert.Equal((Tier.Anecdote, 3, 3), (road.Tier, road.SeasonsJudged, road.SeasonsHeld));
        // with the one beside the road there is one in every season, and every arrangement does as well
        Assert.Equal(1, anywhere.P!.Value);
        Assert.Equal((2, 3, 2), (anywhere.K, anywhere.SeasonsJudged, anywhere.SeasonsHeld));
    }

    [Fact]
    public void One_in_doubt_of_its_place_is_possible_and_counts_for_nothing_certain()
    {
        var perhaps = Told.Of("perhaps", Kind.Incursion, "2000-08-20", "batken-region");
        var engine = EngineOf(OnRoad, [.. Seasons, perhaps]);

        var finding = engine.Findings.Values.Single(f => f.Incidents.Contains("perhaps"));
        var worth = engine.EvidenceOf(OnRoad.Id, "fergana");

        Assert.Equal((Certainty.Possible, 1.0), (finding.Verdict, finding.Share));
        Assert.Contains("not known finely enough", finding.Explanation.Single(s => s.Step == "route").Says, StringComparison.Ordinal);
        Assert.Equal((2, 3), (worth.K, worth.KPossible));
        Assert.Equal((4 / 3.0, 4 / 9.0), (worth.Expected!.Value, worth.P!.Value));
        // alone in its season it leaves open whether any came on the road
        var alone = Worth(OnRoad, [.. Seasons.Where(f => f.Event.IncidentId != "i00"), perhaps]).Judgements.Single(j => j.SeasonYear == 2000);
        Assert.Equal(("unknown", false), (alone.Response, alone.Judged));
    }

    [Fact]
    public void It_says_how_far_from_the_route_and_how_far_along_it()
    {
        var says = EngineOf(OnRoad, Seasons).Findings.Values.Single(f => f.SeasonYear == 1999).Explanation.Single(s => s.Step == "route").Says;

        Assert.StartsWith("It lies about 0 km from “Valley road”, about 24 km along it from Vorukh; the rule asks for at most 30.", says, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_to_have_been_elsewhere_ends_its_match_and_says_why()
    {
        var engine = EngineOf(OnRoad, Seasons);

        engine.Apply(Seasons.Single(f => f.Event.IncidentId == "i99").Corrected(a => a with { Where = a.Where! with { Point = Beside } }));
        var gone = Assert.Single(engine.Settle().Findings);

        Assert.Equal((null, "It no longer lies as near the route as the rule asks."), (gone.After, gone.Why));
        Assert.Equal(1, engine.EvidenceOf(OnRoad.Id, "fergana").K);
    }

    [Fact]
    public void A_record_that_none_came_far_from_the_route_says_nothing_of_it()
    {
        Fact[] facts =
        [
            .. Seasons.Where(f => f.Event.IncidentId != "none"),
            Told.Of("none", Kind.Incursion, "2001-01-01..2001-12-31", "sokh", polarity: Polarity.DidNotOccur, point: new(42.5, 70.86), precision: PlacePrecision.Point),
        ];

        Assert.Equal("unknown", Worth(OnRoad, facts).Judgements.Single(j => j.SeasonYear == 2001).Response);
        Assert.Equal("absent", Worth(OnRoad, Seasons).Judgements.Single(j => j.SeasonYear == 2001).Response);
    }

    [Fact]
    public void Where_nothing_is_true_it_is_called_a_finding_no_more_often_than_promised_and_where_it_is_it_is_found()
    {
        var (falsely, truly, naively) = (0, 0, 0);
        for (var seed = 0; seed < 100; seed++)
        {
            var worth = Simulated(new Random(seed), drives: false);
            falsely += worth.P <= 0.05 ? 1 : 0;
            naively += worth.Shown!.Single(s => s.Name == ShownNumber.Naive).Value <= 0.05 ? 1 : 0;
            truly += seed < 20 && Simulated(new Random(seed), drives: true).P <= 0.05 ? 1 : 0;
        }

        Assert.InRange(falsely, 0, 13);   // 5 % of 100, 99.9 % of the time
        Assert.InRange(naively, 25, 100); // what only shares the season fools the screen
        Assert.InRange(truly, 18, 20);
    }

    /// <summary>Twelve seasons, a harvest in each on any day of four months; three incursions on the road and three beside it, all in the same half of the year, those on the road after the harvest where it drives them.</summary>
    private static Evidence Simulated(Random chance, bool drives)
    {
        var facts = new List<Fact>();
        for (var year = 1990; year < 2002; year++)
        {
            var harvest = new LocalDate(year, 5, 1).PlusDays(chance.Next(60));
            facts.Add(Told.Of($"h{year}", Kind.Harvest, $"{harvest:uuuu-MM-dd}", "afghanistan"));
            for (var n = 0; n < 6; n++)
            {
                var day = drives && n < 3 ? harvest.PlusDays(30 + chance.Next(31)) : new LocalDate(year, 6, 1).PlusDays(chance.Next(90));
                facts.Add(Incursion($"i{year}-{n}", $"{day:uuuu-MM-dd}", n < 3 ? OnTheRoad : Beside));
            }
        }

        return Worth(OnRoad with { Observed = new(1990, 2001, "test"), MinLagDays = 30, MaxLagDays = 60 }, [.. facts]);
    }

    private static Fact Incursion(string id, string when, GeoPoint point) => Told.Of(id, Kind.Incursion, when, "sokh", point: point, precision: PlacePrecision.Point);

    private static Evidence Worth(Rule rule, Fact[] facts) => EngineOf(rule, facts).EvidenceOf(rule.Id, "fergana");

    private static TimelineEngine EngineOf(Rule rule, Fact[] facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, Told.Date("2004-06-01"));
}
