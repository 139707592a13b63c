using System.Globalization;
using System.Text.RegularExpressions;

namespace Timeline.Vocabulary;

/// <summary>
/// Dates in figures alone. Sources write the day first or the month first and do not say which, so figures that can be read
/// both ways are refused with both readings; also with dots, which are day-first in most of Europe and Asia but not everywhere.
/// </summary>
internal static class NumericDates
{
    /// <summary>Two figures before a year: the day is the one that cannot be a month.</summary>
    public static Refusal? Read(string text, int first, int second, string yearDigits, bool dotted, out DateToken token)
    {
        var year = int.Parse(yearDigits, CultureInfo.InvariantCulture);
        var (dayFirst, monthFirst) = (second is >= 1 and <= 12, first is >= 1 and <= 12);
        var (day, month) = dayFirst ? (first, second) : (second, first);
        token = new(Mark.Day, text, year, month, day);
        if (!dayFirst && !monthFirst)
        {
            return Refusal.Because($"'{text}' names no month: one of its first two figures must be 1 to 12");
        }

        if (yearDigits.Length == 2)
        {
            var both = dayFirst && monthFirst && first != second;
            return Refusal.Because($"'{text}' has a year of two digits; write all four", both ? [] : [Name(day, month, 1900 + year), Name(day, month, 2000 + year)]);
        }

        return dayFirst && monthFirst && first != second
            ? Refusal.Because(
                $"'{text}' can be read day first or month first{(dotted ? ", for dots do not settle it" : "")}",
                Name(first, second, year), Name(second, first, year))
            : null;
    }

    /// <summary>A year and two figures: a month ("1999-08") or the year after ("1995-96").</summary>
    public static Refusal? YearThen(Match match, List<DateToken> tokens)
    {
        var (year, digits) = (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[3].Value);
        var figure = int.Parse(digits, CultureInfo.InvariantCulture);
        var dash = match.Groups[2].Value == "-";
        var isMonth = figure is >= 1 and <= 12;
        var isNextYear = figure == (year + 1) % (digits.Length == 2 ? 100 : 10);
        var ofWinter = tokens.Count > 0 && tokens[^1] is { Mark: Mark.Season, A: (int)Season.Winter };
        if (isMonth && isNextYear && !ofWinter && !(dash && digits.Length == 2))
        {
            return Refusal.Because($"'{match.Value}' can be a month or two years", $"{DateWords.Months[figure - 1]} {year}", $"{year}-{year + 1}");
        }

        if (isMonth && !ofWinter)
        {
            tokens.Add(new(Mark.YearMonth, match.Value, year, figure, Iso: dash && digits.Length == 2));
            return null;
        }

        if (figure is > 12 and <= 31 && !isNextYear && !ofWinter)
        {
            return Refusal.Because($"'{match.Value}' names no month", Years.After(year, figure) is { } last ? [$"{year}-{last}"] : []);
        }

        tokens.Add(new(Mark.Number, match.Groups[1].Value, year, 4));
        tokens.Add(new(dash ? Mark.Dash : Mark.Slash, match.Groups[2].Value));
        tokens.Add(new(Mark.Number, digits, figure, digits.Length));
        return null;
    }

    private static string Name(int day, int month, int year) =>
        $"{day} {(Years.MightBeSolar(year) ? DateWords.SolarMonths : DateWords.Months)[month - 1]} {year}";
}
