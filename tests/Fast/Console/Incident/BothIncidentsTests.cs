using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Components.Pages.Incident;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.Incident;

public sealed class BothIncidentsTests
{
    [Fact]
    public void What_they_say_alike_does_not_differ_and_what_only_one_says_does()
    {
        var rows = BothIncidents.Of(Known(Reports.Of("a", Reports.On(9), new(Best: 4, Unit: "persons"))), Known(Reports.Of("b", Reports.On(9))), Reports.Words);

        Assert.Equal(["details.hostages", "reports"], rows.Where(r => r.Differs).Select(r => r.Key));
        Assert.Equal(("4 persons", null), (Row(rows, "details.hostages").One, Row(rows, "details.hostages").Other));
        Assert.Equal("1 report: Source a (B2)", Row(rows, "reports").One);
        Assert.DoesNotContain(rows, r => r.Against);
    }

    [Fact]
    public void Days_and_numbers_that_have_nothing_in_common_exclude_each_other_and_those_that_have_do_not()
    {
        var one = Known(Reports.Of("a", Occurrence.Between(new(2000, 8, 1), new(2000, 8, 9)), new(Best: 4, Unit: "persons")));

        Assert.Equal(["when", "details.hostages"], Against(one, Known(Reports.Of("b", Reports.On(11), new(Low: 6, High: 8, Unit: "persons")))));
        Assert.Empty(Against(one, Known(Reports.Of("b", Reports.On(5), new(Low: 4, Unit: "persons")))));
        Assert.Equal(["polarity"], Against(one, Known(Reports.Of("b", Reports.On(5), polarity: Polarity.DidNotOccur))));
    }

    [Fact]
    public void A_report_that_was_taken_back_is_none_of_its_reports()
    {
        var one = Known(Reports.Of("a", Reports.On(9)), Reports.Of("c", Reports.On(11), retracted: true));

        Assert.Equal("1 report: Source a (B2)", Row(BothIncidents.Of(one, one, Reports.Words), "reports").One);
    }

    private static IEnumerable<string> Against(IncidentKnown one, IncidentKnown other) => BothIncidents.Of(one, other, Reports.Words).Where(r => r.Against).Select(r => r.Key);

    private static BothRow Row(IEnumerable<BothRow> rows, string key) => rows.Single(r => r.Key == key);

    // as the first of its reports has it
    private static IncidentKnown Known(params ReportView[] reports)
    {
        var says = reports[0].Says;
        return new(
            "taking", 1, Instant.MaxValue, true, null, [], new("taking", says.Kind, null, says.Title, says.When, says.Where, says.Polarity, Actors: says.Actors, BestGrading: says.Source.Grading, Details: reports[0].Details), null, reports, []);
    }
}
