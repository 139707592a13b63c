using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>Two people of the monitoring staff in a theatre that asks for a second person: what one sends the other sees, approves or rejects. Season year 1850.</summary>
[Collection(Writing.Name)]
public class ApprovalPageTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System), IAsyncLifetime
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AskAsync(true);
    }

    // the system is shared: nothing may wait for those who come after
    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await AskAsync(false);
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_one_sends_is_seen_by_the_other_while_it_waits_and_approved_by_the_keyboard_alone()
    {
        var (anna, berta) = (await AsAsync("anna", "/reports/new"), await AsAsync("berta", "/drafts"));
        var hands = new Hands(anna);
        await hands.WriteAsync("Title", "Armed men above Batken in 1850");
        await hands.WriteAsync("When, as the source says it", "early August 1850");
        await hands.WriteAsync("Where, as the source says it", "Batken region");
        await hands.WriteAsync("Who says it", "A herdsman");
        await Expect(anna.GetByText("another person approves it first")).ToBeVisibleAsync();
        await hands.PressAsync(anna.GetByRole(AriaRole.Button, new() { Name = "Send it for approval" }));
        await Expect(anna.GetByText("Sent for approval: “Armed men above Batken in 1850”")).ToBeFocusedAsync();
        await hands.PressAsync(anna.GetByRole(AriaRole.Link, new() { Name = "waits for another person" }));
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Withdraw Armed men above Batken in 1850" })).ToBeVisibleAsync();
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        var card = berta.GetByRole(AriaRole.Article, new() { Name = "Armed men above Batken in 1850" });
        await Expect(card).ToContainTextAsync("1 to 10 August 1850, both counted");
        await new Hands(berta).PressAsync(card.GetByRole(AriaRole.Button, new() { Name = "Approve" }));

        await Expect(berta.GetByText("Approved: “Armed men above Batken in 1850” is recorded.")).ToBeFocusedAsync();
        await Expect(anna.GetByText("Nothing waits.")).ToBeVisibleAsync();
        await System.SettleAsync();
        await berta.GetByRole(AriaRole.Link, new() { Name = "Look at it" }).ClickAsync();
        await Expect(berta.Locator(".changes > li")).ToContainTextAsync("by anna, approved by berta");
    }

    [Fact]
    public async Task It_is_changed_by_its_author_rejected_with_a_reason_that_the_author_reads_and_a_correction_waits_too()
    {
        var sent = await AsAsync("anna", "/reports/new");
        await sent.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync("Riders at Sokh in 1850");
        await sent.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" }).FillAsync("July 1850");
        await sent.GetByRole(AriaRole.Textbox, new() { Name = "Where, as the source says it" }).FillAsync("Sokh");
        await sent.GetByRole(AriaRole.Textbox, new() { Name = "Who says it" }).FillAsync("A herdsman");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Send it for approval" }).ClickAsync();
        await sent.GetByRole(AriaRole.Link, new() { Name = "waits for another person" }).ClickAsync();
        await sent.GetByRole(AriaRole.Link, new() { Name = "Change Riders at Sokh in 1850" }).ClickAsync();
        await Expect(sent.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" })).ToHaveValueAsync("July 1850");
        await sent.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" }).FillAsync("9 July 1850");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Change the draft" }).ClickAsync();

        var other = await AsAsync("berta", "/drafts");
        var card = other.GetByRole(AriaRole.Article, new() { Name = "Riders at Sokh in 1850" });
        await Expect(card).ToContainTextAsync("9 July 1850");
        await Expect(card).ToContainTextAsync("changed since, version 2");
        await card.GetByRole(AriaRole.Button, new() { Name = "Reject Riders" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Reject it" }).ClickAsync();
        await Expect(card.GetByText("Say why.")).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Textbox, new() { Name = "Why it is rejected" }).FillAsync("they were herders");
        await card.GetByRole(AriaRole.Button, new() { Name = "Reject it" }).ClickAsync();
        await Expect(other.GetByText("Rejected: “Riders at Sokh in 1850”.")).ToBeFocusedAsync();
        await Expect(sent.GetByRole(AriaRole.Row, new() { Name = "Riders at Sokh in 1850" })).ToContainTextAsync("they were herders");

        await GoAsync(sent, "/incidents/paper.hostage-1999-08-23");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Retract report 1" }).ClickAsync();
        await sent.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("a test of two people");
        await Expect(sent.GetByRole(AriaRole.Region, new() { Name = "What else would follow" })).ToContainTextAsync("No correlation would begin or change.");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Retract the report" }).ClickAsync();
        await Expect(sent.GetByText("It was sent for approval.")).ToBeFocusedAsync();
        await GoAsync(sent, "/drafts");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Expect(sent.GetByText("Nothing waits.")).ToBeVisibleAsync();

        await System.PostAsync("/api/incidents/paper.hostage-1999-08-23/merges", new { into = "paper.hostage-1999-08-09", reason = "a test of two people" });
        var merge = other.GetByRole(AriaRole.Article, new() { Name = "Merge" });
        await Expect(merge.GetByRole(AriaRole.Link, new() { Name = "A mayor and three officials are taken hostage" })).ToHaveAttributeAsync("href", "/incidents/paper.hostage-1999-08-09");
        await merge.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await merge.GetByRole(AriaRole.Textbox, new() { Name = "Why it is rejected" }).FillAsync("they were others");
        await merge.GetByRole(AriaRole.Button, new() { Name = "Reject it" }).ClickAsync();
        await Expect(other.GetByText("Nothing waits.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_types_what_another_has_sent_already_is_shown_it_and_so_is_who_approves()
    {
        await SendAsync(await AsAsync("anna", "/reports/new"), "Riders at Chorku in 1850");
        var page = await AsAsync("berta", "/reports/new");
        await TypeAsync(page, "A raid on Chorku in 1850");

        var waits = page.GetByRole(AriaRole.Region, new() { Name = "Perhaps waiting for approval already" });
        await Expect(waits).ToContainTextAsync("sent by anna");
        await Expect(waits).ToContainTextAsync("the same day");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it for approval" }).ClickAsync();
        await Expect(page.GetByText("Sent for approval")).ToBeFocusedAsync();

        var other = await AsAsync("clara", "/drafts");
        foreach (var (one, beside) in new[] { ("Riders at Chorku in 1850", "“A raid on Chorku in 1850”, by berta"), ("A raid on Chorku in 1850", "“Riders at Chorku in 1850”, by anna") })
        {
            await Expect(other.GetByRole(AriaRole.Article, new() { Name = one }).GetByRole(AriaRole.Link, new() { Name = beside })).ToBeVisibleAsync();
        }

        foreach (var title in new[] { "Riders at Chorku in 1850", "A raid on Chorku in 1850" })
        {
            var card = other.GetByRole(AriaRole.Article, new() { Name = title });
            await card.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
            await card.GetByRole(AriaRole.Textbox, new() { Name = "Why it is rejected" }).FillAsync("a test of two that wait");
            await card.GetByRole(AriaRole.Button, new() { Name = "Reject it" }).ClickAsync();
            await Expect(card).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task A_draft_that_says_more_than_the_form_shows_is_not_taken_into_it_though_its_address_is_typed()
    {
        var sent = await System.PostAsync("/api/reports", new { kind = "incursion", title = "Riders at Isfara in 1850", when = new { text = "9 June 1850" }, where = new { place = "batken-region" }, scope = "comparator", source = new { name = "a program" } });
        var id = (string)sent.Body!["draftId"]!;

        var page = await AsAsync("anna", $"/reports/new?draft={id}");

        await Expect(page.GetByText("says more than this form shows")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true })).ToHaveValueAsync("");
        Assert.True((await System.PostAsync($"/api/drafts/{id}/withdrawals", new { })).Succeeded);
    }

    private static async Task TypeAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Title", Exact = true }).FillAsync(title);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "When, as the source says it" }).FillAsync("9 August 1850");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Where, as the source says it" }).FillAsync("Batken region");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Who says it" }).FillAsync("A herdsman");
    }

    private static async Task SendAsync(IPage page, string title)
    {
        await TypeAsync(page, title);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send it for approval" }).ClickAsync();
        await Expect(page.GetByText($"Sent for approval: “{title}”")).ToBeFocusedAsync();
    }

    private Task<IPage> AsAsync(string who, string address) => OpenAsAsync("monitor", who, address);

    private async Task AskAsync(bool second)
    {
        Assert.True((await System.PostAsync("/api/theatres/fergana/approval", new { secondPerson = second, reason = "a test" })).Succeeded);
        await System.SettleAsync();
    }
}
