using Timeline.Console;
using Timeline.Contracts;
using Xunit;

namespace Timeline.Tests.Fast.Console;

/// <summary>A number that decides nothing, in words: with its limits where there are any, and never as a percentage.</summary>
public class ShownNumberTests
{
    [Theory]
    [InlineData("completed", 0.75, 0.194, 0.994, "share", "Completed: 0.75 (0.19 to 0.99). So.")]
    [InlineData("median-lag", 36.5, 36.5, 36.5, "days", "Median lag: 36.5 days. So.")]
    [InlineData("median-lag", 4.0, 4.0, null, "days", "Median lag: 4 days (at least 4). So.")]
    [InlineData("naive-p", 0.0168, null, null, null, "Naive p: 0.0168. So.")]
    public void It_is_said_with_its_limits(string name, double value, double? low, double? high, string? unit, string says) =>
        Assert.Equal(says, Words.Shown(new ShownNumber(name, value, low, high, unit, "So.")));
}
