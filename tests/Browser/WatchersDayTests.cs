using Microsoft.Playwright;
using Timeline.Tests.Stack;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>A watcher has the alerts open while things happen. Season year 2014.</summary>
[Collection(Writing.Name)]
public class WatchersDayTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task An_alert_arrives_on_the_open_page_is_acknowledged_and_closed_and_even_so_shows_its_erratum_when_what_it_rests_on_is_taken_back()
    {
        await System.ImportAsync([Rows.Harvest("harvest-2014", 2014), Rows.Closure("closure-2014", 2014)], "watched");
        await System.SettleAsync();
        var page = await OpenAsync("/alerts");
        await Expect(page.Locator(".live[data-state=live]")).ToBeVisibleAsync();

        await System.ImportAsync([Rows.Incursion("raid-2014", "2014-08-05", "2014-08-06")], "watched");
        var alert = page.GetByRole(AriaRole.Article).Filter(new() { HasText = "2014" }).Filter(new() { HasText = "harvest window" });
        await Expect(alert).ToContainTextAsync("raid 2014");
        await System.SettleAsync();
        await alert.GetByRole(AriaRole.Button, new() { Name = "Reasons" }).ClickAsync();
        await Expect(alert.GetByRole(AriaRole.Link, new() { Name = "watched.harvest-2014" }).First).ToBeVisibleAsync();

        await Press(alert, "Acknowledge");
        await Expect(alert).ToContainTextAsync("Acknowledged by local.");
        await Press(alert, "Close …");
        await alert.GetByRole(AriaRole.Textbox, new() { Name = "Why", Exact = true }).FillAsync("the patrol came home");
        await Press(alert, "Close");
        await Expect(alert).ToContainTextAsync("Closed by local: the patrol came home");

        await System.ImportAsync([Rows.Retracted("raid-2014")], "watched");
        await Expect(alert).ToContainTextAsync("Erratum");
        await alert.GetByText("What happened to it, in 4 steps").ClickAsync();
        await Expect(alert.Locator(".history .did")).ToHaveTextAsync(["Raised", "Acknowledged by local", "Closed by local", "Withdrawn"]);
    }

    private static Task Press(ILocator alert, string button) => alert.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
