using Timeline.Console.Terminal;
using Xunit;

namespace Timeline.Tests.Fast.Console;

public sealed class DeadLettersVerbTests
{
    private static readonly DeadLetterView Failed = new(
        "correlation-3fa94b20c1de", "correlation_error", "correlation", "failed", "timeline:incursion-reported:v1", "0197", "ingestion", 42, "a message without the header timeline-version",
        new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), new Dictionary<string, string> { ["MT-Reason"] = "fault" }, "{ }");

    [Fact]
    public void Where_there_are_none_it_says_so() => Assert.Equal(["no dead letters"], DeadLettersVerb.List([]));

    [Fact]
    public void Each_is_a_line_with_its_id_first_and_its_reason_below()
    {
        var lines = DeadLettersVerb.List([Failed, Failed with { Id = "projection-1", Service = "projection", Sort = "skipped", Type = null, Position = null, At = null }]).ToList();

        Assert.Equal("correlation-3fa94b20c1de  failed in correlation 2026-01-05 09:00:00Z: timeline:incursion-reported:v1, ingestion 42", lines[0]);
        Assert.Equal("    a message without the header timeline-version", lines[1]);
        Assert.Equal("projection-1  skipped in projection: unreadable", lines[2]);
        Assert.StartsWith("2 dead letters", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_is_shown_with_its_headers_and_its_body()
    {
        var lines = DeadLettersVerb.Show(Failed).ToList();

        Assert.Contains("MT-Reason: fault", lines);
        Assert.Equal("{ }", lines[^1]);
    }
}
