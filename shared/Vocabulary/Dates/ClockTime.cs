using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>
/// A time of day beside a date: "at 23:30 local time on 5 August 1999", "1999-08-05T23:30Z", "5 August 1999, 11 pm Moscow time". Occurrences are told in days of the place where they were, so a time is read for
/// the day it gives there, and kept in the words. By another clock than the place's own that may be the day before or after; where the place's clock is not known, it may be either.
/// </summary>
internal static partial class ClockTime
{
    private static readonly Offset West = Offset.FromHours(-12), East = Offset.FromHours(14);

    /// <summary>Reads words that hold a time of day; null where they hold none.</summary>
    /// <param name="readDay">Reads the words that are left without the time.</param>
    public static DateReading? Read(string words, ReadingOptions options, Func<string, DateReading> readDay)
    {
        if (Form().Match(words) is not { Success: true } found)
        {
            return null;
        }

        var rest = Joints().Replace((words[..found.Index] + " " + words[(found.Index + found.Length)..]).Trim(), " ").Trim(' ', ',', ';');
        if (TimeOf(found) is not { } time)
        {
            return Refusal.Because($"'{found.Value.Trim()}' is no time of day", rest);
        }

        if (readDay(rest) is not DateRead { Occurrence: { Begins: { } begins, Ends: null, EndsOpen: false } } day || !begins.IsExact())
        {
            return Refusal.Because($"the time {Say(time)} needs one whole day beside it", rest);
        }

        var clock = ClockOf(found, options, out var said);
        return clock switch
        {
            null => Refusal.Because($"whose clock {Say(time)} is by is not said", $"{rest}, {Say(time)} local time", $"{rest}, {Say(time)} UTC", rest),
            { IsLocal: true } => OnDay(day, begins.Earliest, begins.Earliest, time, "local time", options.Zones is [var only] ? only.Id : null),
            { Zone: { } zone } => InPlace(day, (begins.Earliest + time).InZoneLeniently(zone).ToInstant(), time, said, options, zone.Id),
            { Offset: var offset } => InPlace(day, (begins.Earliest + time).WithOffset(offset).ToInstant(), time, said, options, offset == Offset.Zero ? "Etc/UTC" : null),
        };
    }

    private sealed record Clock(bool IsLocal, DateTimeZone? Zone = null, Offset Offset = default);

    private static DateRead InPlace(DateRead day, Instant at, LocalTime time, string said, ReadingOptions options, string? zone)
    {
        var days = options.Zones is { } zones ? zones.Select(z => at.InZone(z).Date).ToList() : [at.WithOffset(West).Date, at.WithOffset(East).Date];
        return OnDay(day, days.Min(), days.Max(), time, said, zone, options.Zones is null ? "the clock of the place is not known" : null);
    }

    private static DateRead OnDay(DateRead day, LocalDate earliest, LocalDate latest, LocalTime time, string said, string? zone, string? why = null)
    {
        var occurrence = day.Occurrence with
        {
            Begins = new UncertainDate(earliest, latest), Precision = earliest == latest ? DatePrecision.Day : DatePrecision.Range, Zone = zone,
        };
        var says = earliest == latest ? $"{Say(earliest)}, the day there at {Say(time)} {said}"
            : $"{Say(earliest)} or {Say(latest)}, both counted: at {Say(time)} {said} it {(why is null ? "was either day there, by the clock that is meant" : $"may have been either day there, for {why}")}";
        return new(occurrence, $"Read as {says}.");
    }

    // what stands nearest to the time says whose it is; else the zone of the source, where it was given
    private static Clock? ClockOf(Match found, ReadingOptions options, out string said)
    {
        said = found.Groups["zone"].Value.Trim().ToUpperInvariant();
        if (found.Groups["local"].Success)
        {
            return new(true);
        }

        if (found.Groups["offset"] is { Success: true, Value: var offset })
        {
            var digits = offset.Replace(":", "", StringComparison.Ordinal)[1..];
            var (hours, minutes) = (int.Parse(digits.Length > 2 ? digits[..^2] : digits, CultureInfo.InvariantCulture), digits.Length > 2 ? int.Parse(digits[^2..], CultureInfo.InvariantCulture) : 0);
            return hours > 14 || minutes > 59 ? null : new(false, Offset: Offset.FromHoursAndMinutes(offset[0] is '+' ? hours : -hours, offset[0] is '+' ? minutes : -minutes));
        }

        if (found.Groups["utc"].Success)
        {
            said = "UTC";
            return new(false, Offset: Offset.Zero);
        }

        if (found.Groups["city"] is { Success: true, Value: var city })
        {
            var named = city.Trim().Replace(' ', '_');
            var zones = DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal) && string.Equals(id[(id.LastIndexOf('/') + 1)..], named, StringComparison.OrdinalIgnoreCase)).ToList();
            said = $"{city.Trim()} time";
            return zones is [var one] ? new(false, DateTimeZoneProviders.Tzdb[one]) : null;
        }

        said = options.SourceZone ?? "";
        return options.SourceZone is { } id ? new(false, DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)!) : null;
    }

    private static LocalTime? TimeOf(Match found)
    {
        var hour = int.Parse(found.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = found.Groups["minute"] is { Success: true, Value: var m } ? int.Parse(m, CultureInfo.InvariantCulture) : 0;
        var half = found.Groups["half"].Value.Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();
        if (half.Length > 0)
        {
            if (hour is 0 or > 12)
            {
                return null;
            }

            hour = (hour % 12) + (half == "pm" ? 12 : 0);
        }

        return hour > 23 || minute > 59 ? null : new(hour, minute);
    }

    private static string Say(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Say(LocalDate day) => day.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    // 23:30, 23:30:15, 11 pm, 11.30? no: with a point it may be a date. After the T of an ISO date, after "at", or by itself
    [GeneratedRegex(
        @"(?:(?<=\d)t|(?<![\w:.+-])(?:at\s+)?)(?<hour>\d{1,2})(?::(?<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s*(?<half>[ap]\.?m\b\.?))?|\s*(?<half>[ap]\.?m\b\.?))(?:\s*(?:hrs|hours|h)\b)?"
        + @"(?<zone>\s*(?:(?<utc>(?:utc|gmt)(?![+-]\d)|(?<=\d)z)\b|(?:utc|gmt)?(?<offset>[+-]\d{1,2}(?::?\d{2})?)(?!\d)|\(?(?<local>local(?:\s+time)?)\)?|(?<city>[a-z]+(?:[ _][a-z]+)?)\s+time\b))?(?:\s+on\b)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex(@"\s*,\s*$|\s*\bat$|\s+,|\s{2,}")]
    private static partial Regex Joints();
}
