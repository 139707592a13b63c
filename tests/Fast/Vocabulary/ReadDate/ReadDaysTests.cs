using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>A single day, in the forms in which reports write it.</summary>
public sealed class ReadDaysTests
{
    public static readonly TheoryData<string, string> Days = new()
    {
        { "1999-08-09", "1999-08-09 Day" },
        { "9 August 1999", "1999-08-09 Day" },
        { "August 9, 1999", "1999-08-09 Day" },
        { "Aug 9th 1999", "1999-08-09 Day" },
        { "9 Aug. 1999", "1999-08-09 Day" },
        { "the 9th of August, 1999", "1999-08-09 Day" },
        { "on 9th Aug 1999", "1999-08-09 Day" },
        { "9.Aug.1999", "1999-08-09 Day" },
        { "9-Aug-1999", "1999-08-09 Day" },
        { "1999 August 9", "1999-08-09 Day" },
        { "AUGUST 09 1999", "1999-08-09 Day" },
        { "Monday 9 August 1999", "1999-08-09 Day" },
        { "Mon, 9 August 1999", "1999-08-09 Day" },
        { "9 August 1999 (Monday)", "1999-08-09 Day" },
        { "23/08/1999", "1999-08-23 Day" },
        { "08/23/1999", "1999-08-23 Day" },
        { "08/08/1999", "1999-08-08 Day" },
        { "23.08.1999", "1999-08-23 Day" },
        { "08.23.1999", "1999-08-23 Day" },
        { "1999/08/09", "1999-08-09 Day" },
        { "1378-05-18", "1378-05-18 Day" },
        { "29 February 2000", "2000-02-29 Day" },
        { "१९९९-०८-०९", "1999-08-09 Day" },
        { "٩ August ١٩٩٩", "1999-08-09 Day" },
        { "first of August 1999", "1999-08-01 Day" },
        { "march 29 2004", "2004-03-29 Day" },
        { "the ninth of August 1999", "1999-08-09 Day" },
        { "Thursday 12th August, 1999", "1999-08-12 Day" },
        { "Sept 1 2000", "2000-09-01 Day" },
        { "1st Sep 2000", "2000-09-01 Day" },
        { "29 Feb 2000", "2000-02-29 Day" },
        { "9th August, 1999.", "1999-08-09 Day" },
        { "[9 August 1999]", "1999-08-09 Day" },
        { "\"9 August 1999\"", "1999-08-09 Day" },
        { " 9   AUGUST   1999 ", "1999-08-09 Day" },
        { "9 August of 1999", "1999-08-09 Day" },
        { "Sun 8 Aug 1999", "1999-08-08 Day" },
        { "Tues 10 August 1999", "1999-08-10 Day" },
        { "Thurs 12 August 1999", "1999-08-12 Day" },
        { "12 August, Thursday, 1999", "1999-08-12 Day" },
        { "Monday August 9, 1999", "1999-08-09 Day" },
        { "30/04/2001", "2001-04-30 Day" },
        { "4/30/2001", "2001-04-30 Day" },
        { "2001.04.30", "2001-04-30 Day" },
        { "31-12-1999", "1999-12-31 Day" },
        { "2/2/2000", "2000-02-02 Day" },
        { "9 August 1999 to 9 August 1999", "1999-08-09 Day" },
        { "2999-12-31", "2999-12-31 Day" },
        { "1000-01-01", "1000-01-01 Day" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void A_day_is_read_in_every_usual_form(string words, string expected)
    {
        var reading = ReadDate.Read(words);

        Assert.Equal(expected, Told.Of(reading));
    }
}
