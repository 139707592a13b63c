using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>Two dates: doubt about one day ("X to Y") or a duration ("from X to Y", "X until Y").</summary>
public sealed class ReadRangesTests
{
    public static readonly TheoryData<string, string> Phrases = new()
    {
        { "9 to 13 August 1999", "1999-08-09..1999-08-13 Range" },
        { "9-13 August 1999", "1999-08-09..1999-08-13 Range" },
        { "9 – 13 August 1999", "1999-08-09..1999-08-13 Range" },
        { "August 9-13, 1999", "1999-08-09..1999-08-13 Range" },
        { "August 9 to 13, 1999", "1999-08-09..1999-08-13 Range" },
        { "between 9 August and 13 August 1999", "1999-08-09..1999-08-13 Range" },
        { "between 9 and 13 August 1999", "1999-08-09..1999-08-13 Range" },
        { "between August 9 and 13, 1999", "1999-08-09..1999-08-13 Range" },
        { "August 1999 to October 1999", "1999-08-01..1999-10-31 Range" },
        { "from June to August 1999", "1999-06-01..1999-06-30/1999-08-01..1999-08-31 Month" },
        { "August-October 1999", "1999-08-01..1999-10-31 Range" },
        { "August–October, 1999", "1999-08-01..1999-10-31 Range" },
        { "from 9 to 13 August 1999", "1999-08-09/1999-08-13 Day" },
        { "from 9 August until 13 August 1999", "1999-08-09/1999-08-13 Day" },
        { "9 August 1999 until 13 August 1999", "1999-08-09/1999-08-13 Day" },
        { "9 August through 13 August 1999", "1999-08-09/1999-08-13 Day" },
        { "1997-1998", "1997-01-01..1998-12-31 Range" },
        { "1997 or 1998", "1997-01-01..1998-12-31 Range" },
        { "1997–98", "1997-01-01..1998-12-31 Range" },
        { "1995-96", "1995-01-01..1996-12-31 Range" },
        { "1998/99", "1998-01-01..1999-12-31 Range" },
        { "9 or 10 August 1999", "1999-08-09..1999-08-10 Range" },
        { "9/10 August 1999", "1999-08-09..1999-08-10 Range" },
        { "August or September 1999", "1999-08-01..1999-09-30 Range" },
        { "late July or early August 1999", "1999-07-21..1999-08-10 Range" },
        { "early to mid August 1999", "1999-08-01..1999-08-20 Range" },
        { "early or mid 1990s", "1990-01-01..1996-12-31 Range" },
        { "1999-08-09 to 1999-08-13", "1999-08-09..1999-08-13 Range" },
        { "1999-08-09..1999-08-13", "1999-08-09..1999-08-13 Range" },
        { "30 August to 2 September 1999", "1999-08-30..1999-09-02 Range" },
        { "30 December 1999 to 2 January 2000", "1999-12-30..2000-01-02 Range" },
        { "Monday 9 to Friday 13 August 1999", "1999-08-09..1999-08-13 Range" },
        { "about 9-13 August 1999", "1999-08-06..1999-08-16 Range" },
        { "August 30 - September 2, 1999", "1999-08-30..1999-09-02 Range" },
        { "1996 to 2000", "1996-01-01..2000-12-31 Range" },
        { "From 1996 to 2000", "1996-01-01..1996-12-31/2000-01-01..2000-12-31 Year" },
        { "from 9 August 1999 till 13 August 1999", "1999-08-09/1999-08-13 Day" },
        { "from August 1999 through October 1999", "1999-08-01..1999-08-31/1999-10-01..1999-10-31 Month" },
        { "late September 1999 until early October 1999", "1999-09-21..1999-09-30/1999-10-01..1999-10-10 PartOfMonth" },
        { "from mid-August to late October 1999", "1999-08-11..1999-08-20/1999-10-21..1999-10-31 PartOfMonth" },
        { "from winter 1999-2000 to spring 2001", "1999-11-01..2000-03-31/2001-03-01..2001-05-31 Season" },
        { "around 9 or 10 August 1999", "1999-08-06..1999-08-13 Range" },
        { "from about 9 August to about 20 August 1999", "1999-08-06..1999-08-12/1999-08-17..1999-08-23 Range" },
        { "mid- to late August 1999", "1999-08-11..1999-08-31 Range" },
        { "late August to early September 1999", "1999-08-21..1999-09-10 Range" },
        { "summer or autumn 1999", "1999-06-01..1999-11-30 Range" },
        { "spring to summer 1999", "1999-03-01..1999-08-31 Range" },
        { "1995–1996", "1995-01-01..1996-12-31 Range" },
        { "1999 to 2001", "1999-01-01..2001-12-31 Range" },
        { "1999/2000", "1999-01-01..2000-12-31 Range" },
        { "1999-2000", "1999-01-01..2000-12-31 Range" },
        { "Q1-Q2 2000", "2000-01-01..2000-06-30 Range" },
        { "December 1999-January 2000", "1999-12-01..2000-01-31 Range" },
        { "Dec 1999 - Feb 2000", "1999-12-01..2000-02-29 Range" },
        { "between summer 1999 and spring 2000", "1999-06-01..2000-05-31 Range" },
        { "between 1999-08-09 and 1999-08-13", "1999-08-09..1999-08-13 Range" },
        { "between late July and 9 August 1999", "1999-07-21..1999-08-09 Range" },
        { "9 August 1999 to 13 August", "1999-08-09..1999-08-13 Range" },
        { "1996-99", "1996-01-01..1999-12-31 Range" },
        { "2012-13", "2012-01-01..2013-12-31 Range" },
        { "1999-00", "1999-01-01..2000-12-31 Range" },
        { "August/September 1999", "1999-08-01..1999-09-30 Range" },
    };

    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_range_is_doubt_unless_the_words_state_a_duration(string words, string expected)
    {
        var reading = ReadDate.Read(words);

        Assert.Equal(expected, Told.Of(reading));
    }
}
