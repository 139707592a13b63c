using Microsoft.Playwright;
using Timeline.Tests.Stack.Imports;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>
/// What is only a hint on an incident's page: what the words of its row suggest, and that it may be another of a like kind. Season years 1767 and 1768.
/// </summary>
[Collection(Writing.Name)]
public class HintsPageTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task What_the_words_of_its_row_suggest_is_decided_on_its_own_page_by_the_keyboard_alone()
    {
        const string file = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n"
            + "1767-08-03,1767-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: The tug was hijacked. No ransom was paid.\n";
        var incident = (string)(await System.TakeFileAsync("asam", "words-1767", file))["verdicts"]![0]!["incidentId"]!;
        await System.SettleAsync();
        var page = await OpenAsync($"/incidents/{incident}", Look.Narrow);
        var words = page.GetByRole(AriaRole.Region, new() { Name = "Read from the words" });
        await Expect(words).ToContainTextAsync("Perhaps hijacking: “NOWHERE: The tug was hijacked");

        var hands = new Hands(page);
        await hands.PressAsync(words.GetByRole(AriaRole.Button, new() { Name = "Decide: report 1, hijacking" }));
        await hands.PressAsync(words.GetByRole(AriaRole.Button, new() { Name = "It is so" }));
        await Expect(words.GetByText("Say why.")).ToBeVisibleAsync();
        Assert.Empty(await page.BreachesAsync());
        Assert.Equal(Look.Narrow.Width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await words.GetByRole(AriaRole.Textbox, new() { Name = "Why" }).FillAsync("as it says");
        await hands.PressAsync(words.GetByRole(AriaRole.Button, new() { Name = "It is so" }));
        await Expect(page.GetByText("Report 1, hijacking: accepted.")).ToBeFocusedAsync();
        await Expect(words).ToContainTextAsync("Accepted by local: as it says");

        // the version that the correction left is expected of the next decision
        await hands.PressAsync(words.GetByRole(AriaRole.Button, new() { Name = "Decide: report 1, ransom" }));
        await words.GetByRole(AriaRole.Textbox, new() { Name = "Why" }).FillAsync("none was paid");
        await hands.PressAsync(words.GetByRole(AriaRole.Button, new() { Name = "It is not" }));
        await Expect(page.GetByText("Report 1, ransom: refused.")).ToBeFocusedAsync();
        await Expect(page.Locator(".kind")).ToContainTextAsync("hijacking");
        await Expect(page.Locator(".changes > li").First).ToContainTextAsync("as it says");

        var analyst = await OpenAsAsync("analyst", "anna", $"/incidents/{incident}");
        await Expect(analyst.GetByRole(AriaRole.Region, new() { Name = "Read from the words" })).ToContainTextAsync("Refused by local: none was paid");
        await Expect(analyst.GetByRole(AriaRole.Button, new() { Name = "Decide" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_likely_one_of_a_like_kind_is_shown_with_what_comes_before_a_merge()
    {
        var raid = await ReportAsync("attack");
        var taking = await ReportAsync("hostage-taking");
        await System.SettleAsync();

        var page = await OpenAsync($"/incidents/{raid}");

        var twins = page.GetByRole(AriaRole.Region, new() { Name = "Perhaps told twice" });
        await Expect(twins.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/incidents/{taking}");
        await Expect(twins).ToContainTextAsync("to be merged, the report that has the kind wrong is corrected first");
        Assert.Empty(await page.BreachesAsync());
    }

    private async Task<string> ReportAsync(string kind) =>
        (string)(await System.PostAsync("/api/reports", new
        {
            kind, title = "Raid on a pasture in 1768", when = new { text = "5 August 1768" }, where = new { text = "Vorukh" }, source = new { name = $"the {kind} desk", reliability = "C", credibility = 3 },
        })).Body!["incidentId"]!;
}
