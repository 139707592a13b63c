using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>An analyst writes a rule, puts its next version in force and retires it, and sees what changed.</summary>
[Collection(Writing.Name)]
public class RulesPageTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task A_rule_is_written_mended_where_it_was_wrong_put_in_force_again_otherwise_and_retired()
    {
        var page = await OpenAsync("/rules");
        await page.GetByRole(AriaRole.Link, new() { Name = "Write a rule" }).ClickAsync();
        var document = page.GetByRole(AriaRole.Textbox, new() { Name = "Document" });
        var text = (await document.InputValueAsync()).Replace("\"id\": \"\"", "\"id\": \"attack-follows-ransom\"", StringComparison.Ordinal)
            .Replace("\"title\": \"\"", "\"title\": \"Attack after a ransom\"", StringComparison.Ordinal).Replace("\"claim\": \"\"", "\"claim\": \"Ransoms pay for the next attack.\"", StringComparison.Ordinal)
            .Replace("\"citation\": \"\"", "\"citation\": \"nobody\"", StringComparison.Ordinal).Replace("[\"\"]", "[\"Days of payment are rarely stated.\"]", StringComparison.Ordinal)
            .Replace("\"says\": \"\"", "\"says\": \"A month after\"", StringComparison.Ordinal);

        // wrong in two places: each is named with its line, and what was typed stays
        await document.FillAsync(text.Replace("[0, 60]", "[60, 0]", StringComparison.Ordinal).Replace("\"never\"", "\"sometimes\"", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it in force" }).ClickAsync();
        var wrong = page.GetByRole(AriaRole.Alert);
        await Expect(wrong.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Expect(wrong).ToContainTextAsync("withinDays line 10: The least (60) lies above the most (0).");
        await Expect(document).ToHaveAttributeAsync("aria-invalid", "true");
        await document.FillAsync(text);
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it in force" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Attack after a ransom", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator(".examples .chip")).ToHaveTextAsync("must be found for certain");

        // the next version begins from the last, and what changed stands beside it
        await page.GetByRole(AriaRole.Button, new() { Name = "Write the next version" }).ClickAsync();
        await Expect(document).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"version\": 2,"));
        await document.FillAsync((await document.InputValueAsync()).Replace("[0, 60]", "[0, 45]", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it in force" }).ClickAsync();
        await Expect(page.Locator(".beside-table tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".beside-table tbody td")).ToHaveTextAsync(["0 to 60", "0 to 45"]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Retire …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire the rule" }).ClickAsync();
        await Expect(page.GetByText("Say why.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("it was only to be tried");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire the rule" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("by local: it was only to be tried");
        await GoAsync(page, "/rules");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Retired" }).GetByRole(AriaRole.Article)).ToContainTextAsync("Attack after a ransom");
    }
}
