using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>What one date phrase names; a range may leave a month or year to its other end ("9 to 13 August 1999").</summary>
internal sealed record PartialDate
{
    public bool About { get; init; }
    public IsoDayOfWeek? Weekday { get; init; }
    public Part? Part { get; init; }
    public int? Day { get; init; }
    public int? Month { get; init; }
    public Season? Season { get; init; }
    public int? Quarter { get; init; }
    public int? Half { get; init; }
    public int? Year { get; init; }
    public int? SecondYear { get; init; }
    public int? Decade { get; init; }

    /// <summary>Named by a month or a mark; null where the words leave it open.</summary>
    public SourceCalendar? Calendar { get; init; }

    /// <summary>Marked as a year of the Hijra, which both the solar and the lunar calendar count from.</summary>
    public bool OfTheHijra { get; init; }

    /// <summary>The month was named in letters, which settles the calendar.</summary>
    public bool MonthInLetters { get; init; }

    public bool NamesAPeriodOfAYear => Month is not null || Season is not null || Quarter is not null || Half is not null;

    public bool IsOnlyAYear => Year is not null && this == new PartialDate { Year = Year, Calendar = Calendar, OfTheHijra = OfTheHijra };

    public bool LacksTheMonth => Day is not null && Month is null;

    /// <summary>Takes what is missing from the other end of a range.</summary>
    public PartialDate CompletedBy(PartialDate other)
    {
        var filled = this;
        if (Part is not null && !NamesAPeriodOfAYear && Year is null && Decade is null)
        {
            filled = filled with
            {
                Month = other.Month, Season = other.Season, Quarter = other.Quarter, Half = other.Half, Decade = other.Decade,
                SecondYear = other.SecondYear, MonthInLetters = other.MonthInLetters,
            };
        }
        else if (Day is not null && Month is null)
        {
            filled = filled with { Month = other.Month, MonthInLetters = other.MonthInLetters };
        }

        // a year of one calendar never completes a month of the other
        if (filled.Calendar is { } own && other.Calendar is { } its && own != its)
        {
            return filled;
        }

        filled = filled.Year is null && filled.Decade is null ? filled with { Year = other.Year } : filled;
        var takesCalendar = other.Calendar is null or SourceCalendar.Gregorian || filled.Year is not { } year || Years.MightBeSolar(year);
        return takesCalendar ? filled with { Calendar = filled.Calendar ?? other.Calendar, OfTheHijra = filled.OfTheHijra || other.OfTheHijra } : filled;
    }

    /// <summary>Reads the tokens in any usual order, or gives null where they are not one date.</summary>
    public static PartialDate? Of(ReadOnlySpan<DateToken> tokens)
    {
        var date = new PartialDate();
        for (var i = 0; i < tokens.Length; i++)
        {
            var rest = tokens[(i + 1)..];
            if (tokens[i].Mark is Mark.Dash && i > 0 && (rest.Length > 0 || tokens[i - 1].Mark is Mark.Part))
            {
                continue; // "mid-August", "9-Aug-1999"; what is really a range has a field twice and fails below
            }

            if (date.TakeWinter(tokens[i..], out var taken) is { } winter)
            {
                (date, i) = (winter, i + taken - 1);
                continue;
            }

            if (date.With(tokens[i], first: i == 0, rest) is not { } more)
            {
                return null;
            }

            date = more;
        }

        // "1999-31": a dash between a year and a day without a month joins nothing
        return (date is { Day: not null, Month: null, Year: not null } && tokens.IndexOf(new DateToken(Mark.Dash, "-")) >= 0)
            || date == new PartialDate() || date == new PartialDate { About = true } ? null : date;
    }

