using JasperFx.Events;
using Marten;
using NodaTime;
using Timeline.Hosting;

namespace Timeline.Projection.Recording;

/// <summary>
/// Records everything that any service publishes in one timeline store, each event under its own id, with where and when it was first
/// recorded in its headers. Next: <see cref="Views.ProjectViews"/>.
/// </summary>
public sealed class RecordTimeline : ITakeInOrder
{
    public Task TakeAsync(IDocumentSession session, IReadOnlyList<Sent> stretch, CancellationToken stop)
    {
        foreach (var sent in stretch)
        {
            var stored = session.Events.BuildEvent(sent.Event!);
            stored.Id = sent.Id;
            stored.SetHeader(Origin.Source, sent.Source);
            stored.SetHeader(Origin.Position, sent.Position.ToString());
            stored.SetHeader(Origin.Version, sent.Version.ToString());
            stored.SetHeader(Origin.Recorded, Origin.Written(sent.Recorded));
            session.Events.Append(sent.Stream, stored);
        }

        return Task.CompletedTask;
    }

    public void Forget()
    {
        // nothing is kept in memory
    }
}

/// <summary>Where an event of the timeline store came from.</summary>
public static class Origin
{
    internal const string Source = "source";
    internal const string Position = "position";
    internal const string Version = "version";
    internal const string Recorded = "recorded";

    /// <summary>The instant at which the producing service recorded it, not that of its arrival here.</summary>
    public static Instant RecordedAt(IEvent stored) => NodaConstants.UnixEpoch + Duration.FromTicks(long.Parse(Header(stored, Recorded)));

    // in ticks of 100 ns: a header that looks like a date would come back as one, in the clothes of some culture
    internal static string Written(Instant recorded) => recorded.ToUnixTimeTicks().ToString();

    /// <summary>Its version in the stream of the producing service.</summary>
    public static long VersionOf(IEvent stored) => long.Parse(Header(stored, Version));

    private static string Header(IEvent stored, string name) => stored.GetHeader(name)?.ToString() ?? throw new FormatException($"event {stored.Id} has no header {name}");
}
