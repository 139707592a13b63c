using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Incident;
using Xunit;

namespace Timeline.Tests.Fast.Console.Incident;

public sealed class ChangesTests
{
    [Fact]
    public void A_correction_shows_what_differs_and_nothing_else()
    {
        var before = Reports.Of("a", Reports.On(9), new(Best: 4, Unit: "persons"), note: "told on the market");
        var after = Reports.Of("a", Reports.On(11), new(Best: 4, Unit: "persons"));

        var changes = Changes.Between(new(before.Says, before.Details), new(after.Says, after.Details), Reports.Words);

        Assert.Equal([new FieldChange("When", "9 Aug 2000", "11 Aug 2000"), new FieldChange("Note", "told on the market", null)], changes);
    }

    [Fact]
    public void A_number_that_was_never_said_before_has_no_words_before()
    {
        var before = Reports.Of("a", Reports.On(9));
        var after = Reports.Of("a", Reports.On(9), new(Low: 2, High: 5, Unit: "persons"));

        var change = Assert.Single(Changes.Between(new(before.Says, before.Details), new(after.Says, after.Details), Reports.Words));

        Assert.Equal(new FieldChange("How many were taken", null, "2 to 5 persons"), change);
    }
}
