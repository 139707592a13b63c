using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;
using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>Where stored events are published.</summary>
public interface IPublish
{
    /// <summary>Completes when the broker has confirmed the message; never, where the confirm is lost on the way.</summary>
    Task PublishAsync(Sent sent, CancellationToken stop);
}

/// <summary>How a stored event crosses the bus: the event itself is the message, one exchange a type; its place in the store goes in headers.</summary>
public sealed class Wire(IBus bus) : IPublish
{
    private const string Source = "timeline-source";
    private const string Position = "timeline-position";
    private const string Previous = "timeline-previous";
    private const string Stream = "timeline-stream";
    private const string Version = "timeline-version";
    private const string Recorded = "timeline-recorded";
    private const string KnownFrom = "timeline-known-from";
    private const string Reported = "timeline-reported";

    public async Task PublishAsync(Sent sent, CancellationToken stop)
    {
        using var span = Cause.Continue(sent.Cause, "outbox publish", ActivityKind.Producer) ?? Telemetry.Untraced();   // the bus carries it over

        if (sent.Event is null)
        {
            await bus.Publish(new Watermark(sent.Source, sent.Position), context =>
            {
                context.Durable = false;
                SayUntraced(context, span);
            }, stop);
            return;
        }

        await bus.Publish(sent.Event, sent.Event.GetType(), Pipe.Execute<PublishContext>(context =>
        {
            SayUntraced(context, span);
            context.MessageId = sent.Id;
            context.Headers.Set(Source, sent.Source);
            context.Headers.Set(Position, sent.Position.ToString());
            context.Headers.Set(Previous, sent.Previous.ToString());
            context.Headers.Set(Stream, sent.Stream);
            context.Headers.Set(Version, sent.Version.ToString());
            context.Headers.Set(Recorded, InstantPattern.ExtendedIso.Format(sent.Recorded));
            if (sent.Event is IIncidentEvent { Provenance.KnownFrom: { } known })
            {
                context.Headers.Set(KnownFrom, InstantPattern.ExtendedIso.Format(known));
            }

            if (sent.Cause?.ReportedInTicks is { } ticks)
            {
                context.Headers.Set(Reported, ticks);
            }
        }), stop);
    }

    public static Sent Read<T>(ConsumeContext<T> context) where T : class => context.Message is Watermark mark
        ? Sent.UpTo(mark.Source, mark.Position)
        : new(
            Header(context, Source),
            long.Parse(Header(context, Position)),
            long.Parse(Header(context, Previous)),
            context.MessageId ?? throw new FormatException("a message without an id"),
            Header(context, Stream),
            long.Parse(Header(context, Version)),
            InstantPattern.ExtendedIso.Parse(Header(context, Recorded)).Value,
            context.Message)
        {
            Cause = Cause.Of(context.Headers.Get<string>(Reported), Cause.Running),
        };

    // a span that is not recorded leaves no mark on the message by itself, and the receiver would begin a trace of its own
    private static void SayUntraced(PublishContext context, Activity? span)
    {
        if (span is { Recorded: false })
        {
            context.Headers.Set(DiagnosticHeaders.ActivityId, span.Id);
        }
    }

    private static string Header<T>(ConsumeContext<T> context, string name) where T : class =>
        context.Headers.Get<string>(name) ?? throw new FormatException($"a message without the header {name}");
}
