using NodaTime;
using NodaTime.Calendars;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>The lunar calendar is reckoned, and its months begin by sight of the moon: a day is allowed on either side.</summary>
public sealed class ReadLunarHijriTests
{
    private static readonly CalendarSystem Civil = CalendarSystem.GetIslamicCalendar(IslamicLeapYearPattern.Base16, IslamicEpoch.Civil);

    public static readonly TheoryData<string, string> Phrases = new()
    {
        { "1 Muharram 1420", "1999-04-16..1999-04-18 Range lunar" },
        { "3 Rajab 1420", "1999-10-12..1999-10-14 Range lunar" },
        { "3 Rajab 1420 AH", "1999-10-12..1999-10-14 Range lunar" },
        { "3 Rajab 1420 lunar", "1999-10-12..1999-10-14 Range lunar" },
        { "3rd of Rajab, 1420", "1999-10-12..1999-10-14 Range lunar" },
        { "Ramadan 1420", "1999-12-08..2000-01-08 Month lunar" },
        { "Ramazan 1420", "1999-12-08..2000-01-08 Month lunar" },
        { "ramadan 1420 hijri", "1999-12-08..2000-01-08 Month lunar" },
        { "early Ramadan 1420", "1999-12-08..1999-12-19 PartOfMonth lunar" },
        { "1 Rabi al-awwal 1420", "1999-06-14..1999-06-16 Range lunar" },
        { "1 Rabi I 1420", "1999-06-14..1999-06-16 Range lunar" },
        { "1 Rabi' al-Thani 1420", "1999-07-14..1999-07-16 Range lunar" },
        { "1 Rabi II 1420", "1999-07-14..1999-07-16 Range lunar" },
        { "1 Jumada al-ula 1420", "1999-08-12..1999-08-14 Range lunar" },
        { "1 Jumada al-awwal 1420", "1999-08-12..1999-08-14 Range lunar" },
        { "1 Jamadi us-sani 1420", "1999-09-11..1999-09-13 Range lunar" },
        { "1 Shawwal 1420", "2000-01-07..2000-01-09 Range lunar" },
        { "1 Dhu al-Qada 1420", "2000-02-05..2000-02-07 Range lunar" },
        { "1 Dhu al-Hijjah 1420", "2000-03-06..2000-03-08 Range lunar" },
        { "1 Zilhajj 1420", "2000-03-06..2000-03-08 Range lunar" },
        { "1420 lunar", "1999-04-16..2000-04-06 Year lunar" },
        { "1420 lunar hijri", "1999-04-16..2000-04-06 Year lunar" },
        { "1420 hijri qamari", "1999-04-16..2000-04-06 Year lunar" },
        { "from 1 Rajab to 10 Rajab 1420", "1999-10-10..1999-10-12/1999-10-19..1999-10-21 Range lunar" },
        { "since Muharram 1420", "1999-04-16..1999-05-17/open Month lunar" },
        { "between 3 and 5 Rajab 1420", "1999-10-12..1999-10-16 Range lunar" },
    };

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_lunar_date_is_read_with_a_day_on_either_side(string words, string expected) => Assert.Equal(expected, Told.Of(ReadDate.Read(words)));

    [Fact]
    public void Every_month_is_said_back_in_words_that_read_to_the_same_days()
    {
        string[] months =
            ["Muharram", "Safar", "Rabi al-awwal", "Rabi al-thani", "Jumada al-ula", "Jumada al-thani", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qada", "Dhu al-Hijja"];
        for (var month = 1; month <= 12; month++)
        {
            var day = new LocalDate(1421, month, 5, Civil).WithCalendar(CalendarSystem.Iso);

            var read = Assert.IsType<DateRead>(ReadDate.Read($"5 {months[month - 1]} 1421"));

            Assert.Equal(new UncertainDate(day.PlusDays(-1), day.PlusDays(1)), read.Occurrence.Begins);
            Assert.Contains("sight of the moon", read.Says, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_table_of_phrases_has_at_least_three_hundred()
    {
        var tables = typeof(ReadLunarHijriTests).Assembly.GetTypes().Where(t => t.Namespace == typeof(ReadLunarHijriTests).Namespace && t.Name.StartsWith("Read", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields().Where(f => f.IsStatic && f.FieldType == typeof(TheoryData<string, string>)).Select(f => (TheoryData<string, string>)f.GetValue(null)!));

        Assert.InRange(tables.Sum(t => t.Count), 300, int.MaxValue);
    }
}
