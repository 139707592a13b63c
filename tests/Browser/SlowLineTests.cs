using System.Threading.Channels;
using Microsoft.Playwright;
using Timeline.Tests.Stack.Paper;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>Somebody types on a slow line to the console: what the server does meanwhile, with letters on their way, neither takes one back nor takes the hands from the field.</summary>
public class SlowLineTests(Chromium chromium, PaperLoaded paper) : BrowserTests(chromium, paper.System)
{
    // there and back: longer than a pause in which the console begins to read what was typed
    private static readonly TimeSpan OneWay = TimeSpan.FromMilliseconds(200);

    private const string Words = "Shepherds of the upper valley were taken above Vorukh, says one of them who came back";

    [Theory]
    [InlineData("/reports/new", "Title", 20)]
    [InlineData("/reports/new", "Title", 120)]
    [InlineData("/reports/new", "When, as the source says it", 45)]
    [InlineData("/what-if", "Find an incident", 60)]
    public async Task What_is_typed_on_a_slow_line_stands_as_it_was_typed(string address, string label, int betweenKeys)
    {
        var page = await OpenEmptyAsync("console");
        await page.RouteWebSocketAsync("**/_blazor*", Slow);
        await GoAsync(page, address);
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true });
        await field.FocusAsync();

        await page.Keyboard.TypeAsync(Words, new() { Delay = betweenKeys });
        await Expect(field).ToHaveValueAsync(Words);
        await Task.Delay(4 * OneWay, TestContext.Current.CancellationToken);   // what was under way has come

        await Expect(field).ToHaveValueAsync(Words);
    }

    private static void Slow(IWebSocketRoute client)
    {
        var server = client.ConnectToServer();
        client.OnMessage(Late(server));
        server.OnMessage(Late(client));
    }

    // each frame as long after it came, in the order in which they came
    private static Action<IWebSocketFrame> Late(IWebSocketRoute to)
    {
        var line = Channel.CreateUnbounded<(DateTime Due, IWebSocketFrame Frame)>();
        _ = CarryAsync();
        return frame => line.Writer.TryWrite((DateTime.UtcNow + OneWay, frame));

        async Task CarryAsync()
        {
            await foreach (var (due, frame) in line.Reader.ReadAllAsync())
            {
                if (due - DateTime.UtcNow is var wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait);
                }

                if (frame.Binary is { } bytes)
                {
                    to.Send(bytes);
                }
                else
                {
                    to.Send(frame.Text!);
                }
            }
        }
    }
}
