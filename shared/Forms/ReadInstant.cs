using NodaTime;
using NodaTime.Text;
using Timeline.Hosting;

namespace Timeline.Forms;

/// <summary>An instant as a caller names it: exactly, or by its day in UTC.</summary>
public static class ReadInstant
{
    // the store counts in microseconds and rounds what is finer: up, into what was not known yet
    private const int TicksOfStore = 10;

    /// <summary>A day means its end: all that was known on that day counts. Null where nothing is named.</summary>
    /// <exception cref="Refused">It is neither a day nor an instant.</exception>
    public static Instant? OfEnd(string? words, string field) => Of(words, field, day => day.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() - Duration.FromTicks(TicksOfStore));

    /// <summary>A day means its beginning.</summary>
    /// <inheritdoc cref="OfEnd"/>
    public static Instant? OfStart(string? words, string field) => Of(words, field, day => day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant());

    private static Instant? Of(string? words, string field, Func<LocalDate, Instant> meaning) => string.IsNullOrWhiteSpace(words) ? null
        : LocalDatePattern.Iso.Parse(words) is { Success: true, Value: { Year: >= 1000 and <= 2999 } day } ? meaning(day)
        : OffsetDateTimePattern.Rfc3339.Parse(words.Replace(' ', '+')) is { Success: true, Value: { Year: >= 1000 and <= 2999 } at } ? Floor(at.ToInstant())
        : throw Refused.Field(field, "It is neither a day such as 1999-09-01 nor an instant such as 1999-09-01T12:00:00Z.");

    private static Instant Floor(Instant at)
    {
        var ticks = at.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % TicksOfStore) + TicksOfStore) % TicksOfStore));
    }
}
