using System.Text;
using RabbitMQ.Client;
using Timeline.Console.DeadLetters;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class DeadLetterTests
{
    [Fact]
    public void What_it_is_stands_in_the_envelope_and_why_it_failed_beside_it()
    {
        var letter = Read(
            """{ "messageType": ["urn:message:timeline:incursion-reported:v1"], "headers": { "timeline-source": "ingestion", "timeline-position": "42" } }""",
            new() { ["MT-Fault-Message"] = Encoding.UTF8.GetBytes("no room"), ["MT-Fault-Timestamp"] = "2026-01-05T09:00:00Z" });

        Assert.Equal(("correlation", "failed", "timeline:incursion-reported:v1"), (letter.Service, letter.Sort, letter.Type));
        Assert.Equal(("ingestion", 42L, "no room"), (letter.Source, letter.Position, letter.Reason));
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), letter.At);
    }

    [Theory]
    [InlineData("{ no JSON")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{ \"messageType\": \"one\", \"headers\": 3 }")]
    public void What_cannot_be_read_is_shown_all_the_same(string body)
    {
        var letter = Read(body, []);

        Assert.Null(letter.Type);
        Assert.Equal(body, letter.Body);
    }

    [Fact]
    public void Its_id_is_the_same_at_every_look_and_after_every_failure_but_not_in_another_queue()
    {
        var first = Read("{}", new() { ["MT-Fault-Message"] = "once" });

        Assert.Equal(first.Id, Read("{}", new() { ["MT-Fault-Message"] = "twice" }).Id);
        Assert.NotEqual(first.Id, Read("{}", [], "projection_error").Id);
        Assert.StartsWith("correlation-", first.Id, StringComparison.Ordinal);
    }

    private static DeadLetter Read(string body, Dictionary<string, object?> headers, string queue = "correlation_error") =>
        DeadLetter.Read(queue, new BasicProperties { MessageId = "7", Headers = headers }, Encoding.UTF8.GetBytes(body));
}
