using Timeline.Contracts;
using Timeline.Engine;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class RetiredRuleTests
{
    private const string Id = "incursion-in-harvest-window";

    [Fact]
    public void A_retired_rule_finds_nothing_any_more_and_the_rest_is_as_if_it_had_never_been()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);

        engine.Retire(Id, 1);
        var changes = engine.Settle();

        Assert.NotEmpty(changes.Findings);
        Assert.All(changes.Findings, c => Assert.Equal((Id, null, "The rule was retired."), (c.Before!.Rule, c.After, WhatChanged.Of(c).Why)));
        Assert.Contains(("fergana", 1999), changes.Seasons);
        Assert.DoesNotContain(engine.Rules, r => r.Id == Id);
        Assert.Throws<KeyNotFoundException>(() => engine.EvidenceOf(Id, "fergana"));
        Assert.Equal(Without().Digest(), engine.Digest());
    }

    [Fact]
    public void It_is_in_force_again_with_its_next_version_and_never_with_an_old_one()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);
        engine.Retire(Id, 2);
        engine.Settle();

        engine.Publish(PaperHistory.InWindow with { Version = 2 });
        Assert.Empty(engine.Settle().Findings);
        engine.Publish(PaperHistory.InWindow with { Version = 3 });

        Assert.All(engine.Settle().Findings, c => Assert.Equal((null, 3), (c.Before, c.After!.RuleVersion)));
        Assert.Contains(engine.Findings.Values, f => f.Rule == Id);
    }

    [Fact]
    public void Retired_and_put_in_force_again_between_two_looks_only_the_versions_differ()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);

        engine.Retire(Id, 1);
        engine.Publish(PaperHistory.InWindow with { Version = 2 });
        var changes = engine.Settle().Findings;

        Assert.All(changes.Where(c => c.After is null), c => Assert.Equal("Version 2 of the rule came into force.", c.Why));
        Assert.Equal(changes.Count(c => c.After is null), changes.Count(c => c.Before is null));
    }

    private static TimelineEngine Without() =>
        TimelineEngine.FromNothing(PaperHistory.Gazetteer, [PaperHistory.Fergana], [.. PaperHistory.Rules.Where(r => r.Id != Id)], PaperHistory.Facts, Told.Date("2004-06-01"));
}
