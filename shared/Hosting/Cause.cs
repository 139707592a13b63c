using System.Diagnostics;
using JasperFx.Events;
using Marten;
using NodaTime;

namespace Timeline.Hosting;

/// <summary>
/// What brought an event about. It is stored with the event, because whoever goes on with it does so later and elsewhere: the outbox, which
/// publishes in batches, continues the trace of each event, and the writer of the next service, which takes a stretch of many, gives to what it
/// writes the cause of what it read.
/// </summary>
/// <param name="Reported">When the report was recorded that brought it about; null for a report itself, and for what no report brought about.</param>
/// <param name="Trace">The span to continue, as W3C traceparent; null where nobody traces.</param>
public sealed record Cause(Instant? Reported, string? Trace)
{
    private const string ReportedHeader = "cause-reported";
    private const string TraceHeader = "traceparent";

    /// <summary>The span to continue; none where there is none.</summary>
    public ActivityContext Context => Trace is not null && ActivityContext.TryParse(Trace, null, isRemote: true, out var context) ? context : default;

    /// <summary>The trace that runs here and now; null where none does that anybody listens to.</summary>
    public static string? Running => Activity.Current is { Recorded: true, Id: var id } ? id : null;

    /// <summary>Starts the next span of its trace; null where nobody traces it.</summary>
    public static Activity? Continue(Cause? cause, string name, ActivityKind kind) =>
        cause?.Context is { TraceFlags: ActivityTraceFlags.Recorded } context ? Telemetry.Source.StartActivity(name, kind, context) : null;

    internal static Cause? Of(IEvent stored) =>
        stored.Headers is { Count: > 0 } headers ? Of(headers.GetValueOrDefault(ReportedHeader)?.ToString(), headers.GetValueOrDefault(TraceHeader)?.ToString()) : null;

    /// <param name="reported">In ticks of 100 ns since 1970: a header that looks like a date would come back as one, in the clothes of some culture.</param>
    internal static Cause? Of(string? reported, string? trace) =>
        reported is null && trace is null ? null : new(reported is null ? null : NodaConstants.UnixEpoch + Duration.FromTicks(long.Parse(reported)), trace);

    internal string? ReportedInTicks => Reported?.ToUnixTimeTicks().ToString();

    /// <summary>Writes it into the event's headers.</summary>
    internal void Keep(IEvent stored)
    {
        if (ReportedInTicks is { } ticks)
        {
            stored.SetHeader(ReportedHeader, ticks);
        }

        if (Trace is not null)
        {
            stored.SetHeader(TraceHeader, Trace);
        }
    }

    internal static bool IsTraced(IEvent stored) => stored.Headers?.ContainsKey(TraceHeader) == true;
}

public static class AppendCaused
{
    /// <summary>Appends an event with what brought it about.</summary>
    public static void Append(this IDocumentSession session, string stream, object happened, Cause? cause)
    {
        if (cause is null)
        {
            session.Events.Append(stream, happened);
            return;
        }

        var stored = session.Events.BuildEvent(happened);
        cause.Keep(stored);
        session.Events.Append(stream, stored);
    }
}

/// <summary>Every event that is written while a trace runs, and has no other, belongs to it.</summary>
internal sealed class KeepTrace : DocumentSessionListenerBase
{
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
    {
        if (Cause.Running is { } trace)
        {
            foreach (var stored in session.PendingChanges.Streams().SelectMany(stream => stream.Events).Where(e => !Cause.IsTraced(e)))
            {
                new Cause(null, trace).Keep(stored);
            }
        }

        return Task.CompletedTask;
    }
}
