using Microsoft.Playwright;
using Timeline.Hosting;
using Timeline.Tests.Stack.Paper;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>A console that lets nobody in without a token, beside the open one.</summary>
public class SignInTests(Chromium chromium, PaperLoaded paper) : BrowserTests(chromium, paper.System)
{
    private const string Closed = RunningSystem.Console + "-2";

    [Fact]
    public async Task Who_shows_no_token_is_asked_for_one_and_then_sees_the_page_that_was_asked_for_as_far_as_the_role_goes()
    {
        System.Change(Closed, "TIMELINE_REQUIRE_TOKEN", "1");
        await System.StartSecondAsync(RunningSystem.Console);
        var page = await OpenEmptyAsync(Closed, Look.Narrow);
        Forgive(page, "status of 401");   // the wrong token below
        await page.GotoAsync("/alerts?state=raised");
        await Expect(page).ToHaveURLAsync("/sign-in?to=%2Falerts%3Fstate%3Draised");
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await TurnAsync(page, theme);
            Assert.Empty((await page.BreachesAsync()).Select(breach => $"{theme}: {breach}"));
        }

        await SignInAsync(page, "no token at all");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no token of this system");
        await SignInAsync(page, Access.Token(System.Key, "watcher", "wanda", DateTime.UtcNow));

        await Expect(page).ToHaveURLAsync("/alerts?state=raised");
        await page.SetViewportSizeAsync(Look.Wide.Width, 900);
        await Expect(page.GetByTitle("Signed in as wanda")).ToContainTextAsync("watcher");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Add a report" })).ToHaveCountAsync(0);   // watchers do not record
        var shown = Assert.Single(await page.Context.CookiesAsync(), c => c.Name == Access.Cookie);
        Assert.True(shown.HttpOnly && shown.SameSite == SameSiteAttribute.Strict && shown.Expires > DateTimeOffset.UtcNow.ToUnixTimeSeconds(), "the token could be read by a script, or sent from elsewhere");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync("/sign-in");
        Assert.DoesNotContain(await page.Context.CookiesAsync(), c => c.Name == Access.Cookie);
        await page.GotoAsync("/sign-in?to=%2F%2Fexample.org%2F");   // nobody is led to another origin
        await SignInAsync(page, Access.Token(System.Key, "analyst", "anna", DateTime.UtcNow));
        await Expect(page).ToHaveURLAsync("/seasons");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Turn to the" })).ToBeEnabledAsync();
        await page.GotoAsync("about:blank");   // a page that is open would complain of what comes now
        await System.KillAsync(Closed);
    }

    private static async Task SignInAsync(IPage page, string token)
    {
        await page.GetByLabel("Token").FillAsync(token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
