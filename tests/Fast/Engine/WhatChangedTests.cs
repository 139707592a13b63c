using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class WhatChangedTests
{
    private const string InWindow = "incursion-in-harvest-window~1~fergana~incursion-1999";

    [Theory]
    [InlineData("1999-09-15..1999-09-25", ChangeKind.Weakened)]
    [InlineData("1999-08-02..1999-08-03", ChangeKind.Revised)]
    [InlineData("1999-11-01", ChangeKind.Withdrawn)]
    public void A_certain_match_weakens_is_revised_or_withdrawn_with_its_days(string moved, ChangeKind expected)
    {
        var incursion = Told.Of("incursion-1999", Kind.Incursion, "1999-08-01", "batken-region");
        var engine = PaperHistory.Engine([PaperHistory.The("harvest-1999"), PaperHistory.The("closure-1999"), incursion]);

        engine.Apply(incursion.Moved(moved));
        var change = engine.Settle().Findings.Single(c => (c.Before ?? c.After)!.CorrelationId == InWindow);

        Assert.Equal(expected, WhatChanged.Of(change).Kind);
    }

    [Fact]
    public void A_match_is_detected_and_strengthens_when_its_days_are_told_better()
    {
        var incursion = Told.Of("incursion-1999", Kind.Incursion, "1999-09-15..1999-09-25", "batken-region");
        var engine = PaperHistory.Engine([PaperHistory.The("harvest-1999"), PaperHistory.The("closure-1999")]);

        engine.Apply(incursion);
        var first = engine.Settle().Findings.Single(c => c.After!.CorrelationId == InWindow);
        engine.Apply(Told.Of("incursion-1999", Kind.Incursion, "1999-09-15", "batken-region", report: "r2", version: 2));
        var second = engine.Settle().Findings.Single(c => c.After!.CorrelationId == InWindow);

        Assert.Equal((ChangeKind.Detected, ChangeKind.Strengthened), (WhatChanged.Of(first).Kind, WhatChanged.Of(second).Kind));
    }

    [Fact]
    public void A_further_step_strengthens_a_chain_and_its_loss_weakens_it()
    {
        var engine = PaperHistory.Engine([PaperHistory.The("taking-1999-08-23"), PaperHistory.The("release-1999-10-25")]);
        var ransom = PaperHistory.The("ransom-1999-autumn");

        engine.Apply(ransom);
        var more = WhatChanged.Of(Assert.Single(engine.Settle().Findings));
        engine.Apply(ransom.Retracted());
        var less = WhatChanged.Of(Assert.Single(engine.Settle().Findings));

        Assert.Equal((ChangeKind.Strengthened, ChangeKind.Weakened), (more.Kind, less.Kind));
        Assert.Contains("ransom-1999-autumn", more.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);

        foreach (var fact in PaperHistory.Facts)
        {
            engine.Apply(fact);
        }

        engine.Publish(PaperHistory.InWindow);
        engine.Reach(new LocalDate(2003, 1, 1));
        var changes = engine.Settle();

        Assert.Equal((0, 0, 0, 0), (changes.Findings.Count, changes.Evidence.Count, changes.Seasons.Count, changes.Incidents.Count));
    }

    [Fact]
    public void A_later_version_of_a_rule_tells_what_it_is_worth_though_that_be_nothing()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);
        Assert.NotEmpty(engine.EvidenceOf("incursion-in-harvest-window", "fergana").Judgements);

        engine.Publish(PaperHistory.InWindow with { Version = 2, Cause = new(Kind.Ban), Response = new(Kind.Withdrawal), Observed = null, Closes = null });
        var changes = engine.Settle();

        Assert.Contains(("incursion-in-harvest-window", "fergana"), changes.Evidence);
        Assert.Equal((Tier.None, 0), engine.EvidenceOf("incursion-in-harvest-window", "fergana") is var e ? (e.Tier, e.K) : default);
    }

    [Fact]
    public void What_a_rule_found_when_it_was_put_in_force_reads_the_same_after_that_has_moved_on()
    {
        IEnumerable<string> Began(params Fact[] since)
        {
            var engine = PaperHistory.Engine(PaperHistory.Facts);
            engine.Publish(PaperHistory.AfterHarvest with { Version = 2 });
            var changes = engine.Settle().Findings;
            foreach (var fact in since)
            {
                engine.Apply(fact);
                engine.Settle();
            }

            return changes.Where(c => c.Before is null).Select(c => c.After!.CorrelationId);
        }

        Assert.Contains("incursion-after-harvest~2~fergana~harvest-1999~incursion-1999", Began());
        Assert.Equal(Began(), Began(PaperHistory.The("incursion-1999").Retracted()));
        Assert.Equal(Began(), Began(Told.Of("another", Kind.Incursion, "1999-08-20", "sokh")));
    }

    [Fact]
    public void A_later_version_of_a_rule_withdraws_what_the_earlier_one_found()
    {
        var engine = PaperHistory.Engine(PaperHistory.Facts);

        engine.Publish(PaperHistory.AfterHarvest with { Version = 2, MaxLagDays = 60 });
        engine.Publish(PaperHistory.AfterHarvest);
        var changes = engine.Settle().Findings;

        Assert.Equal("Version 2 of the rule came into force.", changes.First(c => c.After is null).Why);
        Assert.All(engine.Findings.Values.Where(f => f.Rule == "incursion-after-harvest"), f => Assert.Equal(2, f.RuleVersion));
        Assert.Equal(Certainty.Possible, engine.Findings["incursion-after-harvest~2~fergana~harvest-1999~incursion-1999"].Verdict);
    }
}
