using NodaTime;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Forms;

/// <summary>The date of a report: days as entered, or words as read (<see cref="ReadDate"/>). A report without any date is accepted as undated.</summary>
public static class ReadWhen
{
    /// <param name="resolveLink">The id of the incident that a date was worked out from, as it is known here; null where there is none.</param>
    /// <param name="zones">The clocks of the place where it was; null where they are not known.</param>
    /// <param name="field">How the field of the date is called in what was sent.</param>
    public static (Occurrence Occurrence, WhenReading Reading)? Read(WhenForm? form, Problems problems, Func<string, string?> resolveLink, string field = "when", IReadOnlyList<DateTimeZone>? zones = null)
    {
        form ??= new();
        var before = problems.Fields.Count;
        var stated = ReadWords.Text(form.Text, 500, $"{field}.text", problems);
        var zone = Zone(form.Zone, problems, field);
        var occurrence = HasDays(form) ? FromDays(form, stated, problems, field) : FromWords(stated, zone, zones, problems, field);
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

    private static (Occurrence Occurrence, string Says)? FromWords(string? words, string? zone, IReadOnlyList<DateTimeZone>? zones, Problems problems, string field)
    {
        if (words is null)
        {
            return (Occurrence.Undated(), "no date is given");
        }

        var reading = ReadDate.Read(words, new(Zones: zones, SourceZone: zone));
        if (reading is DateRead read)
        {
            return (read.Occurrence, read.Says);
        }

        problems.Add($"{field}.text", reading.Says);
        return null;
    }

    private static (Occurrence Occurrence, string Says)? FromDays(WhenForm form, string? stated, Problems problems, string field)
    {
        var begins = form.Date is not null
            ? Stretch(form.Date, null, $"{field}.date", $"{field}.date", problems)
            : form.Begins is not null
                ? Stretch(form.Begins.Earliest, form.Begins.Latest, $"{field}.begins.earliest", $"{field}.begins.latest", problems)
                : Stretch(form.Earliest, form.Latest, $"{field}.earliest", $"{field}.latest", problems);
        var ends = form.Ends is null ? null : Stretch(form.Ends.Earliest, form.Ends.Latest, $"{field}.ends.earliest", $"{field}.ends.latest", problems);
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
        return (new(begins, ends, form.EndsOpen ?? false, precision, stated), says);
    }

    private static UncertainDate? Stretch(string? earliest, string? latest, string earliestField, string latestField, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(earliest) && string.IsNullOrWhiteSpace(latest))
        {
            problems.Add(earliestField, "Give the first day it may have been.");
            return null;
        }

        var first = ReadWords.Day(earliest, earliestField, problems);
        var last = ReadWords.Day(latest, latestField, problems);
        if ((first is null && !string.IsNullOrWhiteSpace(earliest)) || (last is null && !string.IsNullOrWhiteSpace(latest)))
        {
            return null;
        }

        // one end alone is a day known exactly
        var (from, to) = ((first ?? last)!.Value, (last ?? first)!.Value);
        if (to < from)
        {
            problems.Add(latestField, $"The latest day {to:uuuu-MM-dd} lies before the earliest {from:uuuu-MM-dd}.");
            return null;
        }

        return new UncertainDate(from, to);
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
