using System.Text.Json;
using Timeline.Hosting;
using Timeline.Ingestion.Reports;
using Xunit;

namespace Timeline.Tests.Fast.Ingestion;

/// <summary>Bad input gets one clear answer that names the field.</summary>
public class ReadReportRefusesTests
{
    private const string Kinds = "incursion, hostage-taking, ransom, release, harvest, seizure, pass-closure, ban, withdrawal, attack, context";
    private const string Precisions = "point, village, town, enclave, district, area, region, country, route, unknown";

    public static TheoryData<string, string, string> Bad => new()
    {
        { """{"kind":null}""", "kind", $"Say what happened: {Kinds}." },
        { """{"kind":"party"}""", "kind", $"'party' is not one of: {Kinds}." },
        { """{"kind":"2"}""", "kind", $"'2' is not one of: {Kinds}." },
        { """{"title":null}""", "title", "Give it a title." },
        { """{"title":"  "}""", "title", "Give it a title." },
        { """{"title":"a\u0007b"}""", "title", "It holds characters that are not text." },
        { """{"kind":"harvest","details":{"crop":"a\u0000b"}}""", "details.crop", "It holds characters that are not text." },
        { """{"when":{"date":"1999-02-30"}}""", "when.date", "'1999-02-30' is not a day; write it as 1999-08-09." },
        { """{"when":{"date":"09.08.1999"}}""", "when.date", "'09.08.1999' is not a day; write it as 1999-08-09." },
        { """{"when":{"date":" "}}""", "when.date", "Give the day." },
        { """{"when":{"earliest":"1999-08-09"}}""", "when.latest", "Give the latest day it may have been too; of a day known exactly say when.date, or give the same day twice." },
        { """{"when":{"latest":"1999-08-09","earliest":" "}}""", "when.earliest", "Give the first day it may have been too; of a day known exactly say when.date, or give the same day twice." },
        { """{"when":{"begins":{"earliest":"1999-08-09"}}}""", "when.begins.latest", "Give the latest day it may have been too; of a day known exactly give the same day twice." },
        { """{"when":{"begins":{"latest":"1999-08-09"}}}""", "when.begins.earliest", "Give the first day it may have been too; of a day known exactly give the same day twice." },
        { """{"when":{"date":"1999-08-09","ends":{"latest":"1999-08-20"}}}""", "when.ends.earliest", "Give the first day it may have been too; of a day known exactly give the same day twice." },
        { """{"when":{"date":"1999-08-09","ends":{"earliest":"1999-08-20"}}}""", "when.ends.latest", "Give the latest day it may have been too; of a day known exactly give the same day twice." },
        { """{"when":{"date":"1999-08-09","ends":{}}}""", "when.ends.earliest", "Give the first day it may have been." },
        { """{"when":{"date":"1999-08-09","calendar":"julian"}}""", "when.calendar", "'julian' is not one of: gregorian, solar-hijri, lunar-hijri." },
        { """{"when":{"text":"9 August 1999","calendar":"solar-hijri"}}""", "when.calendar", "The words are read in the calendar gregorian; leave it out beside words alone." },
        { """{"when":{"earliest":"1999-08-01","latest":"August"}}""", "when.latest", "'August' is not a day; write it as 1999-08-09." },
        { """{"when":{"earliest":"1999-08-09","latest":"1999-08-01"}}""", "when.latest", "The latest day 1999-08-01 lies before the earliest 1999-08-09." },
        { """{"when":{"begins":{"earliest":"1999-08-09","latest":"1999-08-01"}}}""", "when.begins.latest", "The latest day 1999-08-01 lies before the earliest 1999-08-09." },
        { """{"when":{"begins":{"earliest":"1999-08-09","latest":"1999-08-09"},"ends":{"earliest":"1999-08-01","latest":"1999-08-01"}}}""", "when.ends", "It ends before it begins." },
        { """{"when":{"ends":{"earliest":"1999-08-01","latest":"1999-08-01"}}}""", "when.earliest", "Give the first day it may have been." },
        { """{"when":{"date":"1999-08-09","precision":"hour"}}""", "when.precision", "'hour' is not one of: day, part-of-month, month, season, year, range, unknown." },
        { """{"when":{"date":"1999-08-09","best":"1999-08-10"}}""", "when.best", "1999-08-10 lies outside 1999-08-09." },
        { """{"when":{"date":"1999-08-09","derivedFrom":"nobody"}}""", "when.derivedFrom", "There is no incident 'nobody'." },
        { """{"when":{"date":"1999-08-09","zone":"Mars/Olympus"}}""", "when.zone", "'Mars/Olympus' is not a time zone such as Asia/Bishkek." },
        { """{"where":{"place":"atlantis"}}""", "where.place", "The gazetteer has no place 'atlantis'." },
        { """{"where":{"lat":95,"lon":70,"precision":"point"}}""", "where.lat", "95 is not a latitude: -90 to 90." },
        { """{"where":{"lat":39,"lon":-180.5,"precision":"point"}}""", "where.lon", "-180.5 is not a longitude: -180 to 180." },
        { """{"where":{"lat":39}}""", "where.lon", "A point has both lat and lon." },
        { """{"where":{"lat":39,"lon":70}}""", "where.precision", $"Say how finely the source gives the point: {Precisions}." },
        { """{"where":{"text":"a ford","lat":39.95,"lon":71.1,"precision":" "}}""", "where.precision", $"Say how finely the source gives the point: {Precisions}." },
        { """{"elsewhere":[{"lat":39,"lon":70}]}""", "elsewhere[0].precision", $"Say how finely the source gives the point: {Precisions}." },
        { """{"where":{"place":"sokh","precision":"exact"}}""", "where.precision", $"'exact' is not one of: {Precisions}." },
        { """{"elsewhere":[{"place":"sokh"},{"place":"atlantis"}]}""", "elsewhere[1].place", "The gazetteer has no place 'atlantis'." },
        { """{"details":{"hostages":{"low":5,"high":4}}}""", "details.hostages", "low 5 lies above high 4." },
        { """{"details":{"hostages":{"low":1,"best":9,"high":4}}}""", "details.hostages", "best 9 lies outside 1..4." },
        { """{"details":{"hostages":{"best":-1}}}""", "details.hostages", "A number of things cannot lie below zero." },
        { """{"details":{"tonnes":4}}""", "details.tonnes", "A report of kind hostage-taking has no such field." },
        { """{"details":{"hostages":{"best":"four"}}}""", "details.hostages.best", "This value is not one that the field can have." },
        { """{"details":[4]}""", "details", "The details are an object of the kind's own fields." },
        { """{"kind":"seizure","details":{"mass":{"best":4,"unit":"barrels"}}}""", "details.mass.unit", "'barrels' is not one of: kg, g, t. Keep what is measured otherwise among the figures." },
        { """{"kind":"harvest","details":{"seasonYear":99}}""", "details.seasonYear", "99 is not a year between 1000 and 2999." },
        { """{"figures":[{"best":1},{"low":2,"high":1}]}""", "figures[1]", "low 2 lies above high 1." },
        { """{"source":null}""", "source.name", "Say who reports it." },
        { """{"source":{"name":"x","reliability":"G"}}""", "source.reliability", "'G' is not one of: A, B, C, D, E, F." },
        { """{"source":{"name":"x","credibility":7}}""", "source.credibility", "7 is not a credibility: 1 (confirmed) to 6 (cannot be judged)." },
        { """{"source":{"name":"x","published":"August"}}""", "source.published", "'August' is not a day; write it as 1999-08-09." },
        { """{"source":{"name":"x","url":"javascript:alert(1)"}}""", "source.url", "It is not an http or https address." },
        { """{"polarity":"maybe"}""", "polarity", "'maybe' is not one of: occurred, did-not-occur, imminent." },
        { """{"links":[{"rel":"part-of","to":"nobody"}]}""", "links[0].to", "There is no incident 'nobody'." },
        { """{"links":[{"rel":"part-of"}]}""", "links[0].to", "Say which incident it links to." },
        { """{"links":[{"rel":"near","to":"known"}]}""", "links[0].rel", "'near' is not one of: part-of, follows, ransom-for, release-of, retreat-of, same-route, contradicts, replaces, related-to." },
    };

