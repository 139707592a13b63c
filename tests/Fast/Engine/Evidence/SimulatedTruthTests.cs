using System.Collections.Concurrent;
using Timeline.Vectors;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>
/// Hundreds of simulated histories whose truth is known: every p value as the references drew it, by the same seeds; false alarms within what chance
/// allows at 5 % (99.9 % of the time), and power where something is there. The bands are those of the published plan, not of what we happened to find.
/// </summary>
public sealed class SimulatedTruthTests
{
    private const double OfTwoHundred = 21 / 200.0;
    private const double OfOneHundred = 13 / 100.0;
    private static readonly ConcurrentDictionary<string, Check> Checked = new();

    [Theory]
    [InlineData("harvests-drive", 60)]
    [InlineData("same-season-independent", 100)]
    [InlineData("a-harvest-every-year-independent", 100)]
    [InlineData("noise", 200)]
    [InlineData("noise-in-heavy-years", 200)]
    [InlineData("surges", 240)]
    [InlineData("absences", 360)]
    [InlineData("revisions", 30)]
    public void Every_history_gives_the_p_values_of_the_references(string scenario, int histories)
    {
        var check = Of(scenario);

        Assert.Empty(check.Complaints);
        Assert.Equal(histories, check.Cases);
    }

    [Fact]
    public void Where_harvests_drive_it_is_nearly_always_found()
    {
        var shares = Of("harvests-drive").Shares;

        Assert.InRange(shares["S1"], 0.9, 1);
        Assert.InRange(shares["S2"], 0.9, 1);
    }

    [Theory]
    [InlineData("same-season-independent")]
    [InlineData("a-harvest-every-year-independent")]
    public void What_only_shares_a_season_fools_the_screen_and_not_the_tests(string scenario)
    {
        var shares = Of(scenario).Shares;

        Assert.InRange(shares["S0"], 0.9, 1);
        Assert.InRange(shares["S1"], 0, OfOneHundred);
        Assert.InRange(shares["S2"], 0, OfOneHundred);
    }

    [Fact]
    public void Noise_is_called_a_finding_no_more_often_than_promised()
    {
        var shares = Of("noise").Shares;

        Assert.InRange(shares["S0"], 0, OfTwoHundred);
        Assert.InRange(shares["S1"], 0, OfTwoHundred);
        Assert.InRange(shares["S2"], 0, OfTwoHundred);
    }

    [Fact]
    public void A_few_heavy_years_fool_the_exact_test_and_not_the_swapping_of_whole_seasons()
    {
        var shares = Of("noise-in-heavy-years").Shares;

        Assert.InRange(shares["S1"], OfTwoHundred, 1);   // as it is known to: so the greater of both is the headline
        Assert.InRange(shares["S2"], 0, OfTwoHundred);
    }

    [Theory]
    [InlineData("rr1_n3", 0, 0.13)]
    [InlineData("rr1_n20", 0, 0.13)]
    [InlineData("rr3_n3", 0.8, 1)]
    [InlineData("rr3_n20", 0.99, 1)]
    public void A_surge_is_told_from_the_season_by_comparing_each_month_with_itself(string combination, double least, double most)
    {
        var shares = Of("surges").Shares;

        Assert.InRange(shares[combination + " by month"], least, most);
        Assert.InRange(shares[combination + " naive"], 0.3, 1);
    }

    [Fact]
    public void Three_seasons_never_show_an_absence_and_twenty_nearly_always()
    {
        var shares = Of("absences").Shares;

        Assert.Equal(1, shares["Y3_dep untestable"]);
        Assert.Equal(0, shares["Y3_dep"]);
        Assert.InRange(shares["Y8_dep"], 0.25, 0.55);
        Assert.InRange(shares["Y20_dep"], 0.9, 1);
        Assert.InRange(shares["Y20_ind"], 0, 0.15);
    }

    private static Check Of(string scenario) =>
        Checked.GetOrAdd(scenario, name => Assert.Single(CheckFolder.CheckFile(Repository.At("tests", "Vectors", "Cases", "timelines", name + ".json"))));
}
