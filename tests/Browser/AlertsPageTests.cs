using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Alerts;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>The Alerts page in the hands of those who watch. Each test has a season year of its own.</summary>
public partial class AlertsPageTests(Chromium chromium, RunningSystem system) : BrowserTests(chromium, system), IClassFixture<RunningSystem>
{
    [Fact]
    public async Task What_one_watcher_does_stands_at_once_before_the_other_and_in_the_history()
    {
        await System.AlertOfAsync(1981);
        var mine = await OpenAsync("/alerts?season=1981&rule=" + Handling.Rule);
        var other = await OpenAsync("/alerts?season=1981&rule=" + Handling.Rule, Look.Narrow);
        var (alert, theirs) = (Alert(mine), Alert(other));
        await Expect(other.Locator(".live[data-state=live]")).ToBeVisibleAsync();

        await Press(alert, "Acknowledge");
        await Expect(theirs.Locator("header .chip").First).ToHaveTextAsync("acknowledged");
        await Press(alert, "Assign …");
        await Field(alert, "To whom").FillAsync("Anna");
        await Press(alert, "Assign");
        await Expect(theirs.Locator("header")).ToContainTextAsync("for Anna");

        await Press(alert, "Close …");
        await Press(alert, "Close");
        await Expect(alert.GetByText("Say why.")).ToBeVisibleAsync();
        await Field(alert, "Why").FillAsync("a school trip");
        await Press(alert, "Close");
        await Expect(theirs).ToContainTextAsync("Closed by local: a school trip");
        await Press(theirs, "Reopen …");
        await Press(theirs, "Reopen");
        await Expect(alert.Locator("header .chip").First).ToHaveTextAsync("raised");

        await alert.GetByText("What happened to it, in 5 steps").ClickAsync();
        await Expect(alert.Locator(".history .did")).ToHaveTextAsync(["Raised", "Acknowledged by local", "Assigned to Anna by local", "Closed by local", "Reopened by local"]);
    }

