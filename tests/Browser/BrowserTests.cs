using Microsoft.Playwright;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Browser;

/// <summary>
/// Tests that look at a running system as people do. One that fails leaves a picture of each window and what its console said; an error in a
/// console, or a request that leaves the origin, fails a test that went well otherwise.
/// </summary>
public abstract class BrowserTests(Chromium chromium, RunningSystem system) : IAsyncLifetime
{
    private readonly List<Visit> visits = [];

    protected RunningSystem System { get; } = system;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a window of its own at an address of the system; ended with the test.</summary>
    protected async Task<IPage> OpenAsync(string address, Look? look = null)
    {
        var page = await OpenEmptyAsync(RunningSystem.Console, look);
        await GoAsync(page, address);
        return page;
    }

    /// <summary>Opens a window of somebody who signed in.</summary>
    protected async Task<IPage> OpenAsAsync(string role, string who, string address)
    {
        var page = await OpenEmptyAsync(RunningSystem.Console);
        await page.Context.AddCookiesAsync([new() { Name = Access.Cookie, Value = Access.Token(System.Key, role, who, DateTime.UtcNow), Url = System.Address(RunningSystem.Console).ToString() }]);
        await GoAsync(page, address);
        return page;
    }

    /// <summary>Opens a window that shows nothing yet, at one process of the console ("console-2").</summary>
    protected async Task<IPage> OpenEmptyAsync(string console, Look? look = null)
    {
        var visit = await Visit.BeginAsync(chromium.Browser, System.Address(console), look ?? Look.Wide);
        visits.Add(visit);
        return visit.Page;
    }

    /// <summary>Follows a link within the window.</summary>
    protected Task GoAsync(IPage page, string address) => visits.Single(v => v.Page == page).GoAsync(address);

    /// <summary>Turns a window light or dark, and waits until no colour is on its way any more: then they can be compared.</summary>
    protected static async Task TurnAsync(IPage page, ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        await Assertions.Expect(page.Locator($"html[data-theme={theme.ToString().ToLowerInvariant()}]")).ToBeAttachedAsync();
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState === 'finished')");
    }

    /// <summary>Words of the console that this test brings about on purpose.</summary>
    protected void Forgive(IPage page, string words) => visits.Single(v => v.Page == page).Forgive(words);

    /// <summary>Loads what is open anew, and waits until it answers: a step back before that is not heard.</summary>
    protected async Task ReloadAsync(IPage page)
    {
        await page.ReloadAsync();
        await visits.Single(v => v.Page == page).AnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var complaints = visits.SelectMany(v => v.Complaints).ToList();
        if (complaints.Count > 0 || TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            foreach (var visit in visits)
            {
                await LeavePictureAsync(visit);
            }

            Say(System.Output());
        }

        foreach (var visit in visits)
        {
            await visit.DisposeAsync();
        }

        Assert.Empty(complaints);
    }

    private async Task LeavePictureAsync(Visit visit)
    {
        var name = $"{GetType().Name}.{TestContext.Current.Test?.UniqueID[..8]}.{visits.IndexOf(visit)}.png";
        var path = Path.Combine(AppContext.BaseDirectory, "TestResults", name);
        var picture = await visit.Page.ScreenshotAsync(new() { Path = path, FullPage = true });
        TestContext.Current.AddAttachment(name, picture, "image/png");
        Say($"{visit.Page.Url}\n  picture: {path}\n  {string.Join("\n  ", visit.Said)}");
    }

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
