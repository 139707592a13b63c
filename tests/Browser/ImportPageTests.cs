using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>Somebody of the monitoring staff brings a register in, looks at what became of its rows, and takes it back. Season years 2013, 1853 and 1855 to 1857.</summary>
[Collection(Writing.Name)]
public class ImportPageTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    private const string Register = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n"
        + "2013-08-03,2013-1,57,6.5,3.25,ROBBERS,TUG,NOWHERE: The tug was hijacked.\n2013-08-04,2013-2,57,96.5,3.25,ROBBERS,TUG,NOWHERE: A second.\n";

    [Fact]
    public async Task A_file_is_known_by_its_header_tried_taken_in_row_by_row_and_taken_back()
    {
        var page = await OpenAsync("/seasons");
        var hands = new Hands(page);
        await hands.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Import a file" })).ToBeFocusedAsync();

        await ChooseAsync(page, "Harbour log 2013.csv", Register);
        await Expect(page.GetByText("it seems to be ASAM (NGA) with 8 columns")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Set" })).ToHaveValueAsync("harbour-log-2013");
        await hands.GoToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Dry run" }));
        await page.Keyboard.PressAsync("Space");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Try the file" }));
        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Tried; nothing was recorded");

        await hands.GoToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = "Dry run" }));
        await page.Keyboard.PressAsync("Space");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }));
        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Done");
        await Expect(page.Locator(".import-rows tbody tr").Filter(new() { HasText = "created" })).ToContainTextAsync("Perhaps hijacking: “NOWHERE: The tug was hijacked");
        await Expect(page.Locator(".import-rows tbody tr").Filter(new() { HasText = "rejected" })).ToContainTextAsync("96.5 is not a latitude");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download the rejected rows" })).ToBeVisibleAsync();

        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Take this import back" }));
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Taken back");
        await Expect(page.GetByText("Taken back: 1 retracted.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_of_ones_own_is_told_what_its_columns_still_lack()
    {
        var page = await OpenAsync("/import");
        await ChooseAsync(page, "log.csv", "no;when;what\n1;3 August 2013;raid\n");
        await Expect(page.GetByText("it seems to be CSV, by a mapping with 3 columns")).ToBeVisibleAsync();
        await Expect(page.GetByText("Still asked for: kind, title, source.name")).ToBeVisibleAsync();

        Forgive(page, "400 (Bad Request)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("fields.kind: A report cannot do without it.");
    }

    [Fact]
    public async Task What_the_columns_mean_is_said_field_by_field_kept_and_proposed_for_the_next_file_of_the_same_headings()
    {
        var page = await OpenAsync("/import");
        await ChooseAsync(page, "patrols 1853.csv", "no;when;deed\n1;3 August 1853;raid\n2;4 August 1853;feast\n");
        var kind = page.GetByRole(AriaRole.Group, new() { Name = "kind", Exact = true });
        await kind.GetByRole(AriaRole.Combobox, new() { Name = "Column" }).SelectOptionAsync("deed");
        await kind.GetByRole(AriaRole.Textbox, new() { Name = "What the words of kind mean" }).FillAsync("raid = incursion");
        var title = page.GetByRole(AriaRole.Group, new() { Name = "title", Exact = true });
        await title.GetByRole(AriaRole.Combobox, new() { Name = "Read from" }).SelectOptionAsync("text");
        await title.GetByRole(AriaRole.Textbox, new() { Name = "Text" }).FillAsync("A {deed} on patrol");
        var source = page.GetByRole(AriaRole.Group, new() { Name = "source.name", Exact = true });
        await source.GetByRole(AriaRole.Combobox, new() { Name = "Read from" }).SelectOptionAsync("value");
        await source.GetByRole(AriaRole.Textbox, new() { Name = "Value" }).FillAsync("patrol log");
        await Expect(page.GetByText("Still asked for")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Keep it as" }).FillAsync("patrols");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep the mapping" }).ClickAsync();
        await Expect(page.GetByText("Kept as patrols")).ToBeVisibleAsync();

        await GoAsync(page, "/import");
        await ChooseAsync(page, "patrols again 1853.csv", "deed;no;when\nraid;1;3 August 1853\nfeast;2;4 August 1853\n");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "What its columns mean" })).ToHaveValueAsync("patrols");
        await Expect(kind.GetByRole(AriaRole.Textbox, new() { Name = "What the words of kind mean" })).ToHaveValueAsync("raid = incursion");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }).ClickAsync();

        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Done");
        await Expect(page.Locator(".import-rows tbody tr").Filter(new() { HasText = "created" })).ToHaveCountAsync(1);
        await Expect(page.Locator(".import-rows tbody tr").Filter(new() { HasText = "rejected" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_row_that_is_held_back_is_judged_by_its_words_beside_the_other_incident_and_settled_by_the_keyboard_alone()
    {
        const string told = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n"
            + "1855-08-03,1855-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: The tug (BLUE STAR) was boarded.\n1855-08-05,1855-2,57,7.5,3.25,PIRATES,FERRY,ELSEWHERE: The ferry (RED STAR) was boarded.\n";
        var page = await OpenAsync("/import", Look.Narrow);
        await ChooseAsync(page, "first 1855.csv", told);
        await Expect(page.GetByText("it seems to be ASAM (NGA)")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }).ClickAsync();
        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Done");

        await GoAsync(page, "/import");
        await ChooseAsync(page, "second 1855.csv", told);
        await Expect(page.GetByText("it seems to be ASAM (NGA)")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }).ClickAsync();
        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Done");
        var rows = page.Locator(".import-rows tbody tr");
        var held = rows.Filter(new() { HasText = "duplicate" });
        await Expect(held).ToHaveCountAsync(2);
        await Expect(held.First).ToContainTextAsync("1855-08-03, NOWHERE");
        await Expect(held.First.GetByRole(AriaRole.Link)).ToHaveTextAsync("NOWHERE: PIRATES against TUG");
        Assert.Empty(await page.BreachesAsync());

        await new Hands(page).PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "A further report of it: line 2 beside NOWHERE: PIRATES against TUG" }));
        await Expect(page.GetByText("Line 2 is recorded as a further report of the incident.")).ToBeFocusedAsync();
        await Expect(held).ToHaveCountAsync(1);
        await new Hands(page).PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "An incident of its own: line 3" }));
        await Expect(page.GetByText("Line 3 is recorded as an incident of its own.")).ToBeFocusedAsync();
        await Expect(rows.Filter(new() { HasText = "created" })).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Rows_that_are_held_back_are_ticked_and_settled_together_and_the_rest_by_their_score_with_the_keyboard_alone()
    {
        const string head = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n";
        var told = head + string.Concat(Enumerable.Range(1, 4).Select(n => $"1856-08-{n * 5:00},1856-{n},57,{n * 4}.5,3.25,PIRATES,TUG,NOWHERE: The tug (BLUE STAR {n}) was boarded.\n"));
        var page = await OpenAsync("/import");
        foreach (var name in new[] { "first 1856.csv", "second 1856.csv" })
        {
            await GoAsync(page, "/import");
            await ChooseAsync(page, name, told);
            await Expect(page.GetByText("it seems to be ASAM (NGA)")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }).ClickAsync();
            await Expect(page.Locator("#import-state")).ToHaveTextAsync("Done");
        }

        var held = page.Locator(".import-rows tbody tr").Filter(new() { HasText = "duplicate" });
        await Expect(held).ToHaveCountAsync(4);
        Assert.Empty(await page.BreachesAsync());
        var hands = new Hands(page);
        foreach (var line in new[] { 2, 3 })
        {
            await hands.GoToAsync(page.GetByRole(AriaRole.Checkbox, new() { Name = $"Tick line {line}" }));
            await page.Keyboard.PressAsync("Space");
        }

        await Expect(page.GetByText("2 rows ticked.")).ToBeVisibleAsync();
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "The ticked: the same incident" }));
        await Expect(page.GetByText("2 rows are recorded as further reports of the incidents that were found.")).ToBeFocusedAsync();
        await Expect(held).ToHaveCountAsync(2);
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "All of these: another incident" }));
        await Expect(page.GetByText("2 rows are recorded as incidents of their own.")).ToBeFocusedAsync();
        await Expect(held).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_the_words_suggest_is_accepted_or_refused_on_the_page_with_a_reason()
    {
        var page = await OpenAsync("/import", Look.Narrow);
        await ChooseAsync(page, "words 1857.csv", "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n1857-08-03,1857-1,57,6.5,3.25,PIRATES,TUG,NOWHERE: The tug was hijacked. No ransom was paid.\n");
        await Expect(page.GetByText("it seems to be ASAM (NGA)")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import the file" }).ClickAsync();
        await Expect(page.Locator("#import-state")).ToHaveTextAsync("Done");

        var hands = new Hands(page);
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Decide: line 2, hijacking" }));
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "It is so" }));
        await Expect(page.GetByText("Say why.")).ToBeVisibleAsync();
        Assert.Empty(await page.BreachesAsync());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why" }).FillAsync("as it says");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "It is so" }));
        await Expect(page.GetByText("Line 2, hijacking: accepted.")).ToBeFocusedAsync();
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Decide: line 2, ransom" }));
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Why" }).FillAsync("none was");
        await hands.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "It is not" }));
        await Expect(page.GetByText("Line 2, ransom: refused.")).ToBeFocusedAsync();
        await Expect(page.GetByText("Refused by").First).ToBeVisibleAsync();
    }

    private static Task ChooseAsync(IPage page, string name, string content) =>
        page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
}
