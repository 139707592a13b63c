using NodaTime;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>Something that was recorded about an incident, as the engine takes it in.</summary>
/// <param name="Version">The event's version in the stream of its own incident; of one report, and of the merges of one incident, the highest holds.</param>
/// <param name="Recorded">The instant of recording.</param>
public sealed record Fact(long Version, Instant Recorded, IIncidentEvent Event)
{
    /// <summary>The instant since which it was known: of recording, unless it was backfilled.</summary>
    public Instant KnownFrom => Event.Provenance.KnownFrom ?? Recorded;

    /// <param name="byRecorded">Known to the system: from the recording, whatever was known before.</param>
    public Instant KnownSince(bool byRecorded) => byRecorded ? Recorded : KnownFrom;
}
