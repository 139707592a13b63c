using System.Text;
using Microsoft.Playwright;
using RabbitMQ.Client;
using Timeline.Tests.Stack.Paper;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>The Operations page, as an administrator has it open.</summary>
public class OperationsPageTests(Chromium chromium, PaperLoaded paper) : BrowserTests(chromium, paper.System)
{
    // the broker's own figures are seconds old, and the page's two more
    private static readonly LocatorAssertionsToHaveTextOptions InTime = new() { Timeout = 60_000 };

    [Fact]
    public async Task A_message_that_cannot_be_taken_is_told_on_the_open_page_and_can_be_looked_at_replayed_and_thrown_away()
    {
        var page = await OpenAsync("/operations");
        var dead = page.GetByRole(AriaRole.Region, new() { Name = "Dead letters" });
        await Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "Projection projects" })).ToBeVisibleAsync();
        await SendAsync("{ no JSON");

        await Expect(dead.Locator("p").First).ToContainTextAsync("One message could not be taken", new() { Timeout = InTime.Timeout });
        await dead.GetByRole(AriaRole.Button, new() { Name = "Look at them" }).ClickAsync();
        await Expect(dead.Locator(".letters > li strong")).ToHaveTextAsync("unreadable");
        await dead.Locator("summary").ClickAsync();
        await Expect(dead.Locator("pre")).ToHaveTextAsync("{ no JSON");

        await dead.GetByRole(AriaRole.Button, new() { NameRegex = new("^Replay ") }).ClickAsync();
        await Expect(dead.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 sent once more", InTime);
        await Expect(dead.Locator("p").First).ToContainTextAsync("One message could not be taken", new() { Timeout = InTime.Timeout });   // and failed once more

        await Wait.UntilAsync(async () => (await System.GetAsync("/ops/dead-letters")).AsArray().Count == 1, RunningSystem.Limit);
        await dead.GetByRole(AriaRole.Button, new() { NameRegex = new("^Look a") }).ClickAsync();
        await dead.GetByRole(AriaRole.Button, new() { NameRegex = new("^Throw .* away$") }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Throw away" }).ClickAsync();
        await Expect(dead.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 thrown away", InTime);
        await Expect(dead.Locator("p").First).ToContainTextAsync("None: every message was taken", new() { Timeout = InTime.Timeout });
        Assert.Empty((await System.GetAsync("/ops/dead-letters")).AsArray());
    }

    private async Task SendAsync(string body)
    {
        await using var connection = await new ConnectionFactory { Uri = System.Broker.Address() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync(
            "", RunningSystem.Correlation, mandatory: true, new BasicProperties { MessageId = "operations-page", ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent }, Encoding.UTF8.GetBytes(body));
    }
}
