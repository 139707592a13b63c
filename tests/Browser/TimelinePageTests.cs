using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Timeline.Tests.Stack.Paper;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>The Timeline page on the paper's history, as an analyst uses it.</summary>
public partial class TimelinePageTests(Chromium chromium, PaperLoaded paper) : BrowserTests(chromium, paper.System)
{
    private const string Summer = "/timeline?from=1999-08-01&to=1999-10-31";

    [Fact]
    public async Task A_mark_is_picked_its_address_shows_it_to_another_and_back_lets_go()
    {
        var page = await OpenAsync(Summer);
        await page.Locator(".mark[data-id='paper.hostage-1999-08-23']").ClickAsync();

        await Expect(page.Locator(".selected-incident h2")).ToHaveTextAsync("Four Japanese geologists and others are taken hostage");
        await Expect(page).ToHaveURLAsync(SelectedTaking());
        await Expect(page.Locator(".join.picked")).Not.ToHaveCountAsync(0);

        var other = await OpenAsync(page.Url);
        await Expect(other.Locator(".selected-incident h2")).ToHaveTextAsync("Four Japanese geologists and others are taken hostage");
        await Expect(other.Locator("tr.selected")).ToHaveCountAsync(1);

        await page.GoBackAsync();
        await Expect(page.Locator(".selected-incident")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task By_keys_alone_one_goes_nearer_to_the_incidents_and_from_one_to_the_next()
    {
        var page = await OpenAsync(Summer);
        var chart = page.Locator(".chart-keys");
        await Expect(chart).ToHaveAttributeAsync("data-span", "1999-08-01/1999-10-31");
        await page.WaitForFunctionAsync("() => document.querySelector('.chart-tip')");
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("+");
        await Expect(chart).Not.ToHaveAttributeAsync("data-span", "1999-08-01/1999-10-31");
        await page.Keyboard.PressAsync("-");
        await Expect(chart).ToHaveAttributeAsync("data-span", "1999-08-01/1999-10-31");

        await page.Keyboard.PressAsync("Enter");
        var first = await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label')");
        await page.Keyboard.PressAsync("ArrowDown");
        var next = await page.EvaluateAsync<string>("() => document.activeElement.getAttribute('aria-label')");
        Assert.NotEqual(first, next);
        Assert.Equal(1, await page.Locator(".plot a[tabindex='0']").CountAsync());
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".selected-incident")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_drag_and_the_wheel_move_the_days_and_the_address_with_them()
    {
        var page = await OpenAsync(Summer);
        await page.WaitForFunctionAsync("() => document.querySelector('.chart-tip')");
        var plot = page.Locator(".plot");
        var box = (await plot.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 4), box.Y + 20, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await Expect(page).ToHaveURLAsync(MovedOn());
        await Expect(page.Locator(".moving[transform]")).ToHaveCountAsync(0);
        var moved = page.Url;

        await page.Keyboard.DownAsync("Control");
        await page.Mouse.WheelAsync(0, -200);
        await page.Keyboard.UpAsync("Control");
        await Expect(page).Not.ToHaveURLAsync(moved);
    }

    [Fact]
    public async Task What_was_known_before_anything_was_recorded_is_nothing()
    {
        var page = await OpenAsync(Summer);
        var slider = page.GetByLabel("Known at", new() { Exact = true });
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "now: 150 records");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");

        await Expect(page).ToHaveURLAsync(KnownOnTheFirst());
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "end of 1 Aug 1999: 0 of 150 records");
        await Expect(page.Locator(".mark")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Nothing of this was known then")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_correlation_makes_its_incidents_stand_out_on_chart_and_map()
    {
        var page = await OpenAsync(Summer);
        await page.Locator(".correlations a", new() { HasTextString = "Withdrawal follows ransom" }).ClickAsync();

        await Expect(page.Locator(".mark.picked")).ToHaveCountAsync(2);
        await Expect(page.Locator(".join.correlation")).ToHaveCountAsync(1);
        await Expect(page.Locator(".map .count.picked")).Not.ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "All its reasons" })).ToHaveAttributeAsync("href", CorrelationPage());
    }

    [Fact]
    public async Task Filters_hold_at_once_and_a_narrow_page_shows_the_same_incidents()
    {
        var wide = await OpenAsync(Summer + "&kind=ransom,release");
        var narrow = await OpenAsync(Summer + "&kind=ransom,release", Look.Narrow);
        string[] kept = ["paper.ransom-1999-08-13", "paper.ransom-1999-autumn", "paper.release-1999-08-13", "paper.release-1999-10-25"];
        foreach (var page in new[] { wide, narrow })
        {
            await Expect(page.Locator(".incident-table tbody tr")).ToHaveCountAsync(kept.Length);
            Assert.Equal(kept, (await page.Locator(".mark").EvaluateAllAsync<string[]>("marks => marks.map(m => m.dataset.id)")).Intersect(kept).Order());
        }

        await wide.GetByRole(AriaRole.Checkbox, new() { Name = "Releases" }).UncheckAsync();
        await Expect(wide.Locator(".incident-table tbody tr")).ToHaveCountAsync(2);
        await Expect(wide).ToHaveURLAsync(OnlyRansoms());
    }

    [GeneratedRegex(@"selected=paper\.hostage-1999-08-23$")]
    private static partial Regex SelectedTaking();

    [GeneratedRegex(@"from=1999-08-2\d&to=1999-11-2\d")]
    private static partial Regex MovedOn();

    [GeneratedRegex(@"knownAt=1999-08-01$")]
    private static partial Regex KnownOnTheFirst();

    [GeneratedRegex(@"kind=ransom$")]
    private static partial Regex OnlyRansoms();

    [GeneratedRegex(@"^/correlations/withdrawal-follows-ransom")]
    private static partial Regex CorrelationPage();
}
