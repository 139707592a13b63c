using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>What a service could not take is not lost: it is seen, and somebody decides.</summary>
public class DeadLetterTests(WatchedSystem watched) : WatchedTests(watched)
{
    [Fact]
    public async Task A_message_that_cannot_be_read_is_seen_with_its_reason_counted_and_thrown_away()
    {
        await SendAsync("{ no JSON", []);

        var seen = await Wait.ForAsync(LettersAsync, all => all.Count > 0, Limit);
        var letter = Assert.Single(seen);
        var whole = await System.GetAsync($"/ops/dead-letters/{letter["id"]}");
        var metric = await Wait.ForAsync(() => System.Gateway.GetStringAsync("/metrics"), text => text.Contains("timeline_dead_letters{queue=\"correlation_error\",service_name=\"console\"} 1", StringComparison.Ordinal), Limit);
        using var dropped = await System.Gateway.DeleteAsync($"/ops/dead-letters/{letter["id"]}");
        using var again = await System.Gateway.DeleteAsync($"/ops/dead-letters/{letter["id"]}");

        Say(letter.ToJsonString());
        Assert.Equal(("correlation", "failed"), ((string)letter["service"]!, (string)letter["sort"]!));
        Assert.NotEmpty((string)letter["reason"]!);
        Assert.Equal("{ no JSON", (string)whole["body"]!);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (dropped.StatusCode, again.StatusCode));
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task A_replayed_message_is_taken_again_by_its_service_and_one_that_fails_again_comes_back()
    {
        await SendAsync($$"""{ "messageId": "{{Guid.NewGuid()}}", "messageType": ["urn:message:timeline:report-retracted:v1"], "message": {} }""", new() { ["timeline-source"] = "ingestion" });
        var first = Assert.Single(await Wait.ForAsync(LettersAsync, all => all.Count > 0, Limit));
        await Wait.UntilAsync(async () => (await System.PostAsync($"/ops/dead-letters/{first["id"]}/replay", new { })).Succeeded, Limit);
        var second = Assert.Single(await Wait.ForAsync(LettersAsync, all => all.Count == 1 && (string?)all[0]["at"] != (string?)first["at"], Limit));
        await System.Gateway.DeleteAsync($"/ops/dead-letters/{second["id"]}");

        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        Assert.Contains("a message without the header timeline-", (string)second["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_failed_and_were_healed_from_the_feed_meanwhile_are_replayed_and_change_nothing()
    {
        await System.SettleAsync();
        await System.KillAsync(Correlation);
        await System.ImportAsync([Rows.Harvest("harvest-dead", 1987), Rows.Incursion("raid-dead", "1987-08-05", "1987-08-05"), Rows.Closure("closure-dead", 1987)], "dead");
        await Wait.ForAsync(() => System.MarksAsync(Ingestion), marks => (long)marks["outbox"]! == (long)marks["tail"]!, Limit);
        var moved = await MoveToErrorsAsync(atLeast: 3);
        await System.StartAsync(Correlation);
        await System.SettleAsync();
        var before = await System.DigestsAsync();
        var told = (await System.FeedAsync(Correlation)).Count;

        var lying = await Wait.ForAsync(LettersAsync, all => all.Count == moved, Limit);
        var replayed = await System.PostAsync("/ops/dead-letters/replay", new { });
        await Wait.ForAsync(() => System.Broker.QueueAsync(Correlation), queue => (int?)queue["messages"] == 0, Limit);
        await System.SettleAsync();

        Assert.All(lying, letter => Assert.Equal(("ingestion", "the service had no memory left"), ((string?)letter["source"], (string?)letter["reason"])));
        Assert.Equal(moved, (int)replayed.Body!["count"]!);
        Assert.Empty(await LettersAsync());
        Assert.Equal(before, await System.DigestsAsync());
        Assert.Equal(told, (await System.FeedAsync(Correlation)).Count);
    }

    [Fact]
    public async Task Only_an_administrator_may_see_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ops/dead-letters");
        request.Headers.Authorization = new("Bearer", Access.Token(System.Key, "monitor", "somebody", DateTime.UtcNow));
        using var answer = await System.Gateway.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<IReadOnlyList<JsonNode>> LettersAsync() => [.. (await System.GetAsync("/ops/dead-letters")).AsArray().OfType<JsonNode>()];

    private async Task SendAsync(string body, Dictionary<string, object?> headers)
    {
        await using var connection = await new ConnectionFactory { Uri = System.Broker.Address() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties { MessageId = Guid.NewGuid().ToString(), ContentType = "application/vnd.masstransit+json", Headers = headers, DeliveryMode = DeliveryModes.Persistent };
        await channel.BasicPublishAsync("", Correlation, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    // as the bus itself does with what a consumer threw at: into the queue beside, with the fault written on it
    private async Task<int> MoveToErrorsAsync(int atLeast)
    {
        await using var connection = await new ConnectionFactory { Uri = System.Broker.Address() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.QueueDeclareAsync("correlation_error", durable: true, exclusive: false, autoDelete: false, arguments: new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum", ["x-quorum-initial-group-size"] = 1, ["x-single-active-consumer"] = true,
        });
        var moved = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, got) =>
        {
            if (!Encoding.UTF8.GetString(got.Body.Span).Contains("timeline:watermark", StringComparison.Ordinal))
            {
                var headers = new Dictionary<string, object?>(got.BasicProperties.Headers ?? new Dictionary<string, object?>()) { ["MT-Fault-Message"] = "the service had no memory left", ["MT-Reason"] = "fault" };
                await channel.BasicPublishAsync("", "correlation_error", mandatory: true, new BasicProperties(got.BasicProperties) { Headers = headers }, got.Body);
                moved++;
            }

            await channel.BasicAckAsync(got.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Correlation, autoAck: false, consumer);
        await Wait.ForAsync(() => Task.FromResult(moved), count => count >= atLeast, Limit);
        return moved;
    }
}
