using System.Text.Json;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Days on which something is judged otherwise though nothing new is told: none of them is missed, so that the days between may be passed over.</summary>
public sealed class AgendaTests
{
    // the latest day on which it may have begun, and ninety more, on which it is open
    private static readonly LocalDate Over = new LocalDate(1998, 8, 10).PlusDays(91);

    private static readonly Fact Taking = Told.Of("taking", Kind.HostageTaking, "1998-08-01..1998-08-10", "batken-region");

    [Fact]
    public void The_day_on_which_a_taking_is_no_longer_open_is_due_and_its_season_is_told_anew_on_it()
    {
        var engine = AsOf(Over.PlusDays(-1));
        var open = Season(engine);

        Assert.Equal(Over, engine.NextDue);
        engine.Reach(Over);
        Assert.Contains(("fergana", 1998), engine.Settle().Seasons);
        Assert.NotEqual(open, Season(engine));
        Assert.Equal(Season(AsOf(Over)), Season(engine));
        Assert.Null(engine.NextDue);
    }

    // its days are counted from the corrected day: nothing else says that there is another day to look at it
    [Fact]
    public void Where_a_cause_moves_the_days_after_it_are_put_down_anew()
    {
        var rule = KindsOfRule.All.Single(r => r.Id == "no-incursion-after-harvest") with { Cause = new(Kind.HostageTaking), Response = new(Kind.Attack), MinLagDays = 10, MaxLagDays = 40 };
        var none = Told.Of("none", Kind.Attack, "1998-08-15", "batken-region", ends: "1998-12-31", polarity: Polarity.DidNotOccur);
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], [Taking, none], new(1998, 8, 11));

        engine.Apply(Taking.Moved("1998-08-20"));
        engine.Settle();
        PassOverTo(engine, new(1998, 9, 29));
        Assert.Empty(engine.Findings);   // forty days and the grace for reports after the corrected day
        PassOverTo(engine, new(1998, 12, 31));

        Assert.NotEmpty(engine.Findings);
        Assert.Equal(Said(TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], [Taking, none, Taking.Moved("1998-08-20")], new(1998, 12, 31)), PaperHistory.Fergana), Said(engine, PaperHistory.Fergana));
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(Histories.Watched)])]
    public void Who_passes_over_all_days_but_those_that_are_due_sees_what_a_run_from_nothing_does(Lived lived)
    {
        var whim = new Random(lived.Seed);
        var facts = lived.Facts.ToArray();
        whim.Shuffle(facts);
        var engine = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules);
        var day = new LocalDate(1996, 6, 1);
        engine.Reach(day);
        for (var taken = 0; taken < facts.Length; taken++)
        {
            engine.Apply(facts[taken]);
            if (whim.Next(3) == 0)
            {
                engine.Settle();
                PassOverTo(engine, day = day.PlusDays(whim.Next(90)));
            }
        }

        engine.Settle();
        for (; day < AnyOrderTests.Last; day = day.PlusDays(1 + whim.Next(500)))
        {
            PassOverTo(engine, day);
            Assert.Equal(Said(TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, facts, day), [.. AnyOrderTests.Theatres]), Said(engine, [.. AnyOrderTests.Theatres]));
        }
    }

    /// <summary>The days that are due come, and no other.</summary>
    private static void PassOverTo(TimelineEngine engine, LocalDate day)
    {
        while (engine.NextDue is { } due && due <= day)
        {
            engine.Reach(due);
            engine.Settle();
        }
    }

    // what is said of a rule as a whole may count days that nothing was heard of, and so be another every day
    private static IEnumerable<string> Said(TimelineEngine engine, params IReadOnlyList<Theatre> theatres) =>
    [
        .. engine.Findings.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Json(f.Value)),
        .. theatres.SelectMany(t => engine.Rules.Where(r => r.Theatres?.Contains(t.Id) != false).SelectMany(r => engine.EvidenceOf(r.Id, t.Id).Judgements.Select(j => $"{r.Id}: {Json(j)}"))),
        .. theatres.SelectMany(t => engine.SeasonYears(t.Id).Select(y => Json(engine.Season(t.Id, y)))),
    ];

    private static TimelineEngine AsOf(LocalDate day) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [], [Taking], day);

    private static string Season(TimelineEngine engine) => Json(engine.Season("fergana", 1998));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
