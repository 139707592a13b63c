using NodaTime;
using NodaTime.Text;
using Timeline.Engine;
using Timeline.Hosting;

namespace Timeline.Projection.Knowing;

/// <summary>Which state of knowledge a reader asks for.</summary>
/// <param name="KnownAt">What was known up to and including this instant; null for now.</param>
/// <param name="ByRecorded">clock=recorded: what the system itself held and had said then, instead of what was known then.</param>
public sealed record Moment(Instant? KnownAt, bool ByRecorded)
{
    public static Moment Now { get; } = new(null, false);

    /// <exception cref="Refused">One of the words cannot be read.</exception>
    public static Moment Read(string? knownAt, string? clock)
    {
        if (clock is not (null or "known" or "recorded"))
        {
            throw Refused.Field("clock", "It is not one of: known, recorded.");
        }

        return new(ReadInstant(knownAt), clock == "recorded");
    }

    /// <summary>Whether a fact was known then, on the clock that is asked by; now all are.</summary>
    public bool Knows(Fact fact) => KnownAt is not { } at || (ByRecorded ? fact.Recorded : fact.KnownFrom) <= at;

    // the store counts in microseconds and rounds what is finer: up, into what was not known yet
    private const int TicksOfStore = 10;

    private static Instant Floor(Instant at)
    {
        var ticks = at.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (((ticks % TicksOfStore) + TicksOfStore) % TicksOfStore));
    }

    /// <summary>A day means its end: all that was known on that day counts.</summary>
    private static Instant? ReadInstant(string? words)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            return null;
        }

        return LocalDatePattern.Iso.Parse(words) is { Success: true, Value: { Year: >= 1000 and <= 2999 } day } ? day.PlusDays(1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant() - Duration.FromTicks(TicksOfStore)
            : OffsetDateTimePattern.Rfc3339.Parse(words.Replace(' ', '+')) is { Success: true, Value: { Year: >= 1000 and <= 2999 } at } ? Floor(at.ToInstant())
            : throw Refused.Field("knownAt", "It is neither a day such as 1999-09-01 nor an instant such as 1999-09-01T12:00:00Z.");
    }
}