    [Theory, MemberData(nameof(Bad))]
    public void One_thing_wrong_is_one_answer_at_its_field(string change, string field, string says)
    {
        var (reading, problems) = Forms.Read(Forms.With(change));

        Assert.Null(reading);
        Assert.Equal([field], problems.Fields.Keys);
        Assert.Equal([says], problems.Fields[field]);
    }

    [Theory]
    [InlineData("""{"when":{"text":"when pigs fly"}}""", "when.text")]
    [InlineData("""{"where":{"text":"Atlantis"}}""", "where.text")]
    public void Words_that_cannot_be_read_are_refused_with_what_would_do(string change, string field)
    {
        var (reading, problems) = Forms.Read(Forms.With(change));

        Assert.Null(reading);
        Assert.Equal([field], problems.Fields.Keys);
        Assert.NotEmpty(Assert.Single(problems.Fields[field]));
    }

    [Theory]
    [InlineData("""{"where":{"text":"Atlantis","precision":"district"}}""", "where.text")]
    [InlineData("""{"where":{"place":"atlantis","precision":"unknown"}}""", "where.place")]
    [InlineData("""{"where":{"text":"Atlantis","lat":95,"lon":71,"precision":"unknown"}}""", "where.lat")]
    public void Words_are_kept_alone_only_where_somebody_says_so_and_says_nothing_else(string change, string field)
    {
        var (reading, problems) = Forms.Read(Forms.With(change));

        Assert.Null(reading);
        Assert.Equal([field], problems.Fields.Keys);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var (_, problems) = Forms.Read("""{"kind":"party","when":{"date":"x"},"where":{"lat":95,"lon":190},"source":{"credibility":9}}""");

        Assert.Equal(["kind", "source.name", "title", "when.date", "where.lat", "where.lon", "where.precision"], problems.Fields.Keys.Order());
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void A_title_has_at_most_500_characters(int length, bool accepted)
    {
        var (reading, problems) = Forms.Read(Forms.With($$"""{"title":"{{new string('x', length)}}"}"""));

        Assert.Equal(accepted, reading is not null);
        Assert.Equal(accepted ? [] : ["It has 501 characters; 500 is the most."], problems.Fields.GetValueOrDefault("title", []));
    }

    [Fact]
    public void A_list_has_at_most_200_entries()
    {
        var (_, problems) = Forms.Read(Forms.With($$"""{"actors":[{{string.Join(',', Enumerable.Repeat("\"x\"", 201))}}]}"""));

        Assert.Equal(["It has 201 entries; 200 is the most."], problems.Fields["actors"]);
    }

    [Fact]
    public void Half_a_character_is_not_text()
    {
        var (_, problems) = Forms.Read(Forms.Form(Forms.Good) with { Title = "a\ud800b" });

        Assert.Equal(["It holds characters that are not text."], problems.Fields["title"]);
    }

    [Theory]
    [InlineData("""{"title":"a\u0000b"}""", "$.title")]
    [InlineData("""{"links":[{"rel":"part-of","to":"a\u0000b"}]}""", "$.links[0].to")]
    public void What_no_store_can_hold_is_refused_before_anything_is_read(string change, string path)
    {
        var refused = Assert.Throws<JsonException>(() => Forms.Form(Forms.With(change)));

        Assert.Equal((path, "It holds characters that are not text."), (refused.Path, refused.Message));
    }

    [Fact]
    public void A_field_that_does_not_exist_is_refused_by_name() =>
        Assert.Contains("colour", Assert.Throws<JsonException>(() => Forms.Form(Forms.With("""{"colour":"red"}"""))).Path, StringComparison.Ordinal);

    [Fact]
    public void Problems_are_thrown_together()
    {
        var (_, problems) = Forms.Read(Forms.With("""{"title":null,"kind":null}"""));

        Assert.Equal(2, Assert.Throws<Refused>(problems.ThrowIfAny).Errors.Count);
    }
}
