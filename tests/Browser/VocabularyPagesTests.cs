using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>Somebody of the monitoring staff states what was watched and takes it back, adds a place and a spelling, and looks up a source. Season year 1851.</summary>
[Collection(Writing.Name)]
public class VocabularyPagesTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task What_was_watched_is_stated_drawn_and_taken_back_by_the_keyboard_alone()
    {
        var page = await OpenAsync("/seasons");
        var hands = new Hands(page);
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Coverage" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Coverage", Exact = true })).ToBeFocusedAsync();
        var drawn = page.Locator(".coverage-chart .coverage-watched");
        await Expect(page.Locator(".coverage-chart")).ToBeVisibleAsync();
        var before = await drawn.CountAsync();

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "State it" }));
        await Expect(page.GetByText("Say what place was watched.")).ToBeVisibleAsync();
        await hands.WriteAsync("Place that was watched", "Sokh");
        await hands.GoToAsync(page.GetByLabel("First day"));
        await page.Keyboard.TypeAsync("06011851");
        await hands.GoToAsync(page.GetByLabel("Last day"));
        await page.Keyboard.TypeAsync("08311851");
        await hands.WriteAsync("Who says so", "the desk of 1851");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "State it" }));

        await Expect(page.GetByText("It is stated.")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "the desk of 1851" })).ToContainTextAsync("1 Jun 1851 to 31 Aug 1851");
        await Expect(drawn).ToHaveCountAsync(before + 1);
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Take back: Incursions, Sokh, 1 Jun 1851" }));
        await hands.WriteAsync("Why it is taken back", "the post was not manned");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }));
        await Expect(page.GetByText("The statement was taken back")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "the desk of 1851" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_place_is_added_spelled_found_under_it_and_read_in_a_report()
    {
        var page = await OpenAsync("/places?q=Vorux");
        await Expect(page.Locator(".places strong").First).ToHaveTextAsync("Vorukh");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("Kara-Suu of 1851");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the place" }).ClickAsync();
        await Expect(page.GetByText("Say which places it lies in").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Lies in" }).FillAsync("batken region");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add the place" }).ClickAsync();
        await Expect(page.GetByText("Kara-Suu of 1851 was added")).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a spelling of Kara-Suu of 1851" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Spelling", Exact = true }).FillAsync("Qorasuv eski");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it", Exact = true }).ClickAsync();
        await Expect(page.GetByText("“Qorasuv eski” is read as Kara-Suu of 1851 from now on.")).ToBeFocusedAsync();
        await GoAsync(page, "/reports/new");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Where, as the source says it" }).FillAsync("Qorasuv eski");
        await Expect(page.GetByText("Kara-Suu of 1851, Kyrgyzstan")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_source_shows_how_much_of_it_stands_and_how_reliable_it_was_held_to_be()
    {
        foreach (var (reliability, when) in new[] { ("B", "3 June 1851"), ("D", "4 June 1851") })
        {
            await System.PostAsync("/api/reports", new { kind = "context", subkind = "politics", title = $"A speech, {when}", when = new { text = when }, source = new { name = "The gazette of 1851", reliability } });
        }

        await System.SettleAsync();
        var page = await OpenAsync("/sources");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Find a source" }).FillAsync("gazette of 1851");
        var card = page.GetByRole(AriaRole.Article, new() { Name = "The gazette of 1851" });
        await Expect(card).ToContainTextAsync("2 reports of 2 incidents stand");
        await Expect(card).ToContainTextAsync("D, not usually reliable");
        await Expect(card.Locator(".grades .chip")).ToHaveTextAsync(["B", "D"]);
        await Expect(page.GetByRole(AriaRole.Article)).ToHaveCountAsync(1);
    }
}
