using System.Text.Json;
using System.Text.Json.Nodes;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion;

/// <summary>What a report contradicts among the other reports of its incident, and what is linked to that, is said.</summary>
public class DoubtSenseTests
{
    [Fact]
    public void Days_that_no_other_report_allows_are_doubted_and_the_others_named()
    {
        var doubt = Assert.Single(DoubtSense.OfDays(Read("1999-08-23").Account, [Report("early August 1999", source: "a radio"), Report("between 2 and 4 September 1999", source: "a paper")]));

        Assert.Equal(("when", "It says 1999-08-23, which no other report of this incident allows: “a radio” says 1999-08-01 to 1999-08-10; “a paper” says 1999-09-02 to 1999-09-04."), (doubt.Field, doubt.Says));
    }

    [Fact]
    public void Of_many_that_it_contradicts_three_are_named() =>
        Assert.EndsWith("; and 2 more.", Assert.Single(DoubtSense.OfDays(Read("1999-08-23").Account, [.. Enumerable.Repeat(Report("1999-08-01"), 5)])).Says, StringComparison.Ordinal);

    [Fact]
    public void Days_that_one_other_report_allows_are_not_doubted()
    {
        var account = Read("1999-08-23").Account;

        Assert.Empty(DoubtSense.OfDays(account, []));
        Assert.Empty(DoubtSense.OfDays(account, [Report("1999-08-01"), Report("August 1999")]));
        Assert.Empty(DoubtSense.OfDays(account, [Report(null)]));
        // that it did not happen on another day contradicts nothing, nor does a day that was worked out
        Assert.Empty(DoubtSense.OfDays(account, [Report("1999-08-01", more: """{ "polarity": "did-not-occur" }""")]));
        Assert.Empty(DoubtSense.OfDays(account, [Report("1999-08-01", more: """{ "when": { "date": "1999-08-01", "derivedFrom": "known" } }""")]));
    }

    [Fact]
    public void A_number_that_no_other_report_allows_is_doubted_in_its_own_field()
    {
        var details = Read("1999-08-23", """{ "details": { "hostages": { "low": 7 }, "captors": { "best": 21 } } }""").Details;
        var doubt = Assert.Single(DoubtSense.OfNumbers(details, [Report("1999-08-23", "a radio", """{ "details": { "hostages": { "low": 2, "high": 4 }, "captors": { "low": 20 } } }""")]));

        Assert.Equal(("details.hostages", "It says at least 7, which no other report of this incident allows: “a radio” says 2 to 4."), (doubt.Field, doubt.Says));
    }

    [Theory]
    [InlineData("""{ "details": { "amount": { "best": 60000, "unit": "USD" } } }""", true)]
    [InlineData("""{ "details": { "amount": { "low": 40000, "high": 60000, "unit": "USD" } } }""", false)]
    [InlineData("""{ "details": { "amount": { "best": 60000, "unit": "EUR" } } }""", false)]
    [InlineData("""{ "details": { "amount": { "best": 60000, "unit": "USD" }, "state": "demanded" } }""", false)]
    [InlineData("""{ "details": { "amount": { "text": "much", "unit": "USD" } } }""", false)]
    public void Numbers_exclude_one_another_only_in_one_unit_and_of_one_thing(string other, bool doubted)
    {
        var details = Read("1999-10-25", """{ "kind": "ransom", "details": { "amount": { "best": 50000, "unit": "USD" } } }""").Details;

        Assert.Equal(doubted, DoubtSense.OfNumbers(details, [Report("1999-10-25", more: Forms.With(other, """{ "kind": "ransom" }"""))]).Any());
    }

    [Theory]
    [InlineData("release-of", "1999-08-13", "“Four are free” releases from this and comes before it: on 1999-08-13 at the latest, and this on 1999-08-23 at the earliest.")]
    [InlineData("ransom-for", "1999-08-13", "“Four are free” pays for this and comes before it: on 1999-08-13 at the latest, and this on 1999-08-23 at the earliest.")]
    [InlineData("part-of", "1999-08-13", "“Four are free” is part of this and comes before it: on 1999-08-13 at the latest, and this on 1999-08-23 at the earliest.")]
    [InlineData("part-of", "1999-09-13", "“Four are free” is part of this and comes after it was over: on 1999-09-13 at the earliest, and this was over on 1999-08-31 at the latest.")]
    [InlineData("release-of", "August 1999", null)]
    [InlineData("related-to", "1999-08-13", null)]
    public void What_is_linked_to_it_and_makes_no_sense_any_more_is_said(string rel, string when, string? says)
    {
        var account = Read("1999-08-23", """{ "when": { "begins": { "earliest": "1999-08-23", "latest": "1999-08-23" }, "ends": { "earliest": "1999-08-31", "latest": "1999-08-31" } } }""").Account;
        var linked = Incident("release", Report(when, more: Linked(rel)));

        Assert.Equal(says is null ? [] : [new Doubt("when", says)], DoubtSense.OfLinked(account, [], "id-of-known", [linked]));
        Assert.Empty(DoubtSense.OfLinked(account, [], "another", [linked]));
    }

    [Fact]
    public void What_another_report_of_the_incident_still_allows_is_not_doubted()
    {
        var linked = Incident("release", Report("1999-08-13", more: Linked("release-of")));

        Assert.Empty(DoubtSense.OfLinked(Read("1999-08-23").Account, [Report("1999-08-10")], "id-of-known", [linked]));
        Assert.Empty(DoubtSense.OfLinked(Read("1999-08-23").Account, [], "id-of-known", [linked with { Reports = [.. linked.Reports.Select(r => r with { Retracted = true })] }]));
    }

    private static string Linked(string rel) => $$"""{ "kind": "release", "title": "Four are free", "links": [{ "rel": "{{rel}}", "to": "known" }] }""";

    private static IncidentRecord Incident(string id, ReportRecord report) => new() { Id = id, Version = 1, Title = report.Account.Title, Reports = [report] };

    private static ReportRecord Report(string? when, string source = "a radio", string more = "{}")
    {
        var read = Read(when, Forms.With(more, JsonSerializer.Serialize(new { source = new { name = source } })));
        return new("r", false, read.Account, read.Details, null, default);
    }

    private static Reading Read(string? when, string more = "{}")
    {
        var form = Forms.With(new JsonObject { ["when"] = when is null ? null : new JsonObject { ["text"] = when } }.ToJsonString());
        var (reading, problems) = Forms.Read(Forms.With(more, form));
        Assert.Empty(problems.Fields);
        return reading!;
    }
}