    [Fact]
    public async Task A_decision_that_came_too_late_is_explained_and_the_page_shows_what_is_true()
    {
        var alert = await System.AlertOfAsync(1982);
        var page = await OpenAsync("/alerts?season=1982&rule=" + Handling.Rule);
        await page.RouteAsync("**/api/alerts/stream*", route => route.FulfillAsync(new() { Status = 204 }));   // this window hears nothing new: a stream that ends with 204 is not opened again
        await GoAsync(page, page.Url);
        await Expect(Alert(page)).ToBeVisibleAsync();
        await System.DoAsync(alert, "close", new { reason = "seen elsewhere" });

        await Press(Alert(page), "Acknowledge");

        await Expect(Alert(page).GetByRole(AriaRole.Alert)).ToContainTextAsync("Not done: it changed while you looked. Closed by local: seen elsewhere");
        await Expect(Alert(page).Locator("header .chip").First).ToHaveTextAsync("closed");
        await Expect(Alert(page).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Withdrawn_and_returned_is_one_thread_with_its_erratum()
    {
        await System.AlertOfAsync(1983);
        var page = await OpenAsync("/alerts?season=1983&rule=" + Handling.Rule);
        await Expect(page.Locator(".live[data-state=live]")).ToBeVisibleAsync();

        await System.ImportAsync([Rows.Moved("raid-1983", "1983-12-09", "1983-12-09")], "triage");
        await Expect(Alert(page).Locator(".erratum")).ToContainTextAsync("Erratum.");
        await Expect(Alert(page).GetByRole(AriaRole.Button, new() { Name = "Add a note" })).ToBeVisibleAsync();
        await Expect(Alert(page).GetByRole(AriaRole.Button, new() { Name = "Acknowledge" })).ToHaveCountAsync(0);
        await System.ImportAsync([Rows.Moved("raid-1983", "1983-08-11", "1983-08-11")], "triage");

        await Expect(Alert(page).Locator("header")).ToContainTextAsync("episode 2");
        await Expect(Alert(page).Locator(".episode summary")).ToContainTextAsync("Episode 1");
        await Expect(Alert(page).Locator(".episode summary")).ToContainTextAsync("Erratum.");
        await Expect(page.Locator(".alerts > li")).ToHaveCountAsync(1);
        await Expect(page.Locator("[aria-live=polite]").First).ToContainTextAsync("Incursion in harvest window, season 1983.");
    }

    [Fact]
    public async Task By_keys_alone_an_alert_is_found_noted_and_acknowledged_and_keys_can_be_turned_off()
    {
        await System.AlertOfAsync(1984);
        var page = await OpenAsync("/alerts?season=1984&rule=" + Handling.Rule);
        await Expect(page.Locator(".live[data-state=live]")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("j");
        await Expect(Alert(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(Field(Alert(page), "Note")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("ask the jackal");
        await Expect(Field(Alert(page), "Note")).ToHaveValueAsync("ask the jackal");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Alert(page)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(Alert(page).Locator("header .chip").First).ToHaveTextAsync("acknowledged");
        await Expect(Alert(page)).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Keys are on" }).ClickAsync();
        await Alert(page).FocusAsync();
        await page.Keyboard.PressAsync("c");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keys are off" }).ClickAsync();
        await Expect(Alert(page).Locator(".deed-form")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_happened_while_the_network_was_gone_is_told_once_when_it_is_back_even_if_it_left_the_filter_and_the_page_says_since_when_it_was_away()
    {
        var alert = await System.AlertOfAsync(1985);
        var page = await OpenAsync("/alerts?state=open&season=1985&rule=" + Handling.Rule);
        await Expect(page.Locator(".live[data-state=live]")).ToBeVisibleAsync();

        Forgive(page, "ERR_INTERNET_DISCONNECTED");
        await page.Context.SetOfflineAsync(true);
        await Expect(page.Locator(".live")).ToContainTextAsync("Not connected since");
        await System.DoAsync(alert, "assign", new { to = "Bo" });
        await System.ImportAsync([Rows.Moved("raid-1985", "1985-12-09", "1985-12-09")], "triage");
        await System.SettleAsync();
        await page.Context.SetOfflineAsync(false);

        await Expect(page.Locator(".live[data-state=back]")).ToContainTextAsync("Live again.");
        await Expect(Alert(page).Locator("header")).ToContainTextAsync("for Bo");
        await Expect(Alert(page).Locator(".erratum")).ToContainTextAsync("Erratum.");
        await Expect(page.Locator("[aria-live=polite]").First).ToContainTextAsync("Incursion in harvest window, season 1985. Withdrawn:");
        await Press(Alert(page), "Add a note …");
        await Field(Alert(page), "Note").FillAsync("Bo knows");
        await Press(Alert(page), "Add a note");
        await Alert(page).GetByText("What happened to it, in 4 steps").ClickAsync();
        await Expect(Alert(page).Locator(".history .did")).ToHaveTextAsync(["Raised", "Assigned to Bo by local", "Withdrawn", "Note by local"]);
    }

    [Fact]
    public async Task A_filter_stands_in_the_address_and_what_leaves_it_under_ones_hands_stays_until_the_list_is_read_again()
    {
        await System.AlertOfAsync(1986);
        var page = await OpenAsync("/alerts?season=1986");
        await page.GetByLabel("Rule", new() { Exact = true }).SelectOptionAsync(Handling.Rule);
        await Expect(page).ToHaveURLAsync(Of1986());
        await page.GetByRole(AriaRole.Link, new() { Name = "Raised 1", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(RaisedOf1986());
        await Expect(Alert(page)).ToHaveCountAsync(1);

        await Press(Alert(page), "Acknowledge");
        await Expect(Alert(page)).ToContainTextAsync("will not be in this list");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Acknowledged 1", Exact = true })).ToBeVisibleAsync();
        await ReloadAsync(page);
        await Expect(page.GetByText("There is no alert of this kind now.")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(Alert(page).Locator("header .chip").First).ToHaveTextAsync("acknowledged");
    }

    [Fact]
    public async Task What_the_deeds_ask_breaks_no_rule_of_axe_in_light_and_dark()
    {
        await System.AlertOfAsync(1987);
        var page = await OpenAsync("/alerts?season=1987&rule=" + Handling.Rule, Look.Narrow);
        await Press(Alert(page), "Reasons, step by step");
        await Expect(Alert(page).Locator(".unfolded .steps")).ToBeVisibleAsync();
        var found = new List<string>();
        foreach (var deed in new[] { "Assign", "Snooze", "Close", "Add a note" })
        {
            await Press(Alert(page), deed + " …");
            await Expect(Alert(page).GetByRole(AriaRole.Form)).ToHaveAccessibleNameAsync($"{deed}: Incursion in harvest window, season 1987");
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await TurnAsync(page, theme);
                found.AddRange((await page.BreachesAsync()).Select(breach => $"{deed}, {theme}: {breach}"));
            }
        }

        Assert.Empty(found);
    }

    private static ILocator Alert(IPage page) => page.GetByRole(AriaRole.Article);

    private static ILocator Field(ILocator alert, string label) => alert.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true });

    private static Task Press(ILocator alert, string button) => alert.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    [GeneratedRegex(@"/alerts\?rule=incursion-in-harvest-window&season=1986$")]
    private static partial Regex Of1986();

    [GeneratedRegex(@"/alerts\?state=raised&rule=incursion-in-harvest-window&season=1986$")]
    private static partial Regex RaisedOf1986();
}
