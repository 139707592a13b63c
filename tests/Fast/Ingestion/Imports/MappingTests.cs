using System.Text.Json;
using Timeline.Hosting;
using Timeline.Ingestion.Imports;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion.Imports;

/// <summary>A csv file of anybody's is read by what its columns are said to mean.</summary>
public class MappingTests
{
    private const string Log = """
        { "fields": { "externalId": { "column": "no" }, "kind": { "column": "type", "words": { "raid": "incursion", "Taking": "hostage-taking" } }, "title": { "text": "{type} at {place}" },
          "when.text": { "column": "date" }, "where.text": { "column": "place" }, "actors": { "column": "groups", "split": ";" }, "details.hostages.best": { "column": "people" },
          "source.name": { "value": "border log" } }, "dates": "day-first", "empty": ["-"] }
        """;

    [Fact]
    public async Task A_row_is_read_by_its_mapping()
    {
        var taken = (await Files.TakeAsync("csv", "no;type;date;place;groups;people\n7;taking;03/08/1999;Batken;IMU; others;4\n".Replace("IMU; others", "\"IMU; others\"", StringComparison.Ordinal), CheckMapping.Read(Log))).Single();

        Assert.Equal(("7", Kind.HostageTaking, "taking at Batken"), (taken.Row!.ExternalId, taken.Account.Kind, taken.Account.Title));
        Assert.Equal(new(1999, 8, 3), taken.Account.When.Begins!.Value.Earliest);
        Assert.Equal(["IMU", "others"], taken.Account.Actors);
        Assert.Equal(4, ((HostageTakingDetails)taken.Reading!.Details).Hostages!.Best);
    }

    [Theory]
    [InlineData("7;ambush;3 August 1999;Batken;IMU;4", "type: 'ambush' is not one of", 2)]
    [InlineData("7;raid;3 August 1999;Batken;IMU;4", "people (details", 6)]
    [InlineData("7;taking;3 August 1999;Batken;IMU;many", "people (details.hostages.best)", 6)]
    [InlineData("7;taking;when it rained;Batken;IMU;4", "date (when.text)", 3)]
    [InlineData("7;taking;3 August 1999;Atlantis;IMU;4", "place (where.text)", 4)]
    public async Task What_is_wrong_is_said_of_the_column(string row, string reason, int column)
    {
        var taken = (await Files.TakeAsync("csv", $"no;type;date;place;groups;people\n{row}\n", CheckMapping.Read(Log))).Single();

        Assert.Contains(reason, taken.Reason, StringComparison.Ordinal);
        Assert.Equal(column, taken.Column);
    }

    [Fact]
    public async Task A_date_that_is_day_first_or_month_first_is_refused_where_the_mapping_is_silent()
    {
        var silent = CheckMapping.Read(Log) with { Dates = null };
        var taken = (await Files.TakeAsync("csv", "no;type;date;place;groups;people\n7;taking;03/08/1999;-;-;-\n", silent)).Single();

        Assert.Equal(3, taken.Column);
        Assert.Contains("date (when.text)", taken.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7;;1999-08-04", "first (when.earliest): Give the first day", 2)]
    [InlineData("7;1999-08-03;", "last (when.latest): Give the latest day", 3)]
    public async Task A_day_whose_other_end_is_left_empty_is_said_of_the_empty_column(string row, string reason, int column)
    {
        var mapping = CheckMapping.Read("""
            { "fields": { "externalId": { "column": "no" }, "kind": { "value": "attack" }, "title": { "value": "A post is fired at" }, "source.name": { "value": "log" },
              "when.earliest": { "column": "first" }, "when.latest": { "column": "last" } } }
            """);
        var taken = (await Files.TakeAsync("csv", $"no;first;last\n{row}\n", mapping)).Single();

        Assert.Contains(reason, taken.Reason, StringComparison.Ordinal);
        Assert.Equal(column, taken.Column);
    }

    [Theory]
    [InlineData("Id;Start date;Place", "Start date", null)]
    [InlineData("Id;Date;Start date", "Date", null)]
    [InlineData("Id;End date", null, null)]
    [InlineData("Id;Start date;End date", null, "End date")]
    public void A_first_day_without_a_column_for_the_last_is_proposed_as_the_day(string header, string? text, string? latest)
    {
        var fields = ProposeMapping.Of(ReadSheet.Header(header + "\n")).Fields!;

        Assert.Equal((text, latest), (fields.GetValueOrDefault("when.text")?.Column, fields.GetValueOrDefault("when.latest")?.Column));
        Assert.Equal(latest is not null, fields.ContainsKey("when.earliest"));
    }

    [Theory]
    [InlineData("""{ "fields": {} }""", "fields.externalId")]
    [InlineData("""{ "fields": { "externalId": { "column": "a", "value": "b" } } }""", "fields.externalId")]
    [InlineData("""{ "fields": { "retractionOf": { "column": "a" } } }""", "fields.retractionOf")]
    [InlineData("""{ "fields": { "__proto__": { "column": "a" } } }""", "fields.__proto__")]
    [InlineData("""{ "fields": { "when.earliest": { "column": "a" } } }""", "fields.when.latest")]
    [InlineData("""{ "fields": { "when.ends.latest": { "column": "a" } } }""", "fields.when.ends.earliest")]
    [InlineData("""{ "fields": { "where.lat": { "column": "a" }, "where.lon": { "column": "b" } } }""", "fields.where.precision")]
    [InlineData("""{ "dates": "both" }""", "dates")]
    [InlineData("""{ "name": "My Log" }""", "name")]
    [InlineData("""{ "colour": "red" }""", "mapping")]
    [InlineData("""{ "fields": 5 }""", "mapping")]
    [InlineData("{", "mapping")]
    public void A_bad_mapping_is_refused_at_its_field(string mapping, string field) =>
        Assert.Contains(field, Assert.Throws<Refused>(() => CheckMapping.Read(mapping)).Errors.Keys);

    [Fact]
    public void The_columns_that_have_usual_names_are_proposed()
    {
        var fields = ProposeMapping.Of(ReadSheet.Header("Ref;Date of event;Latitude;Longitude;Type;Remarks;Killed\n")).Fields!;

        Assert.Equal(("Ref", "Type", "Date of event", "Remarks", "Killed"), (fields["externalId"].Column, fields["kind"].Column, fields["when.text"].Column, fields["note"].Column, fields["details.killed.best"].Column));
        Assert.Equal("area", fields["where.precision"].Value);
    }

    [Theory]
    [InlineData("id,type_of_violence,date_prec,date_start,date_end,where_prec,latitude,longitude,low,best,high,side_a,side_b", "ucdp-ged")]
    [InlineData("Reference;Date;Hostility;Victim;Description", "asam")]
    [InlineData("date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description", "asam")]
    [InlineData("a,b,c", "csv")]
    public void A_format_is_known_by_its_header(string header, string format) => Assert.Equal(format, Formats.Guess(ReadSheet.Header(header)));

    [Fact]
    public void The_mapping_that_the_description_shows_is_a_good_one() =>
        Assert.NotNull(CheckMapping.Of(JsonSerializer.Deserialize<Mapping>(KeepMappings.Example, Json.Forms)!));
}
