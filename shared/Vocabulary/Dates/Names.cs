namespace Timeline.Vocabulary;

/// <summary>The plain name of what was read, in words that read back to the same.</summary>
internal static class Names
{
    public static string Of(PartialDate date)
    {
        var solar = date.Calendar == SourceCalendar.SolarHijri;
        var year = date.SecondYear is { } second ? $"{date.Year}-{second}" : date.Decade is { } decade ? $"{decade}s" : $"{date.Year}";
        var mark = date.Calendar == SourceCalendar.LunarHijri ? date.MonthInLetters ? "" : "lunar"
            : !date.MonthInLetters && Years.MightBeSolar(date.Year ?? date.Decade ?? 0) && date.Calendar is { } calendar && (solar || date.Month is null)
            ? calendar == SourceCalendar.SolarHijri ? "AP" : "CE"
            : "";
        string[] words =
        [
            date.Part is { } part ? Of(part) : "", date.Day is { } day ? $"{day}" : "", date.Month is null ? "" : Month(date),
            date.Season?.ToString().ToLowerInvariant() ?? "", date.Quarter is { } quarter ? $"Q{quarter}" : "", date.Half is { } half ? $"H{half}" : "", year,
            solar && date.Month is not null ? "" : mark,
        ];
        return string.Join(' ', words.Where(w => w.Length > 0));
    }

    public static string Month(PartialDate date) => date.Month is >= 1 and <= 12
        ? (date.Calendar switch { SourceCalendar.SolarHijri => DateWords.SolarMonths, SourceCalendar.LunarHijri => DateWords.LunarMonths, _ => DateWords.Months })[date.Month.Value - 1]
        : $"month {date.Month}";

    public static string Of(Part part) => part switch
    {
        Part.FirstHalf => "first half of", Part.SecondHalf => "second half of", Part.FirstWeek => "first week of", Part.SecondWeek => "second week of",
        Part.ThirdWeek => "third week of", Part.FourthWeek => "fourth week of", Part.LastWeek => "last week of", _ => part.ToString().ToLowerInvariant(),
    };
}
