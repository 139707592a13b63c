using Microsoft.Playwright;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>What monitoring staff meet all day: a thing told as two kinds, a place that nobody knows, a source written in two ways, and what a source says beside the usual. Season years 1856 to 1859.</summary>
[Collection(Writing.Name)]
public class AllDayTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task By_the_keyboard_alone_what_was_taken_for_another_kind_is_corrected_and_merged_and_what_would_follow_is_said_before()
    {
        await ReportAsync("incursion", "Riders cross above Vorukh in 1856", "5 August 1856", "A herdsman");
        var shots = await ReportAsync("attack", "Shots above Vorukh in 1856", "5 August 1856", "Daily of Osh");
        await System.SettleAsync();
        var page = await OpenAsync($"/incidents/{shots}");
        var hands = new Hands(page);

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Correct report 1" }));
        await hands.ChooseAsync("Kind", "Incursion");
        await Expect(page.GetByText("What it said of the attack alone (killed) is left out")).ToBeVisibleAsync();
        await Expect(Follows(page)).ToBeVisibleAsync();
        await Expect(Follows(page)).Not.ToContainTextAsync("Being worked out");
        Assert.Empty(await page.BreachesAsync());
        await hands.WriteAsync("Why", "they had crossed");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }));
        await Expect(page.GetByText("The correction was saved.")).ToBeFocusedAsync();
        await Expect(page.Locator("p.kind")).ToHaveTextAsync("Incursion");
        await Expect(page.Locator(".changes > li").Filter(new() { HasText = "Report 1 corrected" })).ToContainTextAsync("Attack");

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Merge with another incident …" }));
        await hands.WriteAsync("Which other incident it is", "Riders cross above Vorukh in 1856");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Compare Riders cross above Vorukh in 1856" }));
        await Expect(Follows(page)).ToBeVisibleAsync();
        await Expect(Follows(page)).Not.ToContainTextAsync("Being worked out");
        await hands.WriteAsync("Why", "one raid");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Merge them" }));
        await Expect(page.GetByText("The two incidents were merged.")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task By_the_keyboard_alone_a_place_that_nobody_knows_is_added_or_its_words_kept_and_nothing_that_was_typed_is_lost()
    {
        var page = await OpenAsync("/reports/new", Look.Narrow);
        var hands = new Hands(page);
        await hands.WriteAsync("Title", "A post is fired at in 1857");
        await hands.WriteAsync("When, as the source says it", "5 August 1857");
        await hands.WriteAsync("Where, as the source says it", "Chym-Kurgan-Sai");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Another place …" }));
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Add the place" }));
        await Expect(page.GetByText("Say which known place it lies in.")).ToBeVisibleAsync();
        await hands.WriteAsync("Lies in", "Batken region");
        await Expect(page.GetByText("Batken region, region")).ToBeVisibleAsync();
        Assert.Empty(await page.BreachesAsync());
        Assert.Equal(Look.Narrow.Width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Add the place" }));

        var where = page.GetByRole(AriaRole.Textbox, new() { Name = "Where, as the source says it" });
        await Expect(page.GetByText("Chym-Kurgan-Sai was added; it lies in Batken region.")).ToBeVisibleAsync();
        await Expect(where).ToBeFocusedAsync();
        await Expect(where).ToHaveValueAsync("Chym-Kurgan-Sai");
        await Expect(page.GetByText("Chym-Kurgan-Sai, Kyrgyzstan")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Title" })).ToHaveValueAsync("A post is fired at in 1857");

        await hands.WriteAsync("Where, as the source says it", "Zhylga-Tash-Ovuly, they say");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Keep the words alone" }));
        await Expect(page.GetByText("counts in no theatre")).ToBeVisibleAsync();
        await hands.WriteAsync("Who says it", "A post office");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }));
        await Expect(page.Locator("#saved")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_source_written_otherwise_is_doubted_and_what_it_says_beside_the_usual_is_entered_and_shown()
    {
        await ReportAsync("incursion", "Riders in 1858", "5 August 1858", "BULLETIN of the Passes");
        await System.SettleAsync();
        var page = await OpenAsync("/reports/new");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Kind" }).SelectOptionAsync("ransom");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title" }).FillAsync("Rifles are given in 1858");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" }).FillAsync("August 1858");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Who says it" }).FillAsync("Bulletin of the passes");
        await Expect(page.GetByText("Perhaps known, written otherwise.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "BULLETIN of the Passes: reliability C, 1 report" }).ClickAsync();
        await Expect(page.GetByText("Known: reliability C, 1 report.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Reliability of the source" })).ToHaveValueAsync("C");

        await page.GetByText("Beside money: goods, weapons, medicine").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a number of it" }).ClickAsync();
        await page.Locator("#details\\.inKind-0-what").FillAsync("rifles");
        await page.Locator("#details\\.inKind-0-best").FillAsync("20");
        await page.GetByText("The page, and how the source puts it").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Page", Exact = true }).FillAsync("p. 7");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "The source", Exact = true }).SelectOptionAsync("alleged");
        await page.GetByText("The likeliest day, a date that was worked out, further places").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Also at" }).FillAsync("Vorukh; Sokh");
        await page.GetByText("Further figures that the source gives").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a number", Exact = true }).ClickAsync();
        await page.Locator("#figures-0-what").FillAsync("riders");
        await page.Locator("#figures-0-low").FillAsync("200");
        Assert.Empty(await page.BreachesAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }).ClickAsync();
        await Expect(page.Locator("#saved")).ToBeFocusedAsync();
        await System.SettleAsync();

        await page.Locator("#saved").GetByRole(AriaRole.Link).ClickAsync();
        var says = page.GetByRole(AriaRole.Main);
        foreach (var told in new[] { "20 (rifles)", "p. 7", "alleged", "Vorukh", "Sokh", "BULLETIN of the Passes" })
        {
            await Expect(says).ToContainTextAsync(told);
        }
    }

    private static ILocator Follows(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "What would follow" });

    private async Task<string> ReportAsync(string kind, string title, string when, string source) => (string)(await System.PostAsync("/api/reports", new
    {
        kind, title, when = new { text = when }, where = new { text = "Vorukh" }, source = new { name = source, reliability = "C", credibility = 3 }, details = kind == "attack" ? new { killed = new { best = 1 } } : null,
    })).Body!["incidentId"]!;
}
