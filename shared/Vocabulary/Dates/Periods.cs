using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>
/// The conventions by which months, seasons, years, decades and their parts become days. A source that means something else says so in days.
/// </summary>
internal static class Periods
{
    public static Found Of(PartialDate date, int year, CalendarSystem calendar)
    {
        var name = Names.Of(date);
        if (date.Month is < 1 or > 12)
        {
            return Refusal.Because($"there is no month {date.Month}");
        }

        if (date.Season == Season.Winter && calendar == CalendarSystem.Iso && date.SecondYear != year + 1)
        {
            return date.SecondYear is null
                ? Refusal.Because($"'{name}' can be either of two winters",
                    Names.Of(date with { Year = year - 1, SecondYear = year }), Names.Of(date with { Year = year, SecondYear = year + 1 }))
                : Refusal.Because($"a winter lies in two years that follow one another, not in {year} and {date.SecondYear}", Names.Of(date with { SecondYear = year + 1 }));
        }

        var found =
            date.Month is { } month ? OfMonth(year, month, date.Part, calendar)
            : date.Season is { } season ? OfSeason(year, season, date.Part, calendar)
            : date.Quarter is { } quarter ? Months(year, (3 * quarter) - 2, 3 * quarter, calendar, Grain.PartOfYear)
            : date.Half is { } half ? Months(year, (6 * half) - 5, 6 * half, calendar, Grain.PartOfYear)
            : date.Decade is { } decade ? OfDecade(decade, date.Part, calendar)
            : OfYear(year, date.Part, calendar);
        return found is null
            ? Refusal.Because($"'{name}' has no agreed meaning here: weeks are read of a month, halves of a month, a year or a decade")
            : found with { Name = name, Calendar = date.Calendar ?? SourceCalendar.Gregorian, How = Stretch.Join(found.How, IsoMonth(date, year)) };
    }

    /// <summary>"2000-01" is a month by the ISO form, though some sources mean two years by it; the reading says so.</summary>
    private static string IsoMonth(PartialDate date, int year) =>
        date.Month == (year + 1) % 100 && !date.MonthInLetters ? $"'{year}-{date.Month:00}' is the ISO form of a month; two years are written '{year}-{year + 1}'" : "";

    private static Stretch? OfMonth(int year, int month, Part? part, CalendarSystem calendar)
    {
        var length = calendar.GetDaysInMonth(year, month);
        (int First, int Last, string How) days = part switch
        {
            null => (1, length, ""),
            Part.Early => (1, 10, "early in a month is its days 1 to 10"),
            Part.Mid => (11, 20, "the middle of a month is its days 11 to 20"),
            Part.Late => (21, length, "late in a month is from its day 21"),
            Part.FirstHalf => (1, 15, "the first half of a month is its days 1 to 15"),
            Part.SecondHalf => (16, length, "the second half of a month is from its day 16"),
            Part.LastWeek => (length - 6, length, "the last week of a month is its last seven days"),
            _ => ((7 * (part.Value - Part.FirstWeek)) + 1, 7 * (part.Value - Part.FirstWeek + 1), "weeks of a month are counted from its first day"),
        };
        return Stretching(new(year, month, days.First, calendar), new(year, month, days.Last, calendar),
            part is null ? DatePrecision.Month : DatePrecision.PartOfMonth, part is null ? Grain.Month : Grain.PartOfMonth, days.How);
    }

    private static Stretch? OfSeason(int year, Season season, Part? part, CalendarSystem calendar)
    {
        // the Solar Hijri year begins with spring; in the common calendar winter here runs longer, November to March, as the snow does
        if (calendar != CalendarSystem.Iso || season != Season.Winter)
        {
            var first = (3 * (int)season) + (calendar == CalendarSystem.Iso ? 3 : 1);
            return part switch
            {
                null => Months(year, first, first + 2, calendar, Grain.PartOfYear,
                    $"{season.ToString().ToLowerInvariant()} is {Month(first, calendar)} to {Month(first + 2, calendar)}", DatePrecision.Season),
                <= Part.Late => Months(year, first + (int)part, first + (int)part, calendar, Grain.Month,
                    $"{(part == Part.Mid ? "the middle of" : $"{Names.Of(part.Value)} in")} {season.ToString().ToLowerInvariant()} is {Month(first + (int)part, calendar)}"),
                _ => null,
            };
        }

        var (opens, closes) = (new LocalDate(year, 11, 1), new LocalDate(year + 1, 3, 31));
        return part switch
        {
            null => Stretching(opens, closes, DatePrecision.Season, Grain.PartOfYear, "winter is November to March"),
            Part.Early => Stretching(opens, opens.PlusDays(49), DatePrecision.Range, Grain.PartOfYear, "early in winter is its first fifty days from 1 November"),
            Part.Mid => Stretching(opens.PlusDays(50), closes.PlusDays(-50), DatePrecision.Range, Grain.PartOfYear, "the middle of winter is all but its first and last fifty days"),
            Part.Late => Stretching(closes.PlusDays(-49), closes, DatePrecision.Range, Grain.PartOfYear, "late in winter is its last fifty days to 31 March"),
            _ => null,
        };
    }

    private static Stretch? OfYear(int year, Part? part, CalendarSystem calendar) => part switch
    {
        null => Months(year, 1, 12, calendar, Grain.Year, "", DatePrecision.Year),
        Part.Early => Months(year, 1, 4, calendar, Grain.PartOfYear, "early in a year is its first four months"),
        Part.Mid => Months(year, 5, 8, calendar, Grain.PartOfYear, "the middle of a year is its months 5 to 8"),
        Part.Late => Months(year, 9, 12, calendar, Grain.PartOfYear, "late in a year is its last four months"),
        Part.FirstHalf => Months(year, 1, 6, calendar, Grain.PartOfYear),
        Part.SecondHalf => Months(year, 7, 12, calendar, Grain.PartOfYear),
        _ => null,
    };

    private static Stretch? OfDecade(int decade, Part? part, CalendarSystem calendar)
    {
        (int First, int Last, string How)? years = part switch
        {
            null => (0, 9, ""),
            Part.Early => (0, 3, "early in a decade is its years 0 to 3"),
            Part.Mid => (4, 6, "the middle of a decade is its years 4 to 6"),
            Part.Late => (7, 9, "late in a decade is its years 7 to 9"),
            Part.FirstHalf => (0, 4, ""),
            Part.SecondHalf => (5, 9, ""),
            _ => null,
        };
        return years is not { } y ? null
            : Stretching(new(decade + y.First, 1, 1, calendar), EndOfMonth(decade + y.Last, 12, calendar), DatePrecision.Range, Grain.Decade, y.How);
    }

    private static Stretch Months(
        int year, int first, int last, CalendarSystem calendar, Grain grain, string how = "", DatePrecision precision = DatePrecision.Range) =>
        Stretching(new(year, first, 1, calendar), EndOfMonth(year, last, calendar), precision, grain, how);

    private static LocalDate EndOfMonth(int year, int month, CalendarSystem calendar) =>
        new(year, month, calendar.GetDaysInMonth(year, month), calendar);

    private static string Month(int month, CalendarSystem calendar) =>
        (calendar == CalendarSystem.Iso ? DateWords.Months : DateWords.SolarMonths)[month - 1];

    private static Stretch Stretching(LocalDate first, LocalDate last, DatePrecision precision, Grain grain, string how) =>
        new(new(first.WithCalendar(CalendarSystem.Iso), last.WithCalendar(CalendarSystem.Iso)), precision, grain, SourceCalendar.Gregorian, "", how);
}
