using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>Somebody of the monitoring staff enters what a source says, finds that it was told already, and corrects it. Season years 2011 and 2012.</summary>
[Collection(Writing.Name)]
public partial class MonitorsDayTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task By_the_keyboard_alone_a_report_is_typed_in_words_read_found_told_already_and_corrected()
    {
        var page = await OpenAsync("/seasons");
        var hands = new Hands(page);
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Add a report" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Add a report" })).ToBeFocusedAsync();

        await TypeAsync(page, hands, "Shepherds taken above Vorukh", "early August 2012", "A herdsman");
        await Expect(page.GetByText("1 to 10 August 2012, both counted")).ToBeVisibleAsync();
        await Expect(page.GetByText("in Kyrgyzstan, administered by Tajikistan")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Saved: “Shepherds taken above Vorukh”")).ToBeFocusedAsync();

        await TypeAsync(page, hands, "Herders seized", "5 August 2012", "Daily of Osh");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "It is this one: Shepherds taken above Vorukh" }));
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "A further report of the incident" })).ToContainTextAsync("Shepherds taken above Vorukh");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }));
        var saved = page.GetByText("Saved: “Herders seized”");
        await Expect(saved).ToBeFocusedAsync();

        await hands.PressAsync(saved.GetByRole(AriaRole.Link));
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Report 2" })).ToBeVisibleAsync();
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Correct report 1" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Correct report 1" })).ToBeFocusedAsync();
        await hands.WriteAsync("When, as the source says it", "7 to 9 August 2012");
        await Expect(page.GetByText("7 to 9 August 2012, both counted")).ToBeVisibleAsync();
        await hands.WriteAsync("Why", "he was asked again");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }));

        await Expect(page.GetByText("The correction was saved.")).ToBeFocusedAsync();
        var change = page.Locator(".changes > li").Filter(new() { HasText = "Report 1 corrected" });
        await Expect(change.Locator("del")).ToHaveTextAsync(Was());
        await Expect(change.Locator("ins")).ToHaveTextAsync(Now());
        await Expect(change).ToContainTextAsync("he was asked again");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "exclude each other" }).Locator("td.against")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task By_the_keyboard_alone_a_report_is_linked_by_words_and_what_looks_wrong_after_a_correction_is_said()
    {
        var entered = await System.PostAsync("/api/reports", new { kind = "attack", title = "A convoy is fired at in 2012", when = new { text = "5 June 2012" }, source = new { name = "A guard" } });
        var id = (string)entered.Body!["incidentId"]!;
        await System.SettleAsync();
        var page = await OpenAsync("/reports/new");
        var hands = new Hands(page);
        await TypeAsync(page, hands, "Drivers seized in 2012", "6 June 2012", "A driver");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Link it to an incident" }));
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "It is", Exact = true })).ToBeFocusedAsync();
        await hands.ChooseAsync("It is", "follows");
        var find = page.GetByRole(AriaRole.Textbox, new() { Name = "Incident", Exact = true });
        var chosen = page.GetByRole(AriaRole.Group, new() { Name = "Incident", Exact = true });

        // words of which nothing was chosen are not passed over
        await hands.WriteAsync("Incident", "convoy is fired at in 2012");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }));
        await Expect(page.GetByText("Choose one of those that are found")).ToBeVisibleAsync();
        await Expect(find).ToBeFocusedAsync();
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Choose A convoy is fired at in 2012" }));
        await Expect(chosen).ToBeFocusedAsync();
        await Expect(chosen).ToContainTextAsync("A convoy is fired at in 2012");
        await Expect(chosen).ToContainTextAsync("5 Jun 2012, attack");
        Assert.Empty(await page.BreachesAsync());

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Take it away: A convoy is fired at in 2012" }));
        await Expect(find).ToBeFocusedAsync();
        await hands.WriteAsync("Incident", id);
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }));
        var saved = page.GetByText("Saved: “Drivers seized in 2012”");
        await Expect(saved).ToBeFocusedAsync();

        await hands.PressAsync(saved.GetByRole(AriaRole.Link));
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Correct report 1" }));
        await Expect(chosen).ToContainTextAsync("A convoy is fired at in 2012");
        await hands.ChooseAsync("It is", "contradicts");
        await hands.WriteAsync("Why", "he said so");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }));
        await Expect(page.GetByText("The correction was saved.")).ToBeFocusedAsync();
        await Expect(page.GetByText("contradicts leads to one of the same kind")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_wrong_with_words_half_typed_is_not_held_against_those_that_are_saved()
    {
        var page = await OpenAsync("/reports/new");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync("Drivers seized");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Who says it" }).FillAsync("A driver");
        await page.GetByRole(AriaRole.Button, new() { Name = "Link it to an incident" }).ClickAsync();
        var find = page.GetByRole(AriaRole.Textbox, new() { Name = "Incident", Exact = true });
        await find.FillAsync("nothing of which anybody was told");
        var when = page.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" });
        await when.FillAsync("6 J");
        await Expect(when).ToHaveAttributeAsync("aria-invalid", "true");

        // sooner than the pause after which words are read
        await when.FillAsync("6 June 2012");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }).ClickAsync();

        await Expect(find).ToBeFocusedAsync();
        await Expect(page.GetByText("Not saved: 1 field needs another look.")).ToBeVisibleAsync();
        await Expect(when).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task An_open_page_takes_in_what_others_tell_of_its_incident()
    {
        var entered = await System.PostAsync("/api/reports", new { kind = "attack", title = "A bridge is fired at", when = new { text = "3 July 2011" }, source = new { name = "A guard" } });
        var id = (string)entered.Body!["incidentId"]!;
        await System.SettleAsync();
        var page = await OpenAsync($"/incidents/{id}");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Report 1" })).ToBeVisibleAsync();

        await System.PostAsync($"/api/incidents/{id}/reports", new { kind = "attack", title = "Shots at a bridge", when = new { text = "4 July 2011" }, source = new { name = "A paper" } });

        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Report 2" })).ToBeVisibleAsync();
        await Expect(page.Locator(".changes > li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Of_two_who_correct_at_once_the_second_is_told_and_loses_no_word()
    {
        var entered = await System.PostAsync("/api/reports", new { kind = "attack", title = "A post is fired at", when = new { text = "3 June 2011" }, source = new { name = "A guard" } });
        var (id, report) = ((string)entered.Body!["incidentId"]!, (string)entered.Body["reportId"]!);
        await System.SettleAsync();
        var page = await OpenAsync($"/incidents/{id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct report 1" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync("A border post is fired at");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("which post it was");

        await System.PostAsync($"/api/incidents/{id}/corrections", new { reportId = report, reason = "the day", report = new { when = new { text = "4 June 2011" } } });
        await System.SettleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("somebody changed this incident while this form was open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show what stands now" }).ClickAsync();
        await Expect(page.GetByText("4 Jun 2011").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("A border post is fired at");
        await Expect(page.GetByText("4 Jun 2011").First).ToBeVisibleAsync();
        await Expect(page.Locator(".changes > li")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task What_would_follow_is_shown_before_saving_and_a_conflict_is_settled_and_a_report_restored()
    {
        await System.PostAsync("/api/reports", new { kind = "harvest", title = "The opium is in", when = new { text = "June 2017" }, where = new { place = "afghanistan" }, details = new { crop = "opium", seasonYear = 2017 }, source = new { name = "A survey" } });
        await System.SettleAsync();
        var page = await OpenAsync("/reports/new");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync("Armed men above Batken");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" }).FillAsync("9 August 2017");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Where, as the source says it" }).FillAsync("Batken region");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Who says it" }).FillAsync("A herdsman");
        var follows = page.GetByRole(AriaRole.Region, new() { Name = "What would follow" });
        await Expect(follows).ToContainTextAsync("Incursion between the end of the harvest and the closing of the passes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the report" }).ClickAsync();
        var link = page.GetByText("Saved: “Armed men above Batken”").GetByRole(AriaRole.Link);
        var address = await link.GetAttributeAsync("href");
        await System.PostAsync($"/api{address}/reports", new { kind = "incursion", title = "Armed men", when = new { text = "20 August 2017" }, where = new { place = "batken-region" }, source = new { name = "A paper" } });
        await System.SettleAsync();

        await GoAsync(page, address!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Settle When" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Take it as" }).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("the paper was there");
        await page.GetByRole(AriaRole.Button, new() { Name = "Settle it" }).ClickAsync();
        await Expect(page.GetByText("It is settled.")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "When" }).First).ToContainTextAsync("settled by");
        await Expect(page.Locator(".changes > li").Filter(new() { HasText = "Settled: When" })).ToContainTextAsync("20 Aug 2017");

        await page.GetByRole(AriaRole.Button, new() { Name = "Retract report 2" }).ClickAsync();
        var falls = page.GetByRole(AriaRole.Region, new() { Name = "What would fall" });
        await Expect(falls).ToContainTextAsync("Another report of it still stands");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("it was another year");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retract the report" }).ClickAsync();
        await Expect(page.GetByText("The report was retracted.")).ToBeFocusedAsync();
        await Expect(page.GetByText("9 Aug 2017").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore report 2" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("it was this one after all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore the report" }).ClickAsync();
        await Expect(page.GetByText("The report was restored.")).ToBeFocusedAsync();
        await Expect(page.Locator(".changes > li").Filter(new() { HasText = "Report 2 restored" })).ToContainTextAsync("it was this one after all");

        var second = (string)(await System.GetAsync($"/api{address}"))["reports"]![1]!["reportId"]!;
        await System.PostAsync($"/api{address}/retractions", new { reportId = second, reason = "it was another year" });
        await System.SettleAsync();
        await GoAsync(page, address!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Retract report 1" }).ClickAsync();
        await Expect(falls).ToContainTextAsync("the incident is gone with this one");
        await Expect(falls.GetByRole(AriaRole.Link, new() { Name = "Incursion between the end of the harvest and the closing of the passes" })).ToBeVisibleAsync();
        await Expect(falls.GetByRole(AriaRole.Link, new() { Name = "The opium is in" }).First).ToBeVisibleAsync();
        Assert.Empty(await page.BreachesAsync());
    }

    private static async Task TypeAsync(IPage page, Hands hands, string title, string when, string source)
    {
        await hands.ChooseAsync("Kind", "Hostage taking");
        await hands.WriteAsync("Title", title);
        await hands.WriteAsync("When, as the source says it", when);
        await hands.WriteAsync("Where, as the source says it", "Vorukh");
        await hands.WriteAsync("Who says it", source);
    }

    [GeneratedRegex("a day in 1–10 Aug 2012")]
    private static partial Regex Was();

    [GeneratedRegex("a day in 7–9 Aug 2012")]
    private static partial Regex Now();
}
