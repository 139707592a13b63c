using Timeline.Forms;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Reports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

public class HeldRowTests
{
    [Fact]
    public void A_row_of_cells_is_shown_by_its_title_its_day_and_the_words_and_point_of_its_place() =>
        Assert.Equal(
            new HeldRow("A tug is boarded", "1999-08-03", "NOWHERE, 6.5 3.25", "The tug"),
            HeldRow.Of(new() { Title = "A tug is boarded", When = new() { Date = "1999-08-03" }, Where = new(Text: "NOWHERE", Lat: 6.5, Lon: 3.25) }, "The tug"));

    [Fact]
    public void Days_are_shown_as_the_row_gives_them()
    {
        Assert.Equal("early August 1999", Says(new() { Text = "early August 1999", Earliest = "1999-08-01", Latest = "1999-08-10" }));
        Assert.Equal("1999-08-01 to 1999-08-10", Says(new() { Earliest = "1999-08-01", Latest = "1999-08-10" }));
        Assert.Equal("begins 1999-06-01 to 1999-06-05, ends 1999-07-01", Says(new() { Begins = new("1999-06-01", "1999-06-05"), Ends = new("1999-07-01", "1999-07-01") }));
        Assert.Null(Says(null));
    }

    [Fact]
    public void Long_words_are_cut_and_missing_ones_are_none()
    {
        var row = HeldRow.Of(new() { Title = new('a', 500) }, null);

        Assert.Equal((200, '…'), (row.Title!.Length, row.Title[^1]));
        Assert.Equal((null, null, null), (row.When, row.Where, row.Repeats));
    }

    private static string? Says(WhenForm? when) => HeldRow.Of(new() { When = when }, null).When;
}
