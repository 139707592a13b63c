using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Imports;
using Xunit;

namespace Timeline.Tests.Fast.Console.Imports;

public class SettledInWordsTests
{
    [Fact]
    public void How_many_are_recorded_is_said_and_of_the_first_that_are_not_why()
    {
        Assert.Equal("1 row is recorded as further reports of the incidents that were found.", ImportWords.Settled([new(2, "settled", null)], true));
        Assert.Equal("2 rows are recorded as incidents of their own. 1 row could not be. Line 9: It is gone.", ImportWords.Settled([new(2, "settled", null), new(3, "nothing", null), new(9, "refused", "It is gone.")], false));
        Assert.EndsWith("And others.", ImportWords.Settled([.. Enumerable.Range(1, 6).Select(n => new RowOutcome(n, "refused", "Why."))], true), StringComparison.Ordinal);
        Assert.StartsWith("No row was held", ImportWords.Settled([], true), StringComparison.Ordinal);
    }
}
