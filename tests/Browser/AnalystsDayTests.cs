using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>An analyst goes back to 1 September 1999, when four hostages were free and four others were not, and from there to what is known now.</summary>
[Collection(Writing.Name)]
public partial class AnalystsDayTests(Chromium chromium, WrittenTo desk) : BrowserTests(chromium, desk.System)
{
    [Fact]
    public async Task The_season_of_1999_as_known_in_september_and_now()
    {
        var page = await OpenAsync("/seasons/fergana/1999?knownAt=1999-09-01");
        await Expect(page.GetByText("As it was known at the end of 1 Sep 1999 (UTC).")).ToBeVisibleAsync();
        await Expect(page.GetByText("50,000 US dollars reported as paid")).ToBeVisibleAsync();
        await Expect(page.GetByText("The hostages of 23 August go free")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Now", Exact = true }).ClickAsync();
        await Expect(page.GetByText("2.05 to 5.05 million US dollars reported as paid")).ToBeVisibleAsync();
        await Expect(page.GetByText("The hostages of 23 August go free").First).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(WithoutKnowledge());
    }

    [Fact]
    public async Task From_the_seasons_to_a_correlation_with_its_counter_examples_an_incident_and_its_history()
    {
        var page = await OpenAsync("/seasons/fergana/1999");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ransom and release follow taking" }).Last.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("A hostage-taking is followed by a ransom and a release");
        await Expect(page.GetByRole(AriaRole.Blockquote)).ToContainTextAsync("Hostages are taken for ransom, and let go when it is paid.");
        await Expect(page.Locator(".verdicts section.unjudged")).ToContainTextAsync("A commander of interior troops is captured");
        await Expect(page.Locator(".verdicts .against li").Filter(new() { HasText = "2000" })).ToContainTextAsync("escaped");
        await Expect(page.GetByText("%")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.List, new() { Name = "The incidents it is made of" }).GetByRole(AriaRole.Link, new() { Name = "Four Japanese geologists" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Four Japanese geologists and others are taken hostage");
        await Expect(page.Locator(".changes > li")).ToContainTextAsync("known from 24 Aug 1999");
        await page.GetByRole(AriaRole.Link, new() { Name = "The movement's first armed incursion, into Batken" }).ClickAsync();
        await Expect(page.GetByText("a day in 1–9 Aug 1999: not after any of its parts began")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_not_known_yet_is_said_not_to_have_been_and_the_day_of_knowledge_goes_along()
    {
        var page = await OpenAsync("/incidents/paper.hostage-1999-08-23?knownAt=1999-09-01");
        await Expect(page.GetByText("As it was known at the end of 1 Sep 1999 (UTC).")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Correct" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "The hostages of 23 August go free" })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Fergana, Batken and the passes, 1999" })).ToHaveAttributeAsync("href", "/seasons/fergana/1999?knownAt=1999-09-01");

        await GoAsync(page, "/incidents/paper.release-1999-10-25?knownAt=1999-09-01");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was known of this incident at the end of 1 Sep 1999 (UTC).");
        await page.GetByRole(AriaRole.Link, new() { Name = "As it is known now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The hostages of 23 August go free");

        await GoAsync(page, "/correlations/ransom-and-release-follow-taking~1~fergana~paper.hostage-1999-08-23?knownAt=1999-09-01");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This correlation did not hold in what was known at the end of 1 Sep 1999 (UTC).");
    }

    [GeneratedRegex("/seasons/fergana/1999$")]
    private static partial Regex WithoutKnowledge();
}
