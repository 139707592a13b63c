using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Forms;

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

        return new(ReadInstant.OfEnd(knownAt, "knownAt"), clock == "recorded");
    }

    /// <summary>Whether a fact was known then, on the clock that is asked by; now all are. What places are called and where they lie is known always.</summary>
    public bool Knows(Fact fact) => KnownAt is not { } at || fact.Event is IPlaceEvent || (ByRecorded ? fact.Recorded : fact.KnownFrom) <= at;
}
