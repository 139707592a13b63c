using System.Text.Json;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>
/// One stored event on its way. It covers the stretch (<paramref name="Previous"/>, <paramref name="Position"/>] of its producer's
/// store: whoever has taken in everything up to Previous may take it.
/// </summary>
/// <param name="Source">The producing service.</param>
/// <param name="Position">Its place in the producer's store; grows, with holes where an append failed.</param>
/// <param name="Previous">The position of the event sent before it; 0 before the first.</param>
/// <param name="Id">The event's own id: also the id of its message, the same however often it is sent.</param>
/// <param name="Stream">The stream that holds it.</param>
/// <param name="Version">Its place in that stream, from 1.</param>
/// <param name="Recorded">The instant of recording. Not monotonic in position: it is the start of the appending transaction.</param>
/// <param name="Event">The event; null in a watermark, which says only how far the producer has sent.</param>
public sealed record Sent(string Source, long Position, long Previous, Guid Id, string Stream, long Version, Instant Recorded, object? Event)
{
    /// <summary>What brought it about; null where that was not kept.</summary>
    public Cause? Cause { get; init; }

    public static Sent UpTo(string source, long position) => new(source, position, position, Guid.Empty, "", 0, default, null);
}

/// <summary>The same on the producer's feed, where the event's name stands beside its body.</summary>
public sealed record FedEvent(long Position, long Previous, Guid Id, string Stream, long Version, Instant Recorded, string Type, JsonElement Data)
{
    /// <summary>What brought it about; null where that was not kept.</summary>
    public Cause? Cause { get; init; }

    public Sent From(string source) =>
        new(source, Position, Previous, Id, Stream, Version, Recorded, Data.Deserialize(EventCatalogue.TypeOf(Type), TimelineJson.Options)) { Cause = Cause };
}
