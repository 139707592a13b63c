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

    private static readonly Rule NoIncursionAfterTaking =
        KindsOfRule.All.Single(r => r.Id == "no-incursion-after-harvest") with { Id = "no-incursion-after-taking", Cause = new(Kind.HostageTaking), MinLagDays = 10, MaxLagDays = 40 };

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

    [Fact]
    public void Where_a_cause_moves_the_days_after_it_are_put_down_anew()
    {
        // late in the year, when no other day of the season is left to look at it on
        var taking = Told.Of("taking", Kind.HostageTaking, "1998-12-20", "batken-region");
        Fact[] facts = [taking, taking.Moved("1998-10-20"), Told.Of("none", Kind.Incursion, "1998-10-21", "batken-region", ends: "1998-12-31", polarity: Polarity.DidNotOccur)];
        Theatre[] theatres = [PaperHistory.Fergana];
        var day = new LocalDate(1998, 12, 21);
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, theatres, [NoIncursionAfterTaking], [facts[0], facts[2]], day);

        engine.Apply(facts[1]);
        engine.Settle();

        for (; day < new LocalDate(1999, 1, 20); day = day.PlusDays(1))
        {
            PassOverTo(engine, day);
            Assert.Equal(Said(TimelineEngine.FromNothing(PaperHistory.Gazetteer, theatres, [NoIncursionAfterTaking], facts, day), theatres), Said(engine, theatres));
        }

        Assert.NotEmpty(engine.Findings);
    }

    // while somebody is held the time until a release is not known, and every day that passes is one more without it
    [Fact]
    public void Every_day_says_more_of_a_chain_that_is_open()
    {
        var rule = KindsOfRule.All.Single(r => r.Id == "release-then-ransom-unlinked") with { Id = "held", Steps = [new("release", new(Kind.Release), Relations.ReleaseOf, 90)] };
        Theatre[] theatres = [PaperHistory.Fergana];
        Fact[] facts =
        [
            Told.Of("first", Kind.HostageTaking, "1998-06-01", "batken-region"), Told.Of("freed", Kind.Release, "1998-06-21", "batken-region", links: [(Relations.ReleaseOf, "first")]),
            Told.Of("second", Kind.HostageTaking, "1998-08-10", "batken-region"), Told.Of("third", Kind.HostageTaking, "1998-08-10", "batken-region"),
        ];
        var day = new LocalDate(1998, 8, 15);
        var engine = TimelineEngine.FromNothing(PaperHistory.Gazetteer, theatres, [rule], facts, day);
        var said = new List<string> { Json(engine.EvidenceOf(rule.Id, "fergana")) };

        for (day = day.PlusDays(1); day < new LocalDate(1998, 9, 15); day = day.PlusDays(1))
        {
            engine.Reach(day);
            var changes = engine.Settle();
            var now = Json(engine.EvidenceOf(rule.Id, "fergana"));
            Assert.Equal(Json(TimelineEngine.FromNothing(PaperHistory.Gazetteer, theatres, [rule], facts, day).EvidenceOf(rule.Id, "fergana")), now);
            Assert.True(now == said[^1] || changes.Evidence.Contains((rule.Id, "fergana")), $"{day}: what the rule is worth is another, and that was not said");
            said.Add(now);
        }

        Assert.True(said.Distinct().Count() > 1);
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(Histories.Watched)])]
    public void Who_passes_over_all_days_but_those_that_are_due_sees_what_a_run_from_nothing_does(Lived lived)
    {
        var whim = new Random(lived.Seed);
        var facts = lived.Facts.ToArray();
        whim.Shuffle(facts);
        IReadOnlyList<Rule> rules = [.. AnyOrderTests.Rules, NoIncursionAfterTaking];
        var engine = new TimelineEngine(PaperHistory.Gazetteer, AnyOrderTests.Theatres, rules);
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
            Assert.Equal(Said(TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, rules, facts, day), AnyOrderTests.Theatres), Said(engine, AnyOrderTests.Theatres));
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
    private static IEnumerable<string> Said(TimelineEngine engine, IReadOnlyList<Theatre> theatres) =>
    [
        .. engine.Findings.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Json(f.Value)),
        .. theatres.SelectMany(t => engine.Rules.Where(r => r.Theatres?.Contains(t.Id) != false).SelectMany(r => engine.EvidenceOf(r.Id, t.Id).Judgements.Select(j => $"{r.Id}: {Json(j)}"))),
        .. theatres.SelectMany(t => engine.SeasonYears(t.Id).Select(y => Json(engine.Season(t.Id, y)))),
    ];

    private static TimelineEngine AsOf(LocalDate day) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [], [Taking], day);

    private static string Season(TimelineEngine engine) => Json(engine.Season("fergana", 1998));

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, TimelineJson.Options);
}
