using Microsoft.Playwright;
using Timeline.Tests.Stack.Paper;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>An analyst tries a rule on the past, and supposes the past otherwise.</summary>
public class PastPagesTests(Chromium chromium, PaperLoaded paper) : BrowserTests(chromium, paper.System)
{
    [Fact]
    public async Task A_rule_in_force_is_tried_and_each_season_says_whether_it_would_have_fired()
    {
        var page = await OpenAsync("/backtest?rule=incursion-follows-harvest");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();

        var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "1999" }) });
        await Expect(row).ToContainTextAsync("met for certain");
        await Expect(row.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new global::System.Text.RegularExpressions.Regex("^Held for certain from "));

        await page.GetByLabel("From what was known at the beginning of").FillAsync("2004-01-01");
        await page.GetByLabel("To the end of").FillAsync("2003-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Expect(page.GetByText("It lies before from.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_draft_begun_from_a_rule_is_tried_wrong_mended_and_tried_and_nothing_of_it_is_kept()
    {
        var page = await OpenAsync("/backtest?rule=withdrawal-follows-ransom");
        var hands = new Hands(page);
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Change its document" }));
        var document = page.GetByRole(AriaRole.Textbox, new() { Name = "Document" });
        await Expect(document).ToBeFocusedAsync();
        await Expect(document).ToHaveValueAsync(new global::System.Text.RegularExpressions.Regex("\"version\": 2,"));
        var text = await document.InputValueAsync();
        var days = global::System.Text.RegularExpressions.Regex.Match(text, @"""withinDays"": \[\d+, \d+\]").Value;
        Assert.NotEmpty(days);

        // what is no JSON is told with its line, what is wrong in a field with that field's
        await document.FillAsync(text + "}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        var wrong = page.GetByRole(AriaRole.Alert);
        await Expect(wrong).ToContainTextAsync("The text is not JSON: line");
        await document.FillAsync(text.Replace(days, "\"withinDays\": [60, 0]", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        await Expect(wrong).ToContainTextAsync("Not tried: 1 field needs another look.");
        await Expect(wrong).ToContainTextAsync("withinDays line");
        await Expect(wrong).ToContainTextAsync("The least (60) lies above the most (0).");
        await Expect(document).ToBeFocusedAsync();
        await Expect(document).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(await page.BreachesAsync());

        await document.FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "1999" }) });
        await Expect(row).ToContainTextAsync("possibly met");
        await Expect(wrong).ToHaveCountAsync(0);
        Assert.Single((await System.GetAsync("/api/rules/withdrawal-follows-ransom/versions")).AsArray());
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave the draft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "A rule in force" })).ToHaveValueAsync("withdrawal-follows-ransom");
        await Expect(row).ToHaveCountAsync(0);   // what the draft said is not what the rule says

        await page.GetByRole(AriaRole.Button, new() { Name = "Change its document" }).ClickAsync();
        var shorter = text.Replace(days, "\"withinDays\": [0, 45]", StringComparison.Ordinal);
        await document.FillAsync(shorter);
        await page.GetByRole(AriaRole.Button, new() { Name = "Write the next version with it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Write the next version" })).ToBeFocusedAsync();
        await Expect(document).ToHaveValueAsync(shorter);
        Assert.Single((await System.GetAsync("/api/rules/withdrawal-follows-ransom/versions")).AsArray());
    }

    [Fact]
    public async Task A_date_is_moved_in_words_that_are_read_as_they_are_typed()
    {
        var page = await OpenAsync("/what-if");
        var hands = new Hands(page);
        await hands.WriteAsync("Find an incident", "first armed incursion");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Move The movement's first armed incursion" }));
        var when = page.GetByRole(AriaRole.Textbox, new() { Name = "When it is supposed to have been" });
        await Expect(when).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "What then?" }).ClickAsync();
        await Expect(page.GetByText("Say when it is supposed to have been, as in a report.")).ToBeVisibleAsync();
        await Expect(when).ToBeFocusedAsync();
        await when.FillAsync("the day of the crow");
        await Expect(when).ToHaveAttributeAsync("aria-invalid", "true");
        await when.FillAsync("early December 1999");
        await Expect(page.GetByText("1 to 10 December 1999, both counted")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("would have begun 1–10 Dec 1999 and not")).ToBeVisibleAsync();
        var seasons = page.GetByRole(AriaRole.Region, new() { Name = "Season by season, scrolls sideways" });
        await Expect(seasons.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "1999" }) })).ToContainTextAsync("other");
        Assert.Empty(await page.BreachesAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it at its time: The movement's first armed incursion" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Find an incident" })).ToBeFocusedAsync();
        await Expect(when).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_the_incursion_its_season_and_the_rules_read_otherwise()
    {
        var page = await OpenAsync("/what-if");
        var incidents = page.GetByRole(AriaRole.Group, new() { Name = "of these incidents" });
        await incidents.GetByRole(AriaRole.Textbox).FillAsync("first armed incursion");
        await incidents.GetByRole(AriaRole.Checkbox, new() { Name = "first armed incursion" }).CheckAsync();   // by its name: the list is still the whole one for a moment
        await page.GetByRole(AriaRole.Button, new() { Name = "What then?" }).ClickAsync();

        var seasons = page.GetByRole(AriaRole.Region, new() { Name = "Season by season, scrolls sideways" });
        await Expect(seasons.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "1999" }) })).ToContainTextAsync("other");
        await Expect(page.GetByText("Correlations that would end")).ToBeVisibleAsync();
    }
}
