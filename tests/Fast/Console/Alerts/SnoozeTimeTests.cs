using NodaTime;
using Timeline.Console.Components.Pages.Alerts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Alerts;

public sealed class SnoozeTimeTests
{
    [Fact]
    public void Every_end_that_is_offered_lies_ahead_and_tomorrow_is_a_morning()
    {
        var monday = Instant.FromUtc(2030, 2, 4, 7, 30);

        var times = SnoozeTime.From(monday).ToDictionary(t => t.Word, t => t.Until);

        Assert.Equal(
            ["2030-02-04T08:30:00Z", "2030-02-04T11:30:00Z", "2030-02-05T08:00:00Z", "2030-02-11T08:00:00Z", null],
            new[] { "hour", "hours", "tomorrow", "monday", "at" }.Select(word => times[word]?.ToString()));
    }
}
