using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>A finding that rests on a watch alone names no incident: the pages that lead through incidents must say what it rests on instead.</summary>
[Collection(Writing.Name)]
public class WatchedAloneTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    private const string Rule = "quiet-august";

    [Fact]
    public async Task What_was_found_in_a_watch_alone_says_so_on_its_page_and_stands_in_its_season_on_the_timeline()
    {
        var rule = await System.PostAsync("/api/rules", JsonNode.Parse($$"""
            {
              "id": "{{Rule}}", "version": 1, "title": "An August without an incursion", "claim": "August passes without an incursion.", "citation": "nobody",
              "kind": "absence", "expected": { "kind": "incursion" }, "season": { "opens": "08-01", "closes": "09-01" }, "count": "whole",
              "theatres": ["fergana"], "alert": "never", "blindSpots": ["Raids that nobody saw."],
              "examples": [{ "says": "Somebody says so of the whole month", "fires": "certain",
                "incidents": [{ "id": "quiet", "kind": "incursion", "when": "2001-08-01..2001-08-31", "where": "batken-region", "polarity": "did-not-occur" }] }]
            }
            """)!);
        Assert.True((int)rule.Status < 300, $"{rule.Status} {rule.Body}");
        var watch = await System.PostAsync("/api/coverage", new JsonObject
        {
            ["kind"] = "incursion", ["where"] = new JsonObject { ["text"] = "Batken region" }, ["from"] = "1891-07-01", ["to"] = "1891-09-30", ["says"] = "watched",
            ["source"] = new JsonObject { ["name"] = "border monitors", ["reliability"] = "B", ["credibility"] = 2 },
        });
        Assert.True((int)watch.Status < 300, $"{watch.Status} {watch.Body}");
        await System.SettleAsync();
        var found = (await System.GetAsync($"/api/correlations?rule={Rule}")).AsArray().Single(c => (int)c!["seasonYear"]! == 1891)!;
        Assert.Empty(found["incidents"]!.AsArray());
        var id = Uri.EscapeDataString((string)found["id"]!);

        var page = await OpenAsync($"/correlations/{id}");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What it hangs on" })).ToContainTextAsync("On what was watched alone");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Step by step" })).ToContainTextAsync("border monitors watched for it");
        Assert.Empty(await page.BreachesAsync());

        await GoAsync(page, $"/timeline?theatre=fergana&from=1891-01-01&to=1891-12-31&correlation={id}");
        var picked = page.GetByRole(AriaRole.Region, new() { Name = "Correlations in view" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "as watched" });
        await Expect(picked.First).ToContainTextAsync("border monitors watched for it");
        await GoAsync(page, "/timeline?theatre=fergana&from=1892-01-01&to=1892-12-31");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Correlations in view" })).Not.ToContainTextAsync("as watched");
        await GoAsync(page, "/seasons/fergana/1891");
        await Expect(page.Locator("main")).ToContainTextAsync("border monitors watched for it");
    }
}
