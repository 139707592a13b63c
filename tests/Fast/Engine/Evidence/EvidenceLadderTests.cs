using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class EvidenceLadderTests
{
    private static readonly LadderInputs Strong = new(8, 9, 6, 0.0001, 0.003, 0.001, new([new(0, 0.03)]));

    [Fact]
    public void Data_older_than_the_rule_makes_no_pattern()
    {
        Assert.Equal(Tier.Pattern, EvidenceLadder.TierOf(Strong, 0.02, hasDiscoveryData: false));
        Assert.Equal(Tier.Lead, EvidenceLadder.TierOf(Strong, 0.02, hasDiscoveryData: true));
    }

    [Fact]
    public void Older_data_lifts_nothing_that_is_less_than_a_lead() =>
        Assert.Equal(Tier.NotDistinguishable, EvidenceLadder.TierOf(Strong with { P = 0.2, PPossible = 0.2 }, 0.02, hasDiscoveryData: true));

    [Theory]
    [InlineData(1, 0.025)]
    [InlineData(2, 0.0083333333)]
    [InlineData(4, 0.0025)]
    public void Each_declared_look_has_its_own_level(int look, double level)
    {
        Assert.Equal(level, DeclaredLook.Level(0.05, look), 9);
        Assert.True(DeclaredLook.Alerts(level * 0.999, 0.05, look));
        Assert.False(DeclaredLook.Alerts(level * 1.001, 0.05, look));
    }

    [Fact]
    public void The_levels_of_all_looks_add_up_to_the_whole() =>
        Assert.Equal(0.05, Enumerable.Range(1, 1_000_000).Sum(look => DeclaredLook.Level(0.05, look)), 6);

    [Fact]
    public void A_rule_added_later_takes_nothing_from_an_older_one()
    {
        double[] e = [45, 1, 1];

        Assert.Equal([0], EDiscovery.Online(e, 0.05));                  // 45 / 2 is above 20
        Assert.Equal([0], EDiscovery.Online([.. e, .. Enumerable.Repeat(1.0, 100)], 0.05));
        Assert.Empty(EDiscovery.Of([.. e, .. Enumerable.Repeat(1.0, 100)], 0.05).Called);
        Assert.Equal([0, 1], EDiscovery.Online([22, 70, 1], 0.05));     // twice 11 and twice 11.7: two that carry one another
        Assert.Empty(EDiscovery.Online([], 0.05));
    }

    [Fact]
    public void A_chain_is_as_good_as_its_weakest_step() =>
        Assert.Equal(new WeakestStep(1, 0.2, 0.9), WeakestStep.Of([(0.01, 12), (0.2, 0.9), (0.001, 40)]));

    [Fact]
    public void It_takes_three_seasons_of_each_and_twelve_events_against_four()
    {
        Assert.Equal(3, RulesOfThumb.SeasonsOfEach(0.05));
        Assert.Equal(0.014, RulesOfThumb.PerfectAgreement(4), 3);
        Assert.Equal([0.313, 0.145, 0.073, 0.038], Enumerable.Range(1, 4).Select(n => Math.Round(RulesOfThumb.Threefold(n), 3)));
    }

    [Fact]
    public void A_bet_on_a_p_near_one_is_worth_a_half_and_without_a_jump()
    {
        Assert.Equal(0.5, EValue.FromPByMixture(1), 12);
        Assert.Equal(0.5 + (1e-6 / 6), EValue.FromPByMixture(1 - 1e-6), 11);
        Assert.Equal(EValue.FromPByMixture(Math.Exp(-0.1000001)), EValue.FromPByMixture(Math.Exp(-0.0999999)), 6);
        Assert.Equal(double.PositiveInfinity, EValue.FromPByMixture(0));
    }

    [Fact]
    public void Nothing_is_bet_before_there_is_an_event_or_where_the_window_is_everything()
    {
        Assert.Equal(1, EValue.OfShare(0, 0, 0.25));
        Assert.Equal(1, EValue.OfShare(3, 3, 1));
    }
}
