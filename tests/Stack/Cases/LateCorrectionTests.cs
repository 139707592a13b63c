using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Cases;

/// <summary>
/// Case t01: a taking turns out to have come ten days later than told, after the release that was linked to it. Only what rested on the
/// old day goes; the other chain and the season stay; and whoever asks what was known before sees it as it was.
/// </summary>
[Collection(SharedSystem.Name)]
public class LateCorrectionTests(RunningSystem system)
{
    private const string Known = "1999-12-01";

    private static readonly JsonObject[] History =
    [
        Row.Of("incursion", "inc", "1999-08-01..1999-08-31", known: Known),
        Row.Of("incursion", "village", "1999-08-01..1999-08-09", rel: "part-of", to: "inc", known: Known),
        Row.Of("hostage-taking", "four", "1999-08-09", details: new { hostages = new { best = 4 } }, rel: "part-of", to: "inc", known: Known),
        Row.Of("ransom", "first", "1999-08-09..1999-08-13", details: new { amount = new { best = 50_000, unit = "USD" } }, rel: "ransom-for", to: "four", known: Known),
        Row.Of("release", "free", "1999-08-13", details: new { outcome = "ransomed" }, rel: "release-of", to: "four", known: Known),
        Row.Of("hostage-taking", "geologists", "1999-08-23", rel: "part-of", to: "inc", known: Known),
        Row.Of("ransom", "autumn", "1999-08-23..1999-10-25", details: new { amount = new { low = 2_000_000, high = 5_000_000, unit = "USD" } }, rel: "ransom-for", to: "geologists", known: Known),
        Row.Of("release", "october", "1999-10-25", details: new { outcome = "ransomed" }, rel: "release-of", to: "geologists", known: Known),
        Row.Of("harvest", "opium", "1999-06-01..1999-06-30", "afghanistan", new { crop = "opium", seasonYear = 1999 }, known: Known),
        Row.Of("pass-closure", "snow", "1999-09-21..1999-09-30", "tajik-kyrgyz-border", known: Known),
    ];

    [Fact]
    public async Task Only_what_rested_on_the_old_day_is_withdrawn()
    {
        await system.ImportAsync(History, "t01", backfill: true);
        await system.SettleAsync();
        Assert.Equal("holds", (string)(await ChainOf("t01.four"))!["state"]!);
        await system.ImportAsync([Row.Correction("four", "1999-08-19", known: "1999-12-02")], "t01", backfill: true);
        await system.SettleAsync();

        var now = await system.GetAsync("/api/seasons/fergana/1999");
        var withdrawn = (await ChainOf("t01.four"))!;
        Assert.Equal(("withdrawn", "withdrawn"), ((string)withdrawn["state"]!, (string)withdrawn["lastChange"]!));
        Assert.Equal("inconsistent", (string)now.Chain("t01.four")!["outcome"]!);
        Assert.Contains("release t01.free -6..-6", now.Chain("t01.four")!.Steps());

        Assert.Equal("holds", (string)(await ChainOf("t01.geologists"))!["state"]!);
        Assert.Contains("release t01.october 63..63", now.Chain("t01.geologists")!.Steps());
        Assert.Equal(["t01.inc"], now["incursions"]!["certain"].Texts());
        var window = Assert.Single(await CorrelationsAsync(""), c => (string)c["rule"]! == "incursion-in-harvest-window");
        Assert.Equal("holds", (string)window["state"]!);

        // the whole began no later than the village, its part, was held: from 30 June to 1 August are 32 days, from 1 June to 9 August 69
        var follows = Assert.Single(await CorrelationsAsync(""), c => (string)c["rule"]! == "incursion-follows-harvest" && (string)c["state"]! == "holds");
        Assert.Equal("32..69", follows["lag"].Lag());
        Assert.Contains(await LinksOf("t01.free"), l => l == "release-of t01.four");
        Assert.Contains(await LinksOf("t01.first"), l => l == "ransom-for t01.four");

        await What_was_known_before_stays_as_it_was();
    }

    private async Task What_was_known_before_stays_as_it_was()
    {
        var then = await system.GetAsync("/api/seasons/fergana/1999?knownAt=1999-12-01");
        var correlations = await CorrelationsAsync("&knownAt=1999-12-01");

        Assert.Contains("release t01.free 4..4", then.Chain("t01.four")!.Steps());
        Assert.Equal("ransomed", (string)then.Chain("t01.four")!["outcome"]!);
        Assert.Contains(correlations, c => c["incidents"].Texts() is ["t01.four", ..] && (string)c["state"]! == "holds");
    }

    private async Task<JsonNode?> ChainOf(string taking) =>
        (await CorrelationsAsync("")).SingleOrDefault(c => (string)c["rule"]! == "ransom-and-release-follow-taking" && c["incidents"].Texts()[0] == taking);

    private async Task<JsonNode[]> CorrelationsAsync(string more) =>
        [.. (await system.GetAsync($"/api/correlations?theatre=fergana&seasonYear=1999{more}")).AsArray().Select(c => c!)];

    private async Task<string[]> LinksOf(string id) =>
        [.. (await system.GetAsync($"/api/incidents/{id}"))["incident"]!["links"]!.AsArray().Select(l => $"{l!["rel"]} {l["to"]}")];
}
