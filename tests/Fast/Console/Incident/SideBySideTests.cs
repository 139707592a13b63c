using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Incident;

public sealed class SideBySideTests
{
    [Fact]
    public void Days_that_exclude_each_other_are_marked_on_both_sides_and_those_that_agree_with_both_are_not()
    {
        var beside = Reports.Beside(Reports.Of("a", Reports.On(9)), Reports.Of("b", Reports.On(11)), Reports.Of("c", Occurrence.Between(new(2000, 8, 1), new(2000, 8, 31))));

        Assert.Equal([true, true, false], Row(beside, "when").Against);
    }

    [Fact]
    public void Numbers_that_share_a_value_do_not_exclude_each_other()
    {
        var beside = Reports.Beside(Reports.Of("a", Reports.On(9), new(Low: 4, Unit: "persons")), Reports.Of("b", Reports.On(9), new(Best: 6, Unit: "persons")));

        Assert.False(Row(beside, "details.hostages").Conflict);
    }

    [Fact]
    public void Numbers_apart_exclude_each_other()
    {
        var beside = Reports.Beside(Reports.Of("a", Reports.On(9), new(Best: 4, Unit: "persons")), Reports.Of("b", Reports.On(9), new(Low: 6, High: 8, Unit: "persons")));

        Assert.Equal([true, true], Row(beside, "details.hostages").Against);
    }

    [Fact]
    public void Of_two_reports_from_one_origin_one_counts_and_neither_excludes_the_other()
    {
        var beside = Reports.Beside(Reports.Of("a", Reports.On(9), origin: "agency"), Reports.Of("b", Reports.On(11), origin: "agency"), Reports.Of("c", Reports.On(9)));

        Assert.Equal([[2], [1], []], beside.Columns.Select(c => c.CountsOnceWith));
        Assert.Equal([false, true, true], Row(beside, "when").Against);
    }

    [Fact]
    public void What_was_taken_back_stands_last_and_excludes_nobody()
    {
        var beside = Reports.Beside(Reports.Of("a", Reports.On(9), retracted: true, polarity: Polarity.DidNotOccur), Reports.Of("b", Reports.On(11)));

        Assert.Equal(["b", "a"], beside.Columns.Select(c => c.Report.ReportId));
        Assert.False(beside.Rows.Any(r => r.Conflict));
    }

    [Fact]
    public void That_it_happened_and_that_it_did_not_exclude_each_other()
    {
        var beside = Reports.Beside(Reports.Of("a", Reports.On(9)), Reports.Of("b", Reports.On(9), polarity: Polarity.DidNotOccur));

        Assert.Equal([true, true], Row(beside, "polarity").Against);
    }

    private static Timeline.Console.Components.Pages.Incident.ReportRow Row(Timeline.Console.Components.Pages.Incident.SideBySide beside, string key) => beside.Rows.Single(r => r.Key == key);
}
