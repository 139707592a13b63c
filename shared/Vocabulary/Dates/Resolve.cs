using NodaTime;
using NodaTime.Calendars;

namespace Timeline.Vocabulary;

/// <summary>From what a phrase names to days: the calendar, the year, the day's existence, the weekday.</summary>
internal static class Resolve
{
    /// <summary>The calendar in force in Iran and Afghanistan, which goes by the equinox and not by a cycle of leap years.</summary>
    private static readonly CalendarSystem Solar = CalendarSystem.PersianAstronomical;

    /// <summary>The civil reckoning of the lunar calendar: months begin by a cycle, not by sight of the moon, and so up to a day or so from what a source means.</summary>
    private static readonly CalendarSystem Lunar = CalendarSystem.GetIslamicCalendar(IslamicLeapYearPattern.Base16, IslamicEpoch.Civil);

    public static Found Days(PartialDate date, ReadingOptions options)
    {
        if (date.Day is not null && date.Month is null)
        {
            return Refusal.Because(date.Year is null ? $"the {date.Day} of which month" : $"{date.Day} is a day without a month");
        }

        if (date.Weekday is not null && date.Day is null)
        {
            return Refusal.Because($"{date.Weekday} names no day by itself; give the date");
        }

        date = date.Year is null && date.Decade is null ? date with { Year = options.Year } : date;
        if ((date.Year ?? date.Decade) is not { } year)
        {
            return Refusal.Because($"which year? '{Names.Of(date)}' names none");
        }

        if (date.Decade % 100 == 0)
        {
            return Refusal.Because($"'{year}s' can be ten years or a hundred", $"{year}-{year + 9}", $"{year}-{year + 99}");
        }

        if (CalendarOf(date, year) is { } refused)
        {
            return refused;
        }

        var calendar = date.Calendar switch { SourceCalendar.SolarHijri => Solar, SourceCalendar.LunarHijri => Lunar, _ => CalendarSystem.Iso };
        var found = date.Day is null ? Periods.Of(date, year, calendar) : OneDay(date, year, calendar);
        if (date.Calendar == SourceCalendar.LunarHijri && found.Stretch is { } reckoned)
        {
            found = reckoned with
            {
                Days = new(reckoned.Days.Earliest.PlusDays(-1), reckoned.Days.Latest.PlusDays(1)), Precision = date.Day is null ? reckoned.Precision : DatePrecision.Range,
                How = Stretch.Join(reckoned.How, "months of the lunar Hijri calendar begin by sight of the moon, so a day is allowed on either side"),
            };
        }

        return found.Stretch is { } stretch && date.About ? stretch.About() : found;
    }

    private static Refusal? CalendarOf(PartialDate date, int year)
    {
        if (date is { OfTheHijra: true, Calendar: null })
        {
            return Refusal.Because(
                $"{Names.Of(date)} of the Hijra can be of the solar calendar of Iran and Afghanistan or of the lunar one",
                Names.Of(date with { Calendar = SourceCalendar.SolarHijri }), Names.Of(date with { Calendar = SourceCalendar.LunarHijri }));
        }

        if (date.Calendar == SourceCalendar.LunarHijri)
        {
            return date.Season is not null ? Refusal.Because("the lunar Hijri year goes through all seasons; name its month")
                : Years.MightBeLunar(year) ? null
                : Refusal.Because($"{Names.Of(date)} is of the lunar Hijri calendar, whose years are read from {Years.FirstLunar} to {Years.LastLunar}");
        }

        if (date.Calendar == SourceCalendar.SolarHijri)
        {
            return Years.MightBeSolar(year) ? null : Refusal.Because(
                $"{Names.Of(date)} is of the Solar Hijri calendar, whose years are read from {Years.FirstSolar} to {Years.LastSolar}", InSolarYears(date, year));
        }

        if (!Years.AreRead(year))
        {
            return Refusal.Because($"the year {year} is outside {Years.First} to {Years.Last}", year / 10000 is >= 1000 and <= 2999 ? Compact(year) : []);
        }

        return date.Calendar is null && Years.MightBeSolar(year)
            ? Refusal.Because($"{Names.Of(date)} can be a year of the Solar Hijri calendar or of the common one",
                Names.Of(date with { Calendar = SourceCalendar.SolarHijri }), Names.Of(date with { Calendar = SourceCalendar.Gregorian }))
            : null;
    }

    /// <summary>A common year beside a Solar Hijri month: that month lies in one Solar Hijri year, or in winter touches two.</summary>
    private static string[] InSolarYears(PartialDate date, int year) =>
        Years.MightBeSolar(year - 621) && Years.MightBeSolar(year - 622)
            ? (date.Month switch { null => [year - 622, year - 621], < 10 => [year - 621], 10 => new[] { year - 622, year - 621 }, _ => [year - 622] })
                .Select(y => Names.Of(date with { Year = y, About = false, Weekday = null })).ToArray()
            : [];

    /// <summary>19990809 is the ISO form without its dashes.</summary>
    private static string[] Compact(int figures) => [$"{figures / 10000}-{figures / 100 % 100:00}-{figures % 100:00}"];

    private static Found OneDay(PartialDate date, int year, CalendarSystem calendar)
    {
        var (day, month) = (date.Day!.Value, date.Month!.Value);
        var bare = date with { About = false, Weekday = null, Year = year };
        if (month is < 1 or > 12)
        {
            return Refusal.Because($"there is no month {month}", day <= 12 && month <= 31 && day > 0 ? [Names.Of(bare with { Day = month, Month = day })] : []);
        }

        var length = calendar.GetDaysInMonth(year, month);
        if (day < 1 || day > length)
        {
            string[] near = day == 0 ? [] : [Names.Of(bare with { Day = length }), .. month < 12 ? new[] { Names.Of(bare with { Day = 1, Month = month + 1 }) } : []];
            return Refusal.Because($"{Names.Month(date)} has {length} days{(length is 28 or 29 ? $" in {year}" : "")}, so there is no {Names.Of(bare)}", near);
        }

        var iso = new LocalDate(year, month, day, calendar).WithCalendar(CalendarSystem.Iso);
        if (date.Weekday is { } weekday && weekday != iso.DayOfWeek)
        {
            var meant = Enumerable.Range(-3, 7).Select(iso.PlusDays).Single(d => d.DayOfWeek == weekday);
            return Refusal.Because($"{Names.Of(bare)} was a {iso.DayOfWeek}, not a {weekday}",
                $"{iso.DayOfWeek} {Names.Of(bare)}", $"{weekday} {Stretch.OfDay(meant)}");
        }

        return new Stretch(UncertainDate.On(iso), DatePrecision.Day, Grain.Day, date.Calendar ?? SourceCalendar.Gregorian, Names.Of(bare));
    }
}
