using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>The calendar of Afghan and Iranian sources, kept as ISO days beside the words.</summary>
public sealed class ReadSolarHijriTests
{
    public static readonly TheoryData<string, string> Phrases = new()
    {
        { "18 Asad 1378", "1999-08-09 Day solar" },
        { "18 Asad, 1378 AP", "1999-08-09 Day solar" },
        { "18 Mordad 1378", "1999-08-09 Day solar" },
        { "Asad 1378", "1999-07-23..1999-08-22 Month solar" },
        { "early Asad 1378", "1999-07-23..1999-08-01 PartOfMonth solar" },
        { "1378 SH", "1999-03-21..2000-03-19 Year solar" },
        { "1378 A.P.", "1999-03-21..2000-03-19 Year solar" },
        { "summer 1378 AP", "1999-06-22..1999-09-22 Season solar" },
        { "winter 1378 AP", "1999-12-22..2000-03-19 Season solar" },
        { "1378-05-18 AP", "1999-08-09 Day solar" },
        { "1378/05/18 AP", "1999-08-09 Day solar" },
        { "30 Hut 1379", "2001-03-20 Day solar" },
        { "18 Asad to 25 Asad 1378", "1999-08-09..1999-08-16 Range solar" },
        { "1 to 10 Saur 1378", "1999-04-21..1999-04-30 Range solar" },
        { "since 18 Asad 1378", "1999-08-09/open Day solar" },
        { "from 18 Asad to 3 Aqrab 1378", "1999-08-09/1999-10-25 Day solar" },
        { "Hamal 1379", "2000-03-20..2000-04-19 Month solar" },
        { "1 Hamal 1379", "2000-03-20 Day solar" },
        { "late Hut 1379", "2001-03-11..2001-03-20 PartOfMonth solar" },
        { "1 Farvardin 1380", "2001-03-21 Day solar" },
        { "31 Sunbula 1378", "1999-09-22 Day solar" },
        { "1 Mizan 1378", "1999-09-23 Day solar" },
        { "10 Jadi 1379", "2000-12-30 Day solar" },
        { "12 Sawr 1379", "2000-05-01 Day solar" },
        { "5 Qaus 1378", "1999-11-26 Day solar" },
        { "1 Sunbula 1378 SH", "1999-08-23 Day solar" },
        { "first half of Mizan 1378", "1999-09-23..1999-10-07 PartOfMonth solar" },
        { "early 1378 AP", "1999-03-21..1999-07-22 Range solar" },
        { "1378-1379 AP", "1999-03-21..2001-03-20 Range solar" },
        { "1370s AP", "1991-03-21..2001-03-20 Range solar" },
        { "spring 1379 SH", "2000-03-20..2000-06-20 Season solar" },
    };

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_solar_hijri_date_is_read_as_the_same_days_of_the_common_calendar(string words, string expected)
    {
        var reading = ReadDate.Read(words);

        Assert.Equal(expected, Told.Of(reading));
    }
}
