using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>What a theatre asks of what is entered in it, on the Operations page: read by everybody, set by an administrator. Season years 1765.</summary>
[Collection(Writing.Name)]
public class TheatresAskTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System), IAsyncLifetime
{
    // the system is shared
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await SetAsync("duplicates", new { likelyDuplicate = 0.85, reason = "a test" });
        await SetAsync("approval", new { secondPerson = false, reason = "a test" });
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_limit_is_set_by_the_keyboard_alone_and_what_may_be_the_same_is_called_likely_by_it()
    {
        Assert.True((await System.PostAsync("/api/reports", Told("12 August 1765"))).Succeeded);
        var page = await OpenAsync("/operations");
        var hands = new Hands(page);
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "What theatres ask for" });

        await hands.PressAsync(panel.GetByRole(AriaRole.Button, new() { NameRegex = new("^Set: Likely told already, Fergana") }));
        var limit = panel.GetByRole(AriaRole.Textbox, new() { Name = "Least score of a likely duplicate" });
        await Expect(limit).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("0,5");
        await hands.PressAsync(panel.GetByRole(AriaRole.Button, new() { Name = "Set it" }));
        await Expect(panel.GetByText("Say from which score on a duplicate is likely, 0.6 to 1")).ToBeVisibleAsync();
        await Expect(limit).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1");
        await hands.WriteAsync("Why", "too much was held");
        Assert.Empty(await page.BreachesAsync([]));
        await hands.PressAsync(panel.GetByRole(AriaRole.Button, new() { Name = "Set it" }));

        await Expect(panel.GetByText("it is set.")).ToBeFocusedAsync();
        await Expect(panel).ToContainTextAsync("from a score of 1 on");
        await Expect(await TwinAsync()).Not.ToContainTextAsync("likely the same");
        await SetAsync("duplicates", new { likelyDuplicate = 0.6, reason = "a test" });
        await Expect(await TwinAsync()).ToContainTextAsync("likely the same");
    }

    [Fact]
    public async Task A_second_person_is_asked_for_and_is_seen_to_be()
    {
        var page = await OpenAsync("/operations");
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "What theatres ask for" });

        await panel.GetByRole(AriaRole.Button, new() { NameRegex = new("^Set: A second person, Fergana") }).ClickAsync();
        await panel.GetByLabel("A second person approves what is entered").SelectOptionAsync("yes");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Set it" }).ClickAsync();
        await Expect(panel.Locator("#setting-reason-says")).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Why" }).FillAsync("two at the desk");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Set it" }).ClickAsync();

        await Expect(panel).ToContainTextAsync("A second person is asked for");
        Assert.True((bool)(await System.GetAsync("/api/theatres")).AsArray().Single(t => (string)t!["id"]! == "fergana")!["secondPerson"]!);
    }

    [Fact]
    public async Task Who_was_overtaken_is_told_sees_what_it_has_become_and_keeps_what_was_typed()
    {
        var page = await OpenAsync("/operations");
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "What theatres ask for" });
        await panel.GetByRole(AriaRole.Button, new() { NameRegex = new("^Set: Likely told already, Fergana") }).ClickAsync();
        await SetAsync("duplicates", new { likelyDuplicate = 0.77, reason = "a test" });

        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Least score of a likely duplicate" }).FillAsync("0.91");
        await panel.GetByRole(AriaRole.Textbox, new() { Name = "Why" }).FillAsync("too much was held");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Set it" }).ClickAsync();

        await Expect(panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not saved");
        await Expect(panel).ToContainTextAsync("from a score of 0.77 on");
        await Expect(panel.GetByRole(AriaRole.Textbox, new() { Name = "Least score of a likely duplicate" })).ToHaveValueAsync("0.91");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Set it" }).ClickAsync();
        await Expect(panel).ToContainTextAsync("from a score of 0.91 on");
    }

    [Fact]
    public async Task Monitoring_staff_read_it_and_cannot_set_it()
    {
        var page = await OpenAsAsync("monitor", "anna", "/operations");
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "What theatres ask for" });

        await Expect(panel).ToContainTextAsync("from a score of");
        await Expect(panel.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
    }

    // another day of another source: near, and not wholly the same
    private async Task<ILocator> TwinAsync()
    {
        var page = await OpenAsync("/reports/new");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title" }).FillAsync("Armed men above Batken in 1765");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" }).FillAsync("13 August 1765");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Where, as the source says it" }).FillAsync("Batken region");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Who says it" }).FillAsync("A paper");
        var twin = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Armed men above Batken in 1765" });
        await Expect(twin).ToBeVisibleAsync();
        return twin;
    }

    private static object Told(string when) => new
    {
        kind = "incursion", title = "Armed men above Batken in 1765", when = new { text = when }, where = new { text = "Batken region" }, source = new { name = "A herdsman", reliability = "C", credibility = 3 },
    };

    private async Task SetAsync(string setting, object how) => Assert.True((await System.PostAsync($"/api/theatres/fergana/{setting}", how)).Succeeded);
}
