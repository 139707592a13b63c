using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>How finely a source dated something. What is finer than the words was not said and is never made up.</summary>
public enum DatePrecision { Day, PartOfMonth, Month, Season, Year, Range, Unknown }

/// <summary>The calendar the source wrote in. All days are kept as ISO days beside the words.</summary>
public enum SourceCalendar { Gregorian, SolarHijri, LunarHijri }

/// <summary>
/// When something happened, as far as is known: the day it began and, where the source says so, the day it ended.
/// </summary>
/// <param name="Begins">The day it began; null only where the precision is unknown.</param>
/// <param name="Ends">The day it ended; null where the source gives none.</param>
/// <param name="EndsOpen">The source says that it went on ("since", "from … onward") and gives no end.</param>
/// <param name="Precision">How finely the source dated the beginning.</param>
/// <param name="Stated">The words as the source has them.</param>
/// <param name="Best">A coder's best day inside <paramref name="Begins"/>: a reading, never a statement, and used by no rule.</param>
/// <param name="Calendar">The calendar of the words.</param>
/// <param name="Zone">The source's time zone (IANA id), where known.</param>
/// <param name="DerivedFrom">
/// Set where the date was worked out from another incident (its id). Such a date is circular for any rule that would
/// test the two against each other: it is listed and not counted.
/// </param>
public sealed record Occurrence(
    UncertainDate? Begins,
    UncertainDate? Ends,
    bool EndsOpen,
    DatePrecision Precision,
    string? Stated = null,
    LocalDate? Best = null,
    SourceCalendar Calendar = SourceCalendar.Gregorian,
    string? Zone = null,
    string? DerivedFrom = null)
{
    /// <summary>Something of which no source gives any date.</summary>
    public static Occurrence Undated(string? stated = null) => new(null, null, false, DatePrecision.Unknown, stated);

    public static Occurrence On(LocalDate day, string? stated = null) =>
        new(UncertainDate.On(day), null, false, DatePrecision.Day, stated);

    public static Occurrence Between(LocalDate earliest, LocalDate latest, DatePrecision precision = DatePrecision.Range, string? stated = null) =>
        new(new UncertainDate(earliest, latest), null, false, precision, stated);
}
