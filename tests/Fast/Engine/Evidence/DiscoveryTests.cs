using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>A rule is called a pattern by what came to be known after it was put in force, and by that alone.</summary>
public sealed class DiscoveryTests
{
    private static readonly int[] Seasons = [.. Enumerable.Range(1990, 12)];
    private static readonly int[] WithHarvest = [1990, 1992, 1993, 1995, 1998, 1999];

    // put in force before the first season, and each season is told of in its own winter
    private static readonly Instant Before = Instant.FromUtc(1989, 12, 31, 0, 0);

    private static readonly Rule Rule = PaperHistory.AfterHarvest with { MinLagDays = 30, MaxLagDays = 100, Observed = new(1990, 2001, "test"), Published = Before };

    private static IEnumerable<Fact> History => Seasons.SelectMany(year => new[]
    {
        Of(year, "harvest", Kind.Harvest, "06-15", "afghanistan"),
        Of(year, "incursion", Kind.Incursion, "08-01", "batken-region"),
    });

    [Fact]
    public void What_came_to_be_known_after_the_rule_can_make_it_a_pattern() => Assert.Equal((Tier.Pattern, 6), Worth(Rule, History));

    [Fact]
    public void What_was_known_before_it_makes_it_a_lead_at_most() =>
        Assert.Equal((Tier.Lead, 6), Worth(Rule with { Published = Instant.FromUtc(1991, 1, 1, 0, 0) }, History));

    [Fact]
    public void What_was_known_before_it_and_is_not_tested_takes_nothing_from_it()
    {
        var later = Rule with { Published = Instant.FromUtc(1990, 12, 31, 12, 0), Observed = new(1991, 2001, "test") };

        Assert.Equal((Tier.Pattern, 5), Worth(later, [.. History, .. More(2002, 2003)], 2003));
        Assert.Equal((Tier.Lead, 6), Worth(later with { Observed = Rule.Observed }, History));
    }

    [Fact]
    public void What_happened_before_the_rule_is_no_new_data_however_late_it_was_recorded()
    {
        var late = History.Select(f => f with { Recorded = Instant.FromUtc(2026, 1, 1, 0, 0), Event = Unbackfilled(f.Event) });

        Assert.Equal((Tier.Lead, 6), Worth(Rule with { Published = Instant.FromUtc(2025, 1, 1, 0, 0) }, late));
    }

    [Fact]
    public void When_it_was_put_in_force_is_not_known_any_of_it_may_be_what_it_was_made_from() => Assert.Equal((Tier.Lead, 6), Worth(Rule with { Published = null }, History));

    [Fact]
    public void An_absence_that_was_known_before_is_what_a_rule_may_be_made_from_too() =>
        Assert.Equal((Tier.Lead, 6), Worth(Rule, [.. History, Of(1991, "none-again", Kind.Incursion, "08-05", "batken-region", known: "1989-01-01")]));

    [Fact]
    public void It_was_known_since_its_first_report_corrected_or_merged_or_not()
    {
        var harvest = History.First();
        var early = Of(1990, "early", Kind.Harvest, "06-15", "afghanistan", known: "1989-06-15");

        // told before the rule, and told better after it; told better before what it was first arrives
        var told = harvest.Corrected(a => a with { Title = "told better" });
        Fact[] first = [Known(harvest, "1989-01-01"), told];
        Assert.Equal((Tier.Lead, 6), Worth(Rule, [.. first, .. History.Skip(1)]));
        Assert.Equal((Tier.Lead, 6), Worth(Rule, [.. History.Skip(1), .. first.Reverse()]));

        // merged into one that was not known then, and taken apart again
        Assert.Equal((Tier.Lead, 6), Worth(Rule, [.. History, early, Told.Merged("early-1990", "harvest-1990", 2)]));
        Assert.Equal((Tier.Pattern, 6), Worth(Rule, [.. History, early, Told.Merged("early-1990", "harvest-1990", 2), early.Retracted(3), Told.Unmerged("early-1990", "harvest-1990", 4)]));
    }

    // a year without a taking says nothing by itself: takings of every year, each with its release
    [Fact]
    public void A_step_that_was_known_before_is_what_a_chain_may_be_made_from_too()
    {
        var chain = Rule with
        {
            Kind = RuleKind.Chain, Cause = new(Kind.HostageTaking), Response = null, MinLagDays = null, MaxLagDays = null, Steps = [new("release", new(Kind.Release), null, 60)],
            Observed = new(1990, 1992, "test"),
        };
        Fact Taking(int year) => Told.Of($"taking-{year}", Kind.HostageTaking, $"{year}-07-01", "batken-region", known: $"{year}-12-31");
        Fact Release(int year, string? known = null) => Told.Of($"release-{year}", Kind.Release, $"{year}-07-20", "batken-region", known: known ?? $"{year}-12-31");
        bool IsAllNew(params Fact[] facts) => Engine(chain, facts, 1993).ObservationsOf(chain.Id, "fergana") is { Count: 3 } seen && seen.All(s => s.FirstKnown >= Before);

        Assert.True(IsAllNew(Taking(1990), Taking(1991), Taking(1992), Release(1990), Release(1991), Release(1992)));
        Assert.False(IsAllNew(Taking(1990), Taking(1991), Taking(1992), Release(1990), Release(1991, "1989-06-01"), Release(1992)));
    }

    [Fact]
    public void A_late_record_of_what_was_known_before_makes_a_pattern_a_lead_at_once()
    {
        var engine = Engine(Rule, History, 2002);
        Assert.Equal(Tier.Pattern, engine.EvidenceOf(Rule.Id, "fergana").Tier);

        engine.Apply(Of(1992, "another", Kind.Incursion, "08-03", "batken-region", known: "1980-01-01"));

        Assert.Contains((Rule.Id, "fergana"), engine.Settle().Evidence);
        Assert.Equal(Tier.Lead, engine.EvidenceOf(Rule.Id, "fergana").Tier);
    }

    private static IEnumerable<Fact> More(params int[] years) => years.SelectMany(year => new[]
    {
        Of(year, "harvest", Kind.Harvest, "06-15", "afghanistan"),
        Of(year, "incursion", Kind.Incursion, "08-01", "batken-region"),
    });

    private static Fact Of(int year, string what, Kind kind, string day, string place, string? known = null)
    {
        var came = WithHarvest.Contains(year);
        return Told.Of($"{what}-{year}", kind, came ? $"{year}-{day}" : $"{year}-01-01..{year}-12-31", place, polarity: came ? Polarity.Occurred : Polarity.DidNotOccur, known: known ?? $"{year}-12-31");
    }

    private static Fact Known(Fact fact, string day) => fact with { Event = ((HarvestReported)fact.Event) with { Provenance = new("test", Told.Date(day).AtMidnight().InUtc().ToInstant()) } };

    private static IIncidentEvent Unbackfilled(IIncidentEvent happened) => happened switch
    {
        HarvestReported h => h with { Provenance = new("test", null) },
        IncursionReported i => i with { Provenance = new("test", null) },
        var other => other,
    };

    private static (Tier, int) Worth(Rule rule, IEnumerable<Fact> facts, int last = 2001) => Engine(rule, facts, last).EvidenceOf(rule.Id, "fergana") is var e ? (e.Tier, e.K) : default;

    private static TimelineEngine Engine(Rule rule, IEnumerable<Fact> facts, int last) =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [rule], facts, new LocalDate(last + 1, 12, 1));
}
