using System.Text.RegularExpressions;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>What is not read, and the exact answer that is given instead.</summary>
public sealed class ReadRefusalsTests
{
    public static readonly TheoryData<string, string> Refused = new()
    {
        { "Tuesday 9 August 1999", "9 August 1999 was a Monday, not a Tuesday; did you mean 'Monday 9 August 1999' or 'Tuesday 10 August 1999'?" },
        { "09/08/1999", "'09/08/1999' can be read day first or month first; did you mean '9 August 1999' or '8 September 1999'?" },
        { "09.08.1999", "'09.08.1999' can be read day first or month first, for dots do not settle it; did you mean '9 August 1999' or '8 September 1999'?" },
        { "09-08-1999", "'09-08-1999' can be read day first or month first; did you mean '9 August 1999' or '8 September 1999'?" },
        { "9/8/99", "'9/8/99' has a year of two digits; write all four." },
        { "23/8/99", "'23/8/99' has a year of two digits; write all four; did you mean '23 August 1999' or '23 August 2099'?" },
        { "31/13/1999", "'31/13/1999' names no month: one of its first two figures must be 1 to 12." },
        { "1999-23-08", "there is no month 23; did you mean '23 August 1999'?" },
        { "19990809", "the year 19990809 is outside 1000 to 2999; did you mean '1999-08-09'?" },
        { "1999-08-09T12:30", "whose clock 12:30 is by is not said; did you mean '1999-08-09, 12:30 local time' or '1999-08-09, 12:30 UTC' or '1999-08-09'?" },
        { "winter 1999", "'winter 1999' can be either of two winters; did you mean 'winter 1998-1999' or 'winter 1999-2000'?" },
        { "winter 1999-2001", "a winter lies in two years that follow one another, not in 1999 and 2001; did you mean 'winter 1999-2000'?" },
        { "1900s", "'1900s' can be ten years or a hundred; did you mean '1900-1909' or '1900-1999'?" },
        { "Q5 1999", "'Q5 1999' is not a date I can read: I do not know 'q'." },
        { "2000/01", "'2000/01' can be a month or two years; did you mean 'January 2000' or '2000-2001'?" },
        { "2000–01", "'2000/01' can be a month or two years; did you mean 'January 2000' or '2000-2001'?" },
        { "1997-8", "'1997-8' can be a month or two years; did you mean 'August 1997' or '1997-1998'?" },
        { "9 or 13 August 1999", "9 August 1999 or 13 August 1999 leaves out the days between, which one date cannot; did you mean 'between 9 August 1999 and 13 August 1999'?" },
        { "1997 and 1998", "1997 and 1998 are two dates; did you mean 'between 1997 and 1998' or '1997' or '1998'?" },
        { "1999-08-09/1999-08-13", "9 August 1999 or 13 August 1999 leaves out the days between, which one date cannot; did you mean 'between 9 August 1999 and 13 August 1999' or 'from 9 August 1999 to 13 August 1999'?" },
        { "November to February 2000", "in one year February 2000 lies before November 2000; did you mean 'November 1999 to February 2000'?" },
        { "November 1999 to February", "in one year February 1999 lies before November 1999; did you mean 'November 1999 to February 2000'?" },
        { "August 1998-1999", "August 1998 and 1999 can be one stretch or the same time in two years; did you mean 'between August 1998 and 1999' or 'between August 1998 and August 1999'?" },
        { "13 to 9 August 1999", "the end, 9 August 1999, lies before the beginning, 13 August 1999; did you mean '9 August 1999 to 13 August 1999'?" },
        { "October to August 1999", "in one year August 1999 lies before October 1999; did you mean 'October 1998 to August 1999'?" },
        { "from 13 to 9 August 1999", "the end, 9 August 1999, lies before the beginning, 13 August 1999; did you mean 'from 9 August 1999 to 13 August 1999'?" },
        { "before 9 August 1999", "'before 9 August 1999' gives no earliest day; write for example 'between 1 June 1999 and 8 August 1999', with the first day that is possible." },
        { "after 9 August 1999", "'after 9 August 1999' gives no latest day; write for example 'between 10 August 1999 and 31 October 1999', with the last day that is possible." },
        { "by the late 1990s", "'by the late 1990s' gives no earliest day; write for example 'between 1 October 1999 and 31 December 1999', with the first day that is possible." },
        { "until 9 August 1999", "'until 9 August 1999' gives no earliest day; write for example 'from 1 June 1999 to 9 August 1999', with the day on which it began." },
        { "before 18 Asad 1378", "'before 18 Asad 1378' gives no earliest day; write for example 'between 1 June 1999 and 8 August 1999', with the first day that is possible." },
        { "on or after 9 August 1350 CE", "'on or after 9 August 1350 CE' gives no latest day; write for example 'between 9 August 1350 and 31 October 1350', with the last day that is possible." },
        { "before 9 January 1000", "'before 9 January 1000' gives no earliest day: say between which days, with the first day that is possible." },
        { "9 August", "which year? '9 August' names none." },
        { "late September", "which year? 'late September' names none." },
        { "1378", "1378 can be a year of the Solar Hijri calendar or of the common one; did you mean '1378 AP' or '1378 CE'?" },
        { "early 1378", "early 1378 can be a year of the Solar Hijri calendar or of the common one; did you mean 'early 1378 AP' or 'early 1378 CE'?" },
        { "1378/05/18", "18 May 1378 can be a year of the Solar Hijri calendar or of the common one; did you mean '18 Asad 1378' or '18 May 1378'?" },
        { "18 Asad 1999", "18 Asad 1999 is of the Solar Hijri calendar, whose years are read from 1300 to 1499; did you mean '18 Asad 1378'?" },
        { "18 Asad", "which year? '18 Asad' names none." },
        { "30 Hut 1378", "Hut has 29 days in 1378, so there is no 30 Hut 1378; did you mean '29 Hut 1378'?" },
        { "31 Mizan 1378", "Mizan has 30 days, so there is no 31 Mizan 1378; did you mean '30 Mizan 1378' or '1 Aqrab 1378'?" },
        { "18 August 1378 AP", "August is no month of the Solar Hijri calendar; name its month or leave out the mark." },
        { "autum 1999", "'autum 1999' is not a date I can read: I do not know 'autum'; did you mean 'autumn 1999'?" },
        { "9 Agust 1999", "'9 Agust 1999' is not a date I can read: I do not know 'agust'; did you mean '9 August 1999'?" },
        { "31 June 1999", "June has 30 days, so there is no 31 June 1999; did you mean '30 June 1999' or '1 July 1999'?" },
        { "29 February 1999", "February has 28 days in 1999, so there is no 29 February 1999; did you mean '28 February 1999' or '1 March 1999'?" },
        { "0 August 1999", "August has 31 days, so there is no 0 August 1999." },
        { "32 August 1999", "'32' is no day of a month, and a year is written with four figures." },
        { "9 August 99", "'99' is no day of a month, and a year is written with four figures; did you mean '9 August 1999' or '9 August 2099'?" },
        { "August '99", "'99' is no day of a month, and a year is written with four figures; did you mean 'August 1999' or 'August 2099'?" },
        { "3015", "the year 3015 is outside 1000 to 2999." },
        { "999", "the year 999 is outside 1000 to 2999." },
        { "9 August 0999", "the year 999 is outside 1000 to 2999." },
        { "the", "'the' names no date." },
        { "asdfgh", "'asdfgh' is not a date I can read: I do not know 'asdfgh'." },
        { "August, early 1999", "'August, early 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "early 9 August 1999", "'early 9 August 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "Monday", "Monday names no day by itself; give the date." },
        { "yesterday", "'yesterday' is not a date I can read: I do not know 'yesterday'." },
        { "9 of the", "the 9 of which month." },
        { "to", "'to' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "between 1999", "'between' needs two dates with 'and' between them." },
        { "between", "'between' needs two dates with 'and' between them." },
        { "from", "'from' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "since", "'since' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "before", "'before' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "August 1999?", "'August 1999?' is not a date I can read: I do not know '?'; did you mean 'August 1999'?" },
        { "9 August 1999 August", "'9 August 1999 August' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "9th", "the 9 of which month." },
        { "09/08", "9 and 8 name no month, and do not say which is the day." },
        { "23/08", "23 and 8 name no month, and do not say which is the day." },
        { "first half of summer 1999", "'first half of summer 1999' has no agreed meaning here: weeks are read of a month, halves of a month, a year or a decade." },
        { "first week of 1999", "'first week of 1999' has no agreed meaning here: weeks are read of a month, halves of a month, a year or a decade." },
        { "9 August 1378 AP", "August is no month of the Solar Hijri calendar; name its month or leave out the mark." },
        { "1.9.2000", "'1.9.2000' can be read day first or month first, for dots do not settle it; did you mean '1 September 2000' or '9 January 2000'?" },
        { "after 9 August 1999 and before 10 August 1999", "'after 9 August 1999 and before 10 August 1999' leaves no day: the first possible, 10 August 1999, lies after the last, 9 August 1999." },
        { "after 13 August and before 9 August 1999", "'after 13 August and before 9 August 1999' leaves no day: the first possible, 14 August 1999, lies after the last, 8 August 1999." },
        { "between before and after", "'between' needs two dates with 'and' between them." },
        { "Asad 1999", "Asad 1999 is of the Solar Hijri calendar, whose years are read from 1300 to 1499; did you mean 'Asad 1378'?" },
        { "Jadi 1999", "Jadi 1999 is of the Solar Hijri calendar, whose years are read from 1300 to 1499; did you mean 'Jadi 1377' or 'Jadi 1378'?" },
        { "Mizan 1550", "Mizan 1550 is of the Solar Hijri calendar, whose years are read from 1300 to 1499." },
        { "December-January 2000", "in one year January 2000 lies before December 2000; did you mean 'December 1999 to January 2000'?" },
        { "both 9 and 13 August 1999", "9 August 1999 and 13 August 1999 are two dates; did you mean 'between 9 August 1999 and 13 August 1999' or '9 August 1999' or '13 August 1999'?" },
        { "1997 or 1999", "1997 or 1999 leaves out the days between, which one date cannot; did you mean 'between 1997 and 1999'?" },
        { "2001-02-30", "February has 28 days in 2001, so there is no 30 February 2001; did you mean '28 February 2001' or '1 March 2001'?" },
        { "2001-13", "'2001-13' names no month; did you mean '2001-2013'?" },
        { "2001-00", "'2001-00' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "00/2001", "there is no month 0." },
        { "13/1999", "there is no month 13." },
        { "2001-04-31", "April has 30 days, so there is no 31 April 2001; did you mean '30 April 2001' or '1 May 2001'?" },
        { "31 September 2000", "September has 30 days, so there is no 31 September 2000; did you mean '30 September 2000' or '1 October 2000'?" },
        { "Feb 30 2000", "February has 29 days in 2000, so there is no 30 February 2000; did you mean '29 February 2000' or '1 March 2000'?" },
        { "Wednesday 29 February 2000", "29 February 2000 was a Tuesday, not a Wednesday; did you mean 'Tuesday 29 February 2000' or 'Wednesday 1 March 2000'?" },
        { "Sunday 29 Feb 2000", "29 February 2000 was a Tuesday, not a Sunday; did you mean 'Tuesday 29 February 2000' or 'Sunday 27 February 2000'?" },
        { "Octber 1999", "'Octber 1999' is not a date I can read: I do not know 'octber'; did you mean 'October 1999'?" },
        { "Septmber 1999", "'Septmber 1999' is not a date I can read: I do not know 'septmber'; did you mean 'September 1999'?" },
        { "9 Augst 1999", "'9 Augst 1999' is not a date I can read: I do not know 'augst'; did you mean '9 August 1999'?" },
        { "erly August 1999", "'erly August 1999' is not a date I can read: I do not know 'erly'; did you mean 'early August 1999'?" },
        { "lat August 1999", "'lat August 1999' is not a date I can read: I do not know 'lat'; did you mean 'late August 1999'?" },
        { "wintr 1999-2000", "'wintr 1999-2000' is not a date I can read: I do not know 'wintr'; did you mean 'winter 1999-2000'?" },
        { "betwen 9 and 13 August 1999", "'betwen 9 and 13 August 1999' is not a date I can read: I do not know 'betwen'; did you mean 'between 9 and 13 August 1999'?" },
        { "soon after the thaw", "'soon after the thaw' is not a date I can read: I do not know 'soon', 'thaw'." },
        { "shortly before 9 August 1999", "'shortly before 9 August 1999' is not a date I can read: I do not know 'shortly'." },
        { "9 August 1999 at dawn", "'9 August 1999 at dawn' is not a date I can read: I do not know 'dawn'; did you mean '9 August 1999'?" },
        { "1999-08-09 14:00", "whose clock 14:00 is by is not said; did you mean '1999-08-09, 14:00 local time' or '1999-08-09, 14:00 UTC' or '1999-08-09'?" },
        { "9 August 1999 at 25:10 UTC", "'at 25:10 UTC' is no time of day; did you mean '9 August 1999'?" },
        { "August 1999, 14:00 UTC", "the time 14:00 needs one whole day beside it; did you mean 'August 1999'?" },
        { "late 9 August 1999", "'late 9 August 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "June July 1999", "'June July 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "1999 2000", "'1999 2000' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "August 1999 AP", "August is no month of the Solar Hijri calendar; name its month or leave out the mark." },
        { "AP", "'AP' names a calendar and no year." },
        { "1378 SH AP", "'1378 SH AP' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "summer", "which year? 'summer' names none." },
        { "which summer 1999", "'which summer 1999' is not a date I can read: I do not know 'which'; did you mean 'summer 1999'?" },
        { "9", "the 9 of which month." },
        { "31", "the 31 of which month." },
        { "45", "'45' is no day of a month, and a year is written with four figures; did you mean '1945' or '2045'?" },
        { "12/1999/08", "'12/1999/08' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "1/2", "1 and 2 name no month, and do not say which is the day." },
        { "H3 1999", "'H3 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "2000s", "'2000s' can be ten years or a hundred; did you mean '2000-2009' or '2000-2099'?" },
        { "999999999", "the year 999999999 is outside 1000 to 2999." },
        { "99999999999999", "'99999999999999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "9 August 19999", "the year 19999 is outside 1000 to 2999." },
        { "3000-01-01", "the year 3000 is outside 1000 to 2999." },
        { "12-1999-08", "'12-1999-08' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "1990-15", "'1990-15' names no month; did you mean '1990-2015'?" },
        { "9 to August 1999", "'9 to August 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "August to 9 1999", "'August to 9 1999' is not a date I can read; write for example '9 August 1999', 'early August 1999', 'summer 1999' or 'between 9 and 13 August 1999'." },
        { "1999-31", "'1999-31' names no month; did you mean '1999-2031'?" },
        { "from November to February 2000", "in one year February 2000 lies before November 2000; did you mean 'from November 1999 to February 2000'?" },
        { "between October and August 1999", "in one year August 1999 lies before October 1999; did you mean 'between October 1998 and August 1999'?" },
        { "1378 AH", "1378 of the Hijra can be of the solar calendar of Iran and Afghanistan or of the lunar one; did you mean '1378 AP' or '1378 lunar'?" },
        { "1420 hijri", "1420 of the Hijra can be of the solar calendar of Iran and Afghanistan or of the lunar one; did you mean '1420 AP' or '1420 lunar'?" },
        { "summer 1420 lunar", "the lunar Hijri year goes through all seasons; name its month." },
        { "Ramadan 1999", "Ramadan 1999 is of the lunar Hijri calendar, whose years are read from 1200 to 1500." },
        { "31 Rajab 1420", "Rajab has 30 days, so there is no 31 Rajab 1420; did you mean '30 Rajab 1420' or '1 Shaban 1420'?" },
        { "Ramadn 1420", "'Ramadn 1420' is not a date I can read: I do not know 'ramadn'; did you mean 'ramadan 1420'?" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_read_or_can_be_read_two_ways_is_refused_with_the_reason(string words, string expected)
    {
        var reading = ReadDate.Read(words);

        Assert.Equal(expected, Assert.IsType<Refusal>(reading).Says);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Whatever_a_refusal_suggests_can_itself_be_read_and_stands_in_its_sentence(string words, string expected)
    {
        var refusal = Assert.IsType<Refusal>(ReadDate.Read(words));

        Assert.All(refusal.Suggestions, suggestion =>
        {
            Assert.IsType<DateRead>(ReadDate.Read(suggestion));
            Assert.Contains($"'{suggestion}'", expected, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Whatever_a_refusal_gives_as_an_example_can_itself_be_read(string words, string expected)
    {
        _ = words;
        var examples = expected.Split("write for example ") is [_, var said] ? Regex.Matches(said, "'([^']+)'").Select(m => m.Groups[1].Value).ToList() : [];

        Assert.All(examples, example => Assert.IsType<DateRead>(ReadDate.Read(example)));
        Assert.Equal(expected.Contains("for example", StringComparison.Ordinal), examples.Count > 0);
    }
}
