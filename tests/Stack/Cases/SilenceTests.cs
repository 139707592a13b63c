using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>Case t09, ten years later: that nothing is recorded is not a record that nothing was.</summary>
[Collection(SharedSystem.Name)]
public class SilenceTests(RunningSystem system)
{
    [Fact]
    public async Task A_year_without_a_record_is_unknown_until_somebody_says_that_none_came()
    {
        await system.ImportAsync([Row.Of("incursion", "none-2011", "2011-08-01..2011-08-31", polarity: "did-not-occur")], "t09");
        await system.SettleAsync();

        var stated = await IncursionAsync(2011);
        Assert.Equal(("confirmed-none", "stated"), (stated.Zero, stated.Strength));
        Assert.Equal(["t09.none-2011"], stated.Absent);
        var silent = await IncursionAsync(2012);
        Assert.True(silent.Zero is "not-watched" or "watched-nothing-reported", silent.Zero);
        Assert.Empty(silent.Absent);

        var inferred = Row.Of("incursion", "none-2011-2013", "2011-09-01..2013-12-31", "central-asia", polarity: "did-not-occur");
        inferred["claim"] = "inferred";
        await system.ImportAsync([inferred], "t09");
        await system.SettleAsync();

        var weak = await IncursionAsync(2012);
        Assert.Equal(("confirmed-none", "inferred"), (weak.Zero, weak.Strength));
        Assert.Contains("t09.none-2011-2013", weak.Absent);
        Assert.Equal("stated", (await IncursionAsync(2011)).Strength);
        Assert.Contains((await IncursionAsync(2014)).Zero, new[] { "not-watched", "watched-nothing-reported" });
    }

    private async Task<(string Zero, string? Strength, string[] Absent)> IncursionAsync(int year)
    {
        var season = await system.GetAsync($"/api/seasons/fergana/{year}");
        var coverage = season["coverage"]!["incursion"]!;
        return ((string)coverage["zero"]!, (string?)coverage["strength"], season["incursions"]!["absent"].Texts());
    }
}
