using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>A time of day is read for the day it gives at the place, by the clocks that the place may have; where that is not known, both days stay possible.</summary>
public class ReadTimesTests
{
    // Batken keeps Asia/Bishkek (UTC+5 with summer time: 6), Sokh may keep Bishkek's or Uzbekistan's (5); nothing is known of a bare point
    [Theory]
    [InlineData("at 23:30 local time on 5 August 1999", "batken-region", "1999-08-05", "1999-08-05", "Asia/Bishkek")]
    [InlineData("23:30 (local) on 5 August 1999", null, "1999-08-05", "1999-08-05", null)]
    [InlineData("5 August 1999, 23:30 UTC", "batken-region", "1999-08-06", "1999-08-06", "Etc/UTC")]
    [InlineData("1999-08-05T23:30Z", "batken-region", "1999-08-06", "1999-08-06", "Etc/UTC")]
    [InlineData("1999-08-05T12:30:15.5Z", "batken-region", "1999-08-05", "1999-08-05", "Etc/UTC")]
    [InlineData("1999-08-06T00:30+09:00", "batken-region", "1999-08-05", "1999-08-05", null)]
    [InlineData("1999-08-05 18:30 GMT", "sokh", "1999-08-05", "1999-08-06", "Etc/UTC")]
    [InlineData("1999-08-05 19:30 GMT", "sokh", "1999-08-06", "1999-08-06", "Etc/UTC")]
    [InlineData("5 August 1999 at 11 pm Moscow time", "batken-region", "1999-08-06", "1999-08-06", "Europe/Moscow")]
    [InlineData("5 August 1999 at 11:15 a.m. Moscow time", "batken-region", "1999-08-05", "1999-08-05", "Europe/Moscow")]
    [InlineData("14 Asad 1378, 23:30 UTC", "batken-region", "1999-08-06", "1999-08-06", "Etc/UTC")]
    [InlineData("12:00 UTC on 5 August 1999", null, "1999-08-05", "1999-08-06", "Etc/UTC")]
    [InlineData("02:00 UTC on 5 August 1999", null, "1999-08-04", "1999-08-05", "Etc/UTC")]
    [InlineData("5 August 1999, 14:00 UTC+5", "batken-region", "1999-08-05", "1999-08-05", null)]
    public void A_time_gives_the_day_it_was_there(string words, string? place, string earliest, string latest, string? zone)
    {
        var read = Assert.IsType<DateRead>(ReadDate.Read(words, new(Zones: PlaceZones.Of(place is null ? null : Gazetteer.Standard.Find(place)))));

        Assert.Equal((earliest, latest), (read.Occurrence.Begins!.Value.Earliest.ToString("uuuu-MM-dd", null), read.Occurrence.Begins.Value.Latest.ToString("uuuu-MM-dd", null)));
        Assert.Equal((earliest == latest ? DatePrecision.Day : DatePrecision.Range, zone, words), (read.Occurrence.Precision, read.Occurrence.Zone, read.Occurrence.Stated));
        Assert.Contains(earliest == latest ? "the day there at" : "both counted", read.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_names_no_clock_is_read_by_the_source_s_own_where_that_was_given()
    {
        var read = Assert.IsType<DateRead>(ReadDate.Read("5 August 1999, 22:00", new(Zones: PlaceZones.Of(Gazetteer.Standard.Find("batken-region")), SourceZone: "Europe/London")));

        Assert.Equal("1999-08-06", read.Occurrence.Begins!.Value.Earliest.ToString("uuuu-MM-dd", null));
    }

    [Theory]
    [InlineData("5 August 1999, 22:00")]
    [InlineData("5 August 1999, 22:00 Atlantis time")]
    [InlineData("5 August 1999, 22:00 +27:00")]
    public void Whose_clock_it_is_by_is_never_guessed(string words)
    {
        var refusal = Assert.IsType<Refusal>(ReadDate.Read(words));

        Assert.StartsWith("whose clock 22:00 is by is not said", refusal.Says, StringComparison.Ordinal);
        Assert.All(refusal.Suggestions, s => Assert.IsType<DateRead>(ReadDate.Read(s)));
    }

    [Fact]
    public void Every_shipped_place_with_a_country_has_its_clocks()
    {
        Assert.Equal(["Asia/Bishkek"], PlaceZones.Of(Gazetteer.Standard.Find("batken-region"))!.Select(z => z.Id));
        Assert.Contains(PlaceZones.Of(Gazetteer.Standard.Find("sokh"))!, z => z.Id == "Asia/Tashkent");
        Assert.Empty(Gazetteer.Standard.Places.Where(p => p.Country is not null && PlaceZones.Of(p) is null).Select(p => $"{p.Id}: {p.Country}, {p.AdministeredBy}"));
        Assert.Null(PlaceZones.Of(null));
    }
}
