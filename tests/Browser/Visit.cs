using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Timeline.Tests.Browser;

/// <summary>One person at one window: a browser's state of its own, and everything that the page says or asks for meanwhile.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> said = [];
    private readonly ConcurrentQueue<string> complaints = [];
    private readonly ConcurrentQueue<string> forgiven = [];

    private Visit(IBrowserContext context, Uri origin)
    {
        this.context = context;
        context.SetDefaultTimeout(Chromium.LimitMilliseconds);
        context.Console += (_, message) => Hear($"{message.Type}: {message.Text}", message.Type == "error");
        context.WebError += (_, error) => Hear($"uncaught: {error.Error}", true);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } asked && asked.Authority != origin.Authority)
            {
                Hear($"left the origin: {request.Method} {request.Url}", true);
            }
        };
    }

    public IPage Page { get; private set; } = null!;

    /// <summary>What the page's console has said, errors and all.</summary>
    public IReadOnlyCollection<string> Said => said;

    /// <summary>Errors in the console, and requests that went anywhere but to the system's one origin.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    public static async Task<Visit> BeginAsync(IBrowser browser, Uri origin, Look look)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = origin.ToString(), ColorScheme = look.Theme, ViewportSize = new() { Width = look.Width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce });
        var visit = new Visit(context, origin);
        visit.Page = await context.NewPageAsync();
        return visit;
    }

    /// <summary>Goes to an address and waits until the page answers to hands: its own line to the server stands.</summary>
    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await AnswersAsync();
    }

    /// <summary>Waits until what is clicked or typed reaches the server. The button that turns the theme cannot be pressed before.</summary>
    public Task AnswersAsync() => Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Turn to the" })).ToBeEnabledAsync();

    public async ValueTask DisposeAsync() => await context.CloseAsync();

    /// <summary>What a test brings about on purpose is no complaint: a line that it cut.</summary>
    public void Forgive(string words) => forgiven.Enqueue(words);

    private void Hear(string words, bool wrong)
    {
        said.Enqueue(words);
        if (wrong && !forgiven.Any(f => words.Contains(f, StringComparison.Ordinal)))
        {
            complaints.Enqueue(words);
        }
    }
}
