using System.ComponentModel;
using System.Text.Json;
using Timeline.Vocabulary;

namespace Timeline.Forms;

/// <summary>A date as it is entered: words, or days. Days win; words beside them are kept as stated.</summary>
public sealed record WhenForm
{
    [Description("The words as the source has them: \"early August 1999\", \"18 Asad 1378\".")]
    public string? Text { get; init; }

    [Description("One day.")]
    public string? Date { get; init; }

    [Description("The first day it may be; counts. With it goes latest: one alone is refused.")]
    public string? Earliest { get; init; }

    [Description("The last day it may be; counts. With it goes earliest: one alone is refused.")]
    public string? Latest { get; init; }

    [Description("How fine the source is: day, part-of-month, month, season, year, range, unknown.")]
    public string? Precision { get; init; }

    [Description("Between which days it began.")]
    public DaysForm? Begins { get; init; }

    [Description("Between which days it ended, of what lasted.")]
    public DaysForm? Ends { get; init; }

    [Description("true: it had not ended when the source spoke.")]
    public bool? EndsOpen { get; init; }

    [Description("A best day within them: a reading, never a statement, and used by no rule.")]
    public string? Best { get; init; }

    [Description("The incident from which the date was worked out: for a rule between the two it is circular, listed and not counted.")]
    public string? DerivedFrom { get; init; }

    [Description("The source's time zone, by its IANA name.")]
    public string? Zone { get; init; }

    [Description("The calendar of the words beside the days: gregorian, solar-hijri, lunar-hijri; gregorian where it is left out. Words that stand alone say it themselves.")]
    public string? Calendar { get; init; }

    public static WhenForm Of(Occurrence when) => new()
    {
        Text = when.Stated,
        Begins = DaysForm.Of(when.Begins),
        Ends = DaysForm.Of(when.Ends),
        EndsOpen = when.EndsOpen,
        Precision = Word(when.Precision),
        Best = when.Best?.ToString("uuuu-MM-dd", null),
        DerivedFrom = when.DerivedFrom,
        Zone = when.Zone,
        Calendar = Word(when.Calendar),
    };

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

public sealed record DaysForm(string? Earliest = null, string? Latest = null)
{
    public static DaysForm? Of(UncertainDate? date) =>
        date is { } d ? new(d.Earliest.ToString("uuuu-MM-dd", null), d.Latest.ToString("uuuu-MM-dd", null)) : null;
}

/// <summary>How a date was read.</summary>
/// <param name="Says">In a sentence how its words were understood.</param>
public sealed record WhenReading(UncertainDate? Begins, UncertainDate? Ends, bool EndsOpen, DatePrecision Precision, string? Text, SourceCalendar Calendar, string Says);