    private PartialDate? TakeWinter(ReadOnlySpan<DateToken> tokens, out int taken)
    {
        taken = 4;
        return Season is null && Year is null && Month is null && tokens.Length >= 4
            && tokens[0] is { Mark: Mark.Season, A: (int)Vocabulary.Season.Winter } && tokens[1] is { Mark: Mark.Number, B: 4, A: var year }
            && tokens[2].Mark is Mark.Dash or Mark.Slash
            && tokens[3] is { Mark: Mark.Number, B: 2 or 4 } second
            && (second.B == 4 ? second.A : Years.After(year, second.A)) is { } next
            ? this with { Season = Vocabulary.Season.Winter, Year = year, SecondYear = next }
            : null;
    }

    private PartialDate? With(DateToken token, bool first, ReadOnlySpan<DateToken> rest) => token.Mark switch
    {
        Mark.About when first => this with { About = true },
        Mark.Weekday when Weekday is null => this with { Weekday = (IsoDayOfWeek)token.A },
        Mark.Part when Part is null && Day is null && PartStandsBefore(rest) => this with { Part = (Part)token.A },
        Mark.Number when token.B <= 2 && token.A <= 31 && Day is null && Part is null && (Month is null || MonthInLetters) => this with { Day = token.A },
        Mark.Number when token.B > 2 && Year is null && Decade is null => this with { Year = token.A },
        Mark.Month when HasNoPeriod => this with { Month = token.A, MonthInLetters = true, Calendar = SourceCalendar.Gregorian },
        Mark.SolarMonth when HasNoPeriod => this with { Month = token.A, MonthInLetters = true, Calendar = SourceCalendar.SolarHijri },
        Mark.LunarMonth when HasNoPeriod => this with { Month = token.A, MonthInLetters = true, Calendar = SourceCalendar.LunarHijri },
        Mark.Hijri when rest.Length == 0 && (Year is not null || Decade is not null) && Calendar is not SourceCalendar.Gregorian => this with { OfTheHijra = true },
        Mark.Season when HasNoPeriod && Day is null => this with { Season = (Season)token.A },
        Mark.Quarter when HasNoPeriod && Day is null && Part is null => this with { Quarter = token.A },
        Mark.Half when HasNoPeriod && Day is null && Part is null && token.A <= 2 => this with { Half = token.A },
        Mark.Decade when HasNoPeriod && Day is null && Year is null && token.A % 10 == 0 => this with { Decade = token.A },
        Mark.YearMonth when HasNoPeriod && Day is null && Year is null =>
            this with { Year = token.A, Month = token.B, Calendar = token.Iso ? SourceCalendar.Gregorian : null },
        Mark.Day when HasNoPeriod && Day is null && Year is null && Part is null =>
            this with { Year = token.A, Month = token.B, Day = token.C, Calendar = token.Iso ? SourceCalendar.Gregorian : null },
        Mark.Calendar when rest.Length == 0 && (Year is not null || Decade is not null) => Marked((SourceCalendar)token.A),
        _ => null,
    };

    private bool HasNoPeriod => !NamesAPeriodOfAYear && Decade is null;

    /// <summary>A mark settles figures, even in the ISO form, but cannot overrule a month's name.</summary>
    private PartialDate? Marked(SourceCalendar calendar) =>
        MonthInLetters && Calendar != calendar ? null : this with { Calendar = calendar };

    /// <summary>"Early" belongs to the word after it; "August, early 1999" is not a part of August.</summary>
    private bool PartStandsBefore(ReadOnlySpan<DateToken> rest)
    {
        while (rest.Length > 0 && rest[0].Mark == Mark.Dash)
        {
            rest = rest[1..];
        }

        return rest.Length == 0
            ? this == new PartialDate { About = About, Weekday = Weekday }
            : rest[0].Mark switch
            {
                Mark.Month or Mark.SolarMonth or Mark.LunarMonth or Mark.Season or Mark.Decade or Mark.YearMonth => true,
                Mark.Number => rest[0].B > 2 && HasNoPeriod && (rest.Length == 1 || rest[1].Mark is Mark.Calendar or Mark.Hijri),
                _ => false,
            };
    }
}
