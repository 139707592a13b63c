using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>
/// One-sided dates and dates without a year, with what the reader is given: "&gt;day" the first day possible, "&lt;day" the last, "y" the year.
/// </summary>
public sealed class ReadBoundsTests
{
    public static readonly TheoryData<string, string, string> Phrases = new()
    {
        { "before 9 August 1999", ">1999-08-01", "1999-08-01..1999-08-08 Range" },
        { "by 9 August 1999", ">1999-08-01", "1999-08-01..1999-08-09 Range" },
        { "until 9 August 1999", ">1999-08-01", "1999-08-01..1999-08-09/1999-08-09 Range" },
        { "after 9 August 1999", "<1999-08-20", "1999-08-10..1999-08-20 Range" },
        { "after August 1999", "<1999-12-31", "1999-09-01..1999-12-31 Range" },
        { "before 9 August 1999", ">1999-09-01", "'before 9 August 1999' leaves no day: the first possible, 1 September 1999, lies after the last, 8 August 1999." },
        { "no later than 9 August 1999", ">1999-08-01", "1999-08-01..1999-08-09 Range" },
        { "on or after 9 August 1999", "<1999-08-20", "1999-08-09..1999-08-20 Range" },
        { "after 9 August and before 13 August 1999", "", "1999-08-10..1999-08-12 Range" },
        { "after 9 August but before 13 August 1999", "", "1999-08-10..1999-08-12 Range" },
        { "not before 9 August and not after 13 August 1999", "", "1999-08-09..1999-08-13 Range" },
        { "since 9 August 1999", "", "1999-08-09/open Day" },
        { "since the mid-1990s", "", "1994-01-01..1996-12-31/open Range" },
        { "Ever since the 1970s", "", "1970-01-01..1979-12-31/open Range" },
        { "from late September 1999 onward", "", "1999-09-21..1999-09-30/open PartOfMonth" },
        { "from late September onward 1999", "", "1999-09-21..1999-09-30/open PartOfMonth" },
        { "late September 1999 onwards", "", "1999-09-21..1999-09-30/open PartOfMonth" },
        { "from 9 August 1999 on", "", "1999-08-09/open Day" },
        { "beginning in 1997", "", "1997-01-01..1997-12-31/open Year" },
        { "starting on March 29", "y2004", "2004-03-29/open Day" },
        { "9 August", "y1999", "1999-08-09 Day" },
        { "On August 9", "y1999", "1999-08-09 Day" },
        { "from late September onward", "y1999", "1999-09-21..1999-09-30/open PartOfMonth" },
        { "summer", "y1999", "1999-06-01..1999-08-31 Season" },
        { "from 1996", "", "1996-01-01..1996-12-31/open Year" },
        { "from 1996 on", "", "1996-01-01..1996-12-31/open Year" },
        { "since spring 1999", "", "1999-03-01..1999-05-31/open Season" },
        { "since 1997 or 1998", "", "1997-01-01..1998-12-31/open Range" },
        { "before August 1999", ">1999-07-01", "1999-07-01..1999-07-31 Range" },
        { "prior to summer 1999", ">1999-03-01", "1999-03-01..1999-05-31 Range" },
        { "by late September 1999", ">1999-09-01", "1999-09-01..1999-09-30 Range" },
        { "after the summer of 1999", "<1999-10-31", "1999-09-01..1999-10-31 Range" },
        { "until August", ">1999-06-01 y1999", "1999-06-01..1999-08-31/1999-08-01..1999-08-31 Range" },
        { "not earlier than 9 August 1999", "<1999-08-31", "1999-08-09..1999-08-31 Range" },
        { "not after 13 August 1999", ">1999-08-09", "1999-08-09..1999-08-13 Range" },
        { "up to 9 August 1999", ">1999-08-01", "1999-08-01..1999-08-09/1999-08-09 Range" },
        { "before 13 August and after 9 August 1999", "", "1999-08-10..1999-08-12 Range" },
        { "18 Asad", "y1378", "1999-08-09 Day solar" },
        { "18 Asad", "y1999", "18 Asad 1999 is of the Solar Hijri calendar, whose years are read from 1300 to 1499; did you mean '18 Asad 1378'?" },
    };

    [Theory]
    [MemberData(nameof(Phrases))]
    public void One_side_alone_is_completed_only_by_what_is_given(string words, string given, string expected)
    {
        var reading = ReadDate.Read(words, Told.Given(given));

        Assert.Equal(expected, Told.Of(reading));
    }
}
