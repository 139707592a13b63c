using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A place that staff added counts where what it lies in counts, whether it came before or after the reports that name it.</summary>
public sealed class TakenInPlacesTests
{
    private static readonly Fact Village = Added("ozgorush", "valley");
    private static readonly Fact Valley = Added("valley", "batken-region");
    private static readonly Fact Raid = Told.Of("raid", Kind.Incursion, "1999-08-09", "ozgorush", known: "1999-08-12");
    private static readonly Fact Settled = new(3, Told.Noon, new ConflictSettled("taking", "where", new(Where: new("ozgorush", "Ozgorush", PlacePrecision.Village)), "test", new("test")));

    private static readonly Fact[] Facts =
    [
        Village, Valley, Raid, Told.Of("taking", Kind.HostageTaking, "1999-08-20", "colombia"), Told.Of("taking", Kind.HostageTaking, "1999-08-20", "ozgorush", report: "r2", version: 2), Settled,
        new(1, Told.Noon, new PlaceSpelled("ozgorush", "Озгоруш", null, new("test"))),
    ];

    [Fact]
    public void In_any_order_it_ends_as_a_run_in_which_the_places_were_known_from_the_start()
    {
        var gazetteer = PaperHistory.Gazetteer.Copy();
        gazetteer.Take(Of(Valley));
        gazetteer.Take(Of(Village));
        var all = PaperHistory.Facts.Concat(Facts).ToArray();
        var expected = TimelineEngine.FromNothing(gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, all, AnyOrderTests.Last);
        var whim = new Random(1999);

        for (var n = 0; n < 20; n++)
        {
            whim.Shuffle(all);
            var engine = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules);
            foreach (var fact in all)
            {
                engine.Apply(fact);
                if (whim.Next(4) == 0)
                {
                    engine.Settle();
                }
            }

            engine.Reach(AnyOrderTests.Last);
            engine.Settle();
            Assert.Equal(expected.Digest(), engine.Digest());
        }
    }

    [Fact]
    public void What_happened_there_counts_in_its_theatre_and_without_the_place_in_none()
    {
        Assert.Empty(Engine(Raid).SeasonYearsOf("fergana", "raid"));
        Assert.Equal([1999], Engine(Raid, Village, Valley).SeasonYearsOf("fergana", "raid"));
    }

    [Fact]
    public void Places_are_known_at_any_moment_and_matter_to_every_theatre()
    {
        var sorted = new FactsByTheatre(PaperHistory.Gazetteer, AnyOrderTests.Theatres);
        foreach (var fact in new[] { Raid, Village, Valley })
        {
            sorted.Add(fact);
        }

        var then = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [], sorted.Of("fergana"), AnyOrderTests.Last, knownAt: NodaTime.Instant.FromUtc(1999, 9, 1, 0, 0));

        Assert.Equal([1999], then.SeasonYearsOf("fergana", "raid"));
    }

    [Fact]
    public void What_counted_for_one_thing_and_comes_to_lie_where_another_counts_counts_for_both()
    {
        // seizures count in all of Central Asia, incursions only in Batken, and that the village lies there too is told by the valley
        var village = new Fact(1, Told.Noon, new PlaceAdded(Of(Village) with { Within = ["central-asia", "valley"] }, null, new("test")));

        Assert.Equal([1999], Engine(village, Valley, Raid).SeasonYearsOf("fergana", "raid"));
        Assert.Equal([1999], Settling(village, Raid, Valley).SeasonYearsOf("fergana", "raid"));
    }

    [Fact]
    public void What_was_watched_there_is_counted_from_when_it_is_known_where_that_is()
    {
        var rule = KindsOfRule.All.Single(r => r.Id == "no-incursion-in-august");
        var watch = new Fact(1, Told.Noon, new CoverageStated(
            "coverage~village", Kind.Incursion, new("ozgorush", "Ozgorush", PlacePrecision.Village), Told.Date("1998-05-01"), Told.Date("1998-11-30"), new("monitors", new(Reliability.B, 2)), null, new("test")));
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], [watch, Village], AnyOrderTests.Last);
        Assert.Empty(engine.Findings);

        engine.Apply(Valley);
        var changes = engine.Settle();

        Assert.Single(engine.Findings);
        Assert.Contains(("fergana", 1998), changes.Seasons);
        Assert.Equal(TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], [watch, Village, Valley], AnyOrderTests.Last).Digest(), engine.Digest());
    }

    [Fact]
    public void What_an_engine_takes_in_is_in_no_other_gazetteer()
    {
        Engine(Village, Valley);

        Assert.Null(PaperHistory.Gazetteer.Find("ozgorush"));
    }

    private static TimelineEngine Engine(params Fact[] facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], PaperHistory.Rules, facts, AnyOrderTests.Last);

    private static TimelineEngine Settling(params Fact[] facts)
    {
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [PaperHistory.Fergana], PaperHistory.Rules);
        foreach (var fact in facts)
        {
            engine.Apply(fact);
            engine.Settle();
        }

        return engine;
    }

    private static Place Of(Fact fact) => ((PlaceAdded)fact.Event).Place;

    private static Fact Added(string id, string within) =>
        new(1, Told.Noon, new PlaceAdded(new(id, id, PlaceType.Village, null, null, new(39.9, 70.9), null, [within], []), null, new("test")));
}
