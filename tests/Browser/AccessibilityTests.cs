using Microsoft.Playwright;
using Timeline.Tests.Stack.Paper;
using Xunit;

namespace Timeline.Tests.Browser;

// a collection of its own: it only reads, and takes as long as all the others that read
[Collection("every page")]
public class AccessibilityTests(Chromium chromium, PaperLoaded paper) : BrowserTests(chromium, paper.System)
{
    [Theory, MemberData(nameof(RoutedPages.All), MemberType = typeof(RoutedPages))]
    public async Task A_page_breaks_no_rule_of_axe_and_never_scrolls_sideways_wide_or_narrow_light_or_dark(string page)
    {
        var found = new List<string>();
        foreach (var sameWidth in Look.All.GroupBy(l => l.Width))
        {
            var window = await OpenAsync(RoutedPages.Address(page), sameWidth.First());
            await UnfoldAsync(window);
            if (await window.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var width && width > sameWidth.Key)
            {
                found.Add($"{sameWidth.Key} wide: scrolls sideways to {width}");
            }

            foreach (var look in sameWidth)
            {
                await TurnAsync(window, look.Theme);
                found.AddRange((await window.BreachesAsync(look == sameWidth.First() ? [] : OnlyColours)).Select(breach => $"{look}: {breach}"));
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    // nothing but its colours is another in the second theme
    private static readonly string[] OnlyColours = ["color-contrast", "link-in-text-block"];

    // what is folded away must be right as well
    private static async Task UnfoldAsync(IPage page) => await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => { d.open = true; })");
}
