using Microsoft.Playwright;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>One thing told twice: somebody of the monitoring staff finds it, looks at both, merges them and takes that back. Season years 1852 to 1854.</summary>
[Collection(Writing.Name)]
public class MergePageTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task By_the_keyboard_alone_a_likely_twin_is_looked_at_merged_and_parted_again()
    {
        var first = await ReportAsync("Shepherds taken above Vorukh", "5 August 1852", "A herdsman");
        var second = await ReportAsync("Herders seized near Vorukh", "early August 1852", "Daily of Osh");
        await System.SettleAsync();
        var page = await OpenAsync($"/incidents/{second}");
        var hands = new Hands(page);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Perhaps told twice" })).ToContainTextAsync("the same place");

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Compare and merge with Shepherds taken above Vorukh" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Merge with another incident" })).ToBeFocusedAsync();
        await Expect(Field(page, "When").Locator("td")).ToHaveTextAsync(["a day in 1–10 Aug 1852, stated as “early August 1852”", "5 Aug 1852, stated as “5 August 1852”"]);
        await Expect(Field(page, "When")).ToContainTextAsync("differs");
        await Expect(Field(page, "Where")).Not.ToContainTextAsync("differs");
        await Expect(Field(page, "Reports").Locator("td")).ToHaveTextAsync(["1 report: Daily of Osh (C3)", "1 report: A herdsman (C3)"]);
        // the first that was recorded is proposed to remain
        await Expect(Remains(page)).ToHaveValueAsync(first);

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }));
        await Expect(page.GetByText("Say why.")).ToBeVisibleAsync();
        await hands.WriteAsync("Why", "the same flock, told by two");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }));
        await Expect(page.GetByText("The two incidents were merged.")).ToBeFocusedAsync();

        await ReloadAsync(page);
        var standing = page.Locator(".mud-alert").Filter(new() { HasText = "This was told twice" });
        await Expect(standing.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/incidents/{first}");
        await Expect(standing).ToContainTextAsync("Merged by local, ");
        await Expect(standing).ToContainTextAsync("“the same flock, told by two”");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Perhaps told twice" })).ToHaveCountAsync(0);

        await hands.PressAsync(standing.GetByRole(AriaRole.Button, new() { Name = "Take the merge back" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Take the merge back" })).ToBeFocusedAsync();
        await hands.WriteAsync("Why", "there were two flocks");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Take the merge back", Exact = true }));
        await Expect(page.GetByText("The merge was taken back: they are two again.")).ToBeFocusedAsync();
        await Expect(standing).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Herders seized near Vorukh");
        await Expect(page.Locator(".changes > li").First).ToContainTextAsync("there were two flocks");
    }

    [Fact]
    public async Task Another_is_found_by_its_title_or_id_this_one_remains_and_who_was_overtaken_is_told()
    {
        var here = await ReportAsync("Riders at a ford in 1853", "3 June 1853", "A guard");
        var there = await ReportAsync("Horsemen at the river in 1853", "20 June 1853", "A trader");
        await System.SettleAsync();
        var page = await OpenAsync($"/incidents/{here}", Look.Narrow);
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge with another incident …" }).ClickAsync();
        var find = page.GetByRole(AriaRole.Textbox, new() { Name = "Which other incident it is" });
        await find.FillAsync("in 1853");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Compare Horsemen at the river in 1853" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Compare Riders" })).ToHaveCountAsync(0);   // not with itself
        await find.FillAsync("no such incident");
        await Expect(page.GetByText("No other incident of this kind has these letters")).ToBeVisibleAsync();
        await find.FillAsync(there);
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare Horsemen at the river in 1853" }).ClickAsync();

        await Expect(Field(page, "When")).ToContainTextAsync("exclude each other");
        Assert.Empty(await page.BreachesAsync());
        Assert.Equal(Look.Narrow.Width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await Remains(page).SelectOptionAsync(here);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("the river is that ford");

        var known = await System.GetAsync($"/api/incidents/{there}");
        await System.PostAsync($"/api/incidents/{there}/corrections", new { reportId = (string)known["reports"]![0]!["reportId"]!, reason = "asked again", report = new { when = new { text = "4 June 1853" } } });
        await System.SettleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("somebody changed the other incident while this form was open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what stands now" }).ClickAsync();
        await Expect(Field(page, "When").Locator("td").Last).ToContainTextAsync("4 Jun 1853");
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }).ClickAsync();

        await Expect(page.GetByText("The two incidents were merged.")).ToBeFocusedAsync();
        await Expect(page.GetByText("is the same incident: it was merged into this one")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Report 2" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_cannot_be_merged_is_said_beside_the_choice_and_who_may_not_merge_is_shown_no_way_to()
    {
        var taking = await ReportAsync("A miller is taken in 1854", "7 July 1854", "A guard");
        var twin = await ReportAsync("The miller is seized in 1854", "7 July 1854", "A trader");
        await System.SettleAsync();
        var page = await OpenAsync("/incidents/paper.hostage-1999-08-09");   // an imported one, whose report bears the incident's own id
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge with another incident …" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Which other incident it is" }).FillAsync("paper.release-1999-10-25");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare The hostages of 23 August go free" }).ClickAsync();
        await Expect(Field(page, "Kind")).ToContainTextAsync("exclude each other");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("one story");
        await page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }).ClickAsync();
        await Expect(Remains(page)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#merge-into-says")).ToContainTextAsync("this is a");

        var analyst = await OpenAsAsync("analyst", "anna", $"/incidents/{taking}");
        await Expect(analyst.GetByRole(AriaRole.Region, new() { Name = "Perhaps told twice" }).GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"/incidents/{twin}");
        await Expect(analyst.GetByRole(AriaRole.Button, new() { Name = "erge with" })).ToHaveCountAsync(0);
    }

    private static ILocator Field(IPage page, string label) =>
        page.Locator(".two-beside tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { NameRegex = new($"^{label}\\b") }) });

    private static ILocator Remains(IPage page) => page.GetByRole(AriaRole.Combobox, new() { Name = "Which remains" });

    private async Task<string> ReportAsync(string title, string when, string source) =>
        (string)(await System.PostAsync("/api/reports", new { kind = "hostage-taking", title, when = new { text = when }, where = new { text = "Vorukh" }, source = new { name = source, reliability = "C", credibility = 3 } })).Body!["incidentId"]!;
}
