using Microsoft.Playwright;
using Timeline.Tests.Browser;
using Timeline.Tests.Stack.Paper;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(PaperLoaded))]

namespace Timeline.Tests.Browser;

/// <summary>The system's own browser, started once for all tests. Without one every test fails and says what is missing: a page that nobody saw has not passed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>Generous: the machine may have two cores, and others may be at work on it.</summary>
    public const float LimitMilliseconds = 60_000;

    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("TIMELINE_CHROMIUM") is { Length: > 0 } told
            ? told
            : throw new InvalidOperationException("These tests need a browser (TIMELINE_CHROMIUM is not set): install chromium (as root: apt-get install chromium) and run ./timeline test.");
        Assertions.SetDefaultExpectTimeout(LimitMilliseconds);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            ChromiumSandbox = false,                // it does not start for root, and what is looked at is our own
            Args = ["--disable-dev-shm-usage"],     // a container's /dev/shm may hold next to nothing
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
