using Timeline.Contracts;
using Timeline.Correlation.Ledger;
using Timeline.Correlation.RuleBook;
using Timeline.Tests.Fast.Engine;
using Xunit;

namespace Timeline.Tests.Fast.Correlation;

/// <summary>Every claim of the paper, as the shipped rules and the sample answer it.</summary>
public class LedgerTests
{
    private static readonly ClaimLedger Ledger = ReadLedger.Read(
        "paper.yaml", File.ReadAllText(Repository.At("services", "Correlation", "Ledger", "paper.yaml")), [.. ShippedPaper.Engine.Rules.Select(r => r.Id)]);

    private static readonly Dictionary<string, JudgedClaim> Judged = JudgeClaims.Of(Ledger, ShippedPaper.Engine, id => id).ToDictionary(j => j.Claim.Id);

    [Theory]
    [InlineData("c01-harvest-incursion-lag", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c02-onset-in-window", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c03-both-seasons-hit", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c04-no-harvest-no-incursion-2001", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c04b-harvest-incursion-association", ClaimVerdict.NotEnoughData, Tier.Anecdote)]
    [InlineData("c05-ransom-follows-hostage", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c06a-retreat-after-ransom", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c06b-retreat-before-snow", ClaimVerdict.Contradicted, Tier.None)]
    [InlineData("c07-places-on-routes", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c08-simultaneous-small-fronts", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c09-attempts-threefold", ClaimVerdict.NotEnoughData, Tier.None)]
    [InlineData("c10-displacement-to-batken-route", ClaimVerdict.NotEnoughData, null)]
    [InlineData("c11-shift-to-badakhshan-risk", ClaimVerdict.NotEnoughData, null)]
    [InlineData("c12-tajik-negotiations", ClaimVerdict.Supported, null)]
    [InlineData("c13-camps-and-routes", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c14-record-harvest", ClaimVerdict.NotEnoughData, Tier.Untestable)]
    [InlineData("c15-ban-and-harvest", ClaimVerdict.Supported, Tier.Anecdote)]
    [InlineData("c16-crackdown-exodus-strength", ClaimVerdict.Supported, null)]
    [InlineData("c17-demand-then-bombs-2004", ClaimVerdict.NotEnoughData, null)]
    [InlineData("h1-tajik-model", ClaimVerdict.Contradicted, null)]
    [InlineData("h2-dictated-elsewhere", ClaimVerdict.NotEnoughData, null)]
    [InlineData("h3-islamic-state-batken", ClaimVerdict.NotEnoughData, null)]
    [InlineData("h4-mixed-motives", ClaimVerdict.NotEnoughData, null)]
    public void A_claim_of_the_paper_stands_as_its_record_allows(string claim, ClaimVerdict verdict, Tier? tier)
    {
        var judged = Judged[claim];

        Assert.Equal((verdict, tier), (judged.Verdict, judged.Tier));
        Assert.NotEmpty(judged.Because);
        Assert.NotEmpty(judged.Claim.Why);
    }

    [Fact]
    public void No_claim_is_left_out_and_no_rule_stands_without_one()
    {
        Assert.Equal(23, Judged.Count);
        Assert.Equal(ShippedPaper.Engine.Rules.Select(r => r.Id), Ledger.Claims.Select(c => c.Rule).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Three_of_five_fronts_of_2000_lie_on_the_route_and_all_of_1999()
    {
        var judgements = ShippedPaper.Engine.EvidenceOf("fronts-on-batken-route", "fergana").Judgements;

        Assert.Equal((2, 2), (judgements.Count(j => j.SeasonYear == 1999 && j.Held), judgements.Count(j => j.SeasonYear == 1999)));
        Assert.Equal((3, 5), (judgements.Count(j => j.SeasonYear == 2000 && j.Held), judgements.Count(j => j.SeasonYear == 2000)));
    }

    [Fact]
    public void Over_all_seasons_harvest_alone_was_not_enough()
    {
        var judgements = ShippedPaper.Engine.EvidenceOf("incursion-goes-with-harvest-in-all-seasons", "fergana").Judgements;

        Assert.Equal(["1999", "2001"], judgements.Where(j => j.Held).Select(j => j.Unit));
        Assert.Equal(["1996", "1997", "1998", "2002", "2003"], judgements.Where(j => j is { Judged: true, Held: false }).Select(j => j.Unit));
    }

    [Fact]
    public void The_absence_of_2001_is_certain_for_August_because_the_record_covers_it()
    {
        var finding = ShippedPaper.Engine.Findings["no-incursion-without-harvest~1~fergana~2001"];

        Assert.Equal(["harvest-2001-none-taliban", "no-incursion-2001"], finding.Incidents);
        Assert.Equal((Timeline.Vocabulary.Certainty.Certain, 1.0), (finding.Verdict, finding.Share));
        Assert.Contains(finding.Explanation, s => s.Says == "The records cover 31 of 31 days.");
    }

    [Fact]
    public void The_burst_of_2000_is_keyed_by_its_month_and_hangs_on_no_single_front()
    {
        var finding = ShippedPaper.Engine.Findings["fronts-at-once~1~fergana~2000-08-01..2000-08-31"];

        Assert.Equal(5, finding.Incidents.Count);
        Assert.Empty(finding.HangsOn);
    }

    [Theory]
    [InlineData("rule: incursion-follows-harvest", "rule: astrology", "paper.yaml: claims[0].rule: there is no rule 'astrology'")]
    [InlineData("asks: each", "asks: nicely", "paper.yaml: claims[0].asks: 'nicely' is not one of: each, once, association")]
    [InlineData("then: batken-route-1990s", "", "paper.yaml: claims[11].first: 2 incidents are asked for")]
    public void A_ledger_that_cannot_be_read_is_refused_in_words(string was, string becomes, string says)
    {
        var text = File.ReadAllText(Repository.At("services", "Correlation", "Ledger", "paper.yaml"));
        var at = text.IndexOf(was, StringComparison.Ordinal);

        var broken = Assert.Throws<BrokenRuleException>(() => ReadLedger.Read("paper.yaml", text[..at] + becomes + text[(at + was.Length)..], [.. ShippedPaper.Engine.Rules.Select(r => r.Id)]));

        Assert.StartsWith("paper.yaml", broken.Message, StringComparison.Ordinal);
        Assert.EndsWith(says["paper.yaml".Length..], broken.Message, StringComparison.Ordinal);
    }
}
