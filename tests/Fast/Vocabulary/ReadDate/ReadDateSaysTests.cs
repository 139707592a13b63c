using NodaTime;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>The sentence that tells the reader how the words were taken, and what is kept beside the days.</summary>
public sealed class ReadDateSaysTests
{
    [Theory]
    [InlineData("9 August 1999", "Read as 9 August 1999.")]
    [InlineData("18 Asad 1378", "Read as 18 Asad 1378 of the Solar Hijri calendar, which is 9 August 1999.")]
    [InlineData("early August 1999", "Read as early August 1999, the day not known: 1 to 10 August 1999, both counted; early in a month is its days 1 to 10.")]
    [InlineData("winter 1999-2000", "Read as winter 1999-2000, the day not known: 1 November 1999 to 31 March 2000, both counted; winter is November to March.")]
    [InlineData("9-13 August 1999", "Read as between 9 August 1999 and 13 August 1999, the day not known: 9 to 13 August 1999, both counted; a range is doubt about one day, 'from … to …' would be a duration.")]
    [InlineData("from 9 to 13 August 1999", "Read as lasting from 9 August 1999 to 13 August 1999: it began 9 August 1999 and ended 13 August 1999; doubt about one day would be 'between … and …'.")]
    [InlineData("late September 1999 onward", "Read as beginning late September 1999 and going on, with no end given: it began 21 to 30 September 1999; late in a month is from its day 21.")]
    [InlineData("about 9 August 1999", "Read as about 9 August 1999, the day not known: 6 to 12 August 1999, both counted; 'about' adds 3 days on either side.")]
    [InlineData("2000-01", "Read as January 2000, the day not known: 1 to 31 January 2000, both counted; '2000-01' is the ISO form of a month; two years are written '2000-2001'.")]
    public void A_reading_says_in_one_sentence_how_it_was_read(string words, string says)
    {
        var reading = ReadDate.Read(words);

        Assert.Equal(says, Assert.IsType<DateRead>(reading).Says);
    }

    [Fact]
    public void The_words_are_kept_as_stated_beside_the_days()
    {
        var reading = Assert.IsType<DateRead>(ReadDate.Read("  On the 18th of Asad, 1378 "));

        Assert.Equal(Occurrence.On(new(1999, 8, 9), "On the 18th of Asad, 1378") with { Calendar = SourceCalendar.SolarHijri }, reading.Occurrence);
    }

    [Fact]
    public void Bounds_given_in_another_calendar_are_the_same_days()
    {
        var solar = new LocalDate(1378, 5, 10, CalendarSystem.PersianAstronomical);

        var reading = ReadDate.Read("before 9 August 1999", new ReadingOptions(NotBefore: solar));

        Assert.Equal("1999-08-01..1999-08-08 Range", Told.Of(reading));
    }
}
