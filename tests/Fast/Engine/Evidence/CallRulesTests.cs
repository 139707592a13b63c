using FsCheck;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Which rules may be called, among all rules and at every look: hardly ever one that says nothing true, and whatever the order of arrival.</summary>
public sealed class CallRulesTests
{
    private const int First = 1990;
    private const int Last = 2001;

    // put in force before the first season
    private static readonly Instant Before = Instant.FromUtc(1989, 12, 1, 0, 0);

    private static readonly Rule Follows = PaperHistory.AfterHarvest with { Published = Before, Observed = new(First, Last, "test"), MinLagDays = 30, MaxLagDays = 60, Count = CountWhat.Whole };

    private static readonly Rule[] Rules =
    [
        Follows,
        KindsOfRule.All.Single(r => r.Kind == RuleKind.SeasonWindow && r.Id == "incursions-in-august") with { Published = Before, Observed = Follows.Observed },
        KindsOfRule.All.Single(r => r.Id == "incursions-at-once") with { Published = Before, Burst = new(2, 6, null), Observed = Follows.Observed },
        KindsOfRule.All.Single(r => r.Id == "takings-surge") with { Published = Before, Cause = new(Kind.Harvest), Response = new(Kind.Incursion), MinLagDays = 30, MaxLagDays = 60, Observed = Follows.Observed },
    ];

    [Fact]
    public void Where_nothing_is_true_hardly_any_history_is_ever_called_however_often_it_is_looked_at()
    {
        var called = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            called += EverCalled(History(new Random(seed), drives: false)) ? 1 : 0;
        }

        Assert.InRange(called, 0, 9);   // 5 % of 60, 99.9 % of the time
    }

    [Fact]
    public void Where_the_harvest_drives_it_the_rule_is_called_and_says_why()
    {
        var passing = Run(History(new Random(3), drives: true)).PassingIn("fergana");

        var called = Assert.Single(passing, p => p.Rule == Follows.Id);
        Assert.Equal((1, Last, 12), (called.RuleVersion, called.SeasonYear, called.Look));
        Assert.Contains("at look 12", called.Why, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("4 rules", called.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('%', called.Why);
    }

    [Fact]
    public void What_a_version_may_have_been_made_from_calls_it_never_and_its_looks_begin_after_it()
    {
        var facts = History(new Random(3), drives: true);
        int? Look(Rule rule) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, End).PassingIn("fergana").SingleOrDefault()?.Look;

        Assert.Equal(12, Look(Follows));
        Assert.Equal(10, Look(Follows with { Version = 2, Published = Instant.FromUtc(1991, 12, 1, 0, 0) }));
        Assert.Null(Look(Follows with { Version = 3, Published = Instant.FromUtc(2001, 12, 1, 0, 0) }));
        Assert.Null(Look(Follows with { Published = null }));
    }

    [Fact]
    public void Late_data_repeat_the_look_they_belong_to_and_may_take_the_call_back()
    {
        var facts = History(new Random(3), drives: true);
        var engine = Run(facts);
        var look = Assert.Single(engine.PassingIn("fergana"), p => p.Rule == Follows.Id).Look;

        foreach (var year in Enumerable.Range(First, 9))
        {
            engine.Apply(facts.Single(f => f.Event.IncidentId == $"i{year}-0").Moved($"{year}-10-30"));
            engine.Apply(facts.Single(f => f.Event.IncidentId == $"i{year}-1").Moved($"{year}-10-31"));
        }

        engine.Settle();

        Assert.DoesNotContain(engine.PassingIn("fergana"), p => p.Rule == Follows.Id);
        Assert.Contains($"at look {look}", engine.WhyNotPassing(Follows.Id, 1, "fergana"), StringComparison.Ordinal);
        Assert.Contains("Version 1", engine.WhyNotPassing(Follows.Id, 0, "fergana"), StringComparison.Ordinal);
        Assert.Contains("no longer in force", engine.WhyNotPassing("none", 1, "fergana"), StringComparison.Ordinal);
    }

    [Property(MaxTest = 15)]
    public void Whatever_the_order_the_same_rules_are_called(NonNegativeInt whim)
    {
        var facts = History(new Random(3), drives: true).ToArray();
        var expected = Run(facts).PassingIn("fergana");
        var chance = new Random(whim.Get);
        chance.Shuffle(facts);
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [PaperHistory.Fergana], Rules);
        foreach (var fact in facts)
        {
            engine.Apply(fact);
            if (chance.Next(8) == 0)
            {
                engine.Reach(new LocalDate(First, 1, 1).PlusDays(chance.Next(6000)));
                engine.Settle();
                engine.PassingIn("fergana");
            }
        }

        engine.Reach(End);
        engine.Settle();

        Assert.NotEmpty(expected);
        Assert.Equal(expected, engine.PassingIn("fergana"));
    }

    private static LocalDate End => new(Last + 6, 12, 31);

    private static bool EverCalled(IReadOnlyList<Fact> facts)
    {
        var engine = new TimelineEngine(PaperHistory.Gazetteer, [PaperHistory.Fergana], Rules);
        foreach (var fact in facts)
        {
            engine.Apply(fact);
        }

        return Enumerable.Range(First + 1, Last - First + 1).Any(year =>
        {
            engine.Reach(new(year, 12, 31));
            engine.Settle();
            return engine.PassingIn("fergana").Count > 0;
        });
    }

    private static TimelineEngine Run(IEnumerable<Fact> facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], Rules, facts, End);

    /// <summary>A harvest a year, on any day of four months; two incursions, 45 days after it, or on any day of the season.</summary>
    private static List<Fact> History(Random chance, bool drives)
    {
        var facts = new List<Fact>();
        for (var year = First; year <= Last; year++)
        {
            var harvest = new LocalDate(year, 4, 1).PlusDays(chance.Next(120));
            facts.Add(Told.Of($"h{year}", Kind.Harvest, $"{harvest:uuuu-MM-dd}", "afghanistan"));
            for (var n = 0; n < 2; n++)
            {
                var day = drives ? harvest.PlusDays(45 + n) : new LocalDate(year, 5, 1).PlusDays(chance.Next(180));
                facts.Add(Told.Of($"i{year}-{n}", Kind.Incursion, $"{day:uuuu-MM-dd}", "sokh", precision: PlacePrecision.Enclave));
            }
        }

        return facts;
    }
}
