using NodaTime;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Forms;

/// <summary>The date of a report: days as entered, or words as read (<see cref="ReadDate"/>). A report without any date is accepted as undated.</summary>
public static class ReadWhen
{
    private const string Twice = "give the same day twice";

    /// <param name="resolveLink">The id of the incident that a date was worked out from, as it is known here; null where there is none.</param>
    /// <param name="zones">The clocks of the place where it was; null where they are not known.</param>
    /// <param name="field">How the field of the date is called in what was sent.</param>
    /// <param name="published">The day on which the source was published that tells what happened: words that name only a first day ("after 9 August 1999") go up to it, and it counts. Null where it
    /// is not known, and where the source looks ahead.</param>
    public static (Occurrence Occurrence, WhenReading Reading)? Read(WhenForm? form, Problems problems, Func<string, string?> resolveLink, string field = "when", IReadOnlyList<DateTimeZone>? zones = null, LocalDate? published = null)
    {
        form ??= new();
        var before = problems.Fields.Count;
        var stated = ReadWords.Text(form.Text, 500, $"{field}.text", problems);
        var zone = Zone(form.Zone, problems, field);
        var occurrence = HasDays(form) ? FromDays(form, stated, problems, field) : FromWords(form, stated, zone, zones, published, problems, field);
        if (occurrence is null || problems.Fields.Count > before)
        {
            return null;
        }

        var best = ReadWords.Day(form.Best, $"{field}.best", problems);
        if (best is { } day && occurrence.Value.Occurrence.Begins is { } begins && !begins.MightBe(day))
        {
            problems.Add($"{field}.best", $"{day:uuuu-MM-dd} lies outside {begins}.");
        }

        var derivedFrom = form.DerivedFrom is null ? null : resolveLink(form.DerivedFrom);
        if (form.DerivedFrom is not null && derivedFrom is null)
        {
            problems.Add($"{field}.derivedFrom", $"There is no incident '{ReadWords.Excerpt(form.DerivedFrom)}'.");
        }

        if (problems.Fields.Count > before)
        {
            return null;
        }

        var read = occurrence.Value.Occurrence with { Best = best, Zone = zone ?? occurrence.Value.Occurrence.Zone, DerivedFrom = derivedFrom };
        return (read, new(read.Begins, read.Ends, read.EndsOpen, read.Precision, read.Stated, read.Calendar, occurrence.Value.Says));
    }

    private static bool HasDays(WhenForm form) =>
        form.Date is not null || form.Earliest is not null || form.Latest is not null || form.Begins is not null || form.Ends is not null;

    private static (Occurrence Occurrence, string Says)? FromWords(
        WhenForm form, string? words, string? zone, IReadOnlyList<DateTimeZone>? zones, LocalDate? published, Problems problems, string field)
    {
        if (words is null)
        {
            return (Occurrence.Undated(), "no date is given");
        }

        var calendar = ReadWords.Enum<SourceCalendar>(form.Calendar, $"{field}.calendar", problems);
        var reading = ReadDate.Read(words, new(NotAfter: published, NotAfterIs: "when the source was published", Zones: zones, SourceZone: zone));
        if (reading is DateRead read)
        {
            if (calendar is not null && calendar != read.Occurrence.Calendar)
            {
                problems.Add($"{field}.calendar", $"The words are read in the calendar {ReadWords.Spelling(read.Occurrence.Calendar)}; leave it out beside words alone.");
            }

            return (read.Occurrence, read.Says);
        }

        problems.Add($"{field}.text", reading.Says);
        return null;
    }

    private static (Occurrence Occurrence, string Says)? FromDays(WhenForm form, string? stated, Problems problems, string field)
    {
        var begins = form.Date is not null
            ? OneDay(form.Date, $"{field}.date", problems)
            : form.Begins is not null
                ? Stretch(form.Begins.Earliest, form.Begins.Latest, $"{field}.begins", Twice, problems)
                : Stretch(form.Earliest, form.Latest, field, $"say {field}.date, or {Twice}", problems);
        var ends = form.Ends is null ? null : Stretch(form.Ends.Earliest, form.Ends.Latest, $"{field}.ends", Twice, problems);
        if (begins is null)
        {
            return null;
        }

        if (ends is { } end && end.Latest < begins.Value.Earliest)
        {
            problems.Add($"{field}.ends", "It ends before it begins.");
            return null;
        }

        var precision = ReadWords.Enum<DatePrecision>(form.Precision, $"{field}.precision", problems)
            ?? (begins.Value.IsExact() ? DatePrecision.Day : DatePrecision.Range);
        var says = begins.Value.IsExact() ? $"on {begins}" : $"some day from {begins.Value.Earliest:uuuu-MM-dd} to {begins.Value.Latest:uuuu-MM-dd}, both counting";
        var calendar = ReadWords.Enum<SourceCalendar>(form.Calendar, $"{field}.calendar", problems) ?? SourceCalendar.Gregorian;
        return (new(begins, ends, form.EndsOpen ?? false, precision, stated, Calendar: calendar), says);
    }

    private static UncertainDate? OneDay(string day, string field, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(day))
        {
            problems.Add(field, "Give the day.");
        }

        return ReadWords.Day(day, field, problems) is { } read ? UncertainDate.On(read) : null;
    }

    /// <param name="known">How a day that is known exactly is written here.</param>
    private static UncertainDate? Stretch(string? earliest, string? latest, string field, string known, Problems problems)
    {
        var (first, last) = (ReadWords.Day(earliest, $"{field}.earliest", problems), ReadWords.Day(latest, $"{field}.latest", problems));
        if (string.IsNullOrWhiteSpace(earliest))
        {
            // one end alone says nothing of the other: taken for both it would be a day that no source gave
            problems.Add($"{field}.earliest", string.IsNullOrWhiteSpace(latest) ? "Give the first day it may have been." : $"Give the first day it may have been too; of a day known exactly {known}.");
        }
        else if (string.IsNullOrWhiteSpace(latest))
        {
            problems.Add($"{field}.latest", $"Give the latest day it may have been too; of a day known exactly {known}.");
        }
        else if (last < first)
        {
            problems.Add($"{field}.latest", $"The latest day {last:uuuu-MM-dd} lies before the earliest {first:uuuu-MM-dd}.");
            return null;
        }

        return first is { } from && last is { } to ? new UncertainDate(from, to) : null;
    }

    private static string? Zone(string? zone, Problems problems, string field)
    {
        if (zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
        {
            problems.Add($"{field}.zone", $"'{ReadWords.Excerpt(zone)}' is not a time zone such as Asia/Bishkek.");
            return null;
        }

        return zone;
    }
}
