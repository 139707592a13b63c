using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Live;

/// <summary>
/// GET /api/alerts/stream: what happens to alerts, as server-sent events. Each has its position as id; a reader that was away sends the last
/// one it saw (Last-Event-ID) and misses nothing and hears nothing twice.
/// </summary>
public static class StreamAlerts
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    public static void AddLive(this WebApplicationBuilder builder)
    {
        var settings = Settings.Read("console", hasStore: false);
        builder.AddTelemetry(settings);
        var events = EventCatalogue.OfCorrelation.Append(typeof(Watermark)).Select(e => typeof(BringToFeed<>).MakeGenericType(e)).ToArray();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IReadFeed, FeedClient>();
        builder.Services.AddSingleton<AlertFeed>();
        builder.Services.AddMassTransit(bus =>
        {
            foreach (var consumer in events)
            {
                bus.AddConsumer(consumer);
            }

            bus.ConfigureHealthCheckOptions(health => health.Name = "broker");
            bus.UsingRabbitMq((context, rabbit) =>
            {
                Hosting.Bus.Connect(rabbit, settings);
                rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition($"console-{settings.Instance}"), queue =>
                {
                    queue.PrefetchCount = 500;
                    queue.ConcurrentMessageLimit = 1;
                    queue.DiscardFaultedMessages();   // what could not be taken is read from Correlation's feed
                    queue.DiscardSkippedMessages();
                    foreach (var consumer in events)
                    {
                        queue.ConfigureConsumer(context, consumer);
                    }
                });
            });
        });
    }

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/alerts/stream", (
            [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, AlertFeed feed, IHostApplicationLifetime life, TimeProvider time, CancellationToken stop) =>
        {
            long? since = long.TryParse(lastEventId ?? after, out var seen) && seen >= 0 ? seen : null;
            return TypedResults.ServerSentEvents(FollowAsync(feed, since, time, life.ApplicationStopping, stop));
        }).RequireAuthorization(Access.Read)
            .Says("alerts", "What happens to alerts, as it happens: server-sent events named alert.", "Each event has its position as id. A reader that was away says which one it saw last, misses nothing and hears nothing twice.")
            .AsksHeader("Last-Event-ID", "The id of the last event that was seen; browsers send it by themselves when they come back.")
            .Asks("after", "The same, for who cannot send a header. Without either the stream begins now.")
            .Produces<string>(200, "text/event-stream");

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(AlertFeed feed, long? since, TimeProvider time, CancellationToken closing, [EnumeratorCancellation] CancellationToken gone)
    {
        // an open page must not hold up the end of the process: it comes back to the next one by itself
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, closing);
        var stop = either.Token;
        var after = since ?? await feed.LastAsync(stop);
        yield return new("{}", "hello") { EventId = after.ToString(), ReconnectionInterval = TimeSpan.FromSeconds(1) };
        while (!stop.IsCancellationRequested)
        {
            IReadOnlyList<Sent> news;
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(stop))
            {
                limit.CancelAfter(Beat);
                try
                {
                    news = await feed.AfterAsync(after, limit.Token);
                }
                catch (OperationCanceledException)
                {
                    news = [];
                }
            }

            if (stop.IsCancellationRequested)
            {
                yield break;
            }

            if (news.Count == 0)
            {
                yield return new("{}", "beat");   // keeps the connection, and lets both ends notice when it is gone
                continue;
            }

            foreach (var sent in news)
            {
                after = sent.Position;
                if (Show(sent) is { } shown)
                {
                    using var span = Cause.Continue(sent.Cause, "alert to stream", ActivityKind.Producer);
                    yield return new(JsonSerializer.Serialize(shown, TimelineJson.Options), "alert") { EventId = sent.Position.ToString() };
                    if (sent.Event is IAlertEvent)
                    {
                        Telemetry.NoteDelay(sent.Cause, time.GetUtcNow(), "streamed");   // it was written before the next one was asked for
                    }
                }
            }
        }
    }

    // "by" is left out of what follows from facts; who acts for the system says "timeline"
    private static object? Show(Sent sent) => sent.Event switch
    {
        IAlertEvent { Notice: var n } => new
        {
            sent.Position, sent.Recorded, n.Change, id = n.AlertId, sent.Version, n.Class, n.CorrelationId, n.Watch, n.Thread, n.Episode,
            state = n.State ?? (sent.Event is AlertWithdrawn ? "withdrawn" : "raised"), n.Rule, n.Theatre, n.SeasonYear, n.Why,
        },
        AlertHandled h => new { sent.Position, sent.Recorded, h.Change, id = h.AlertId, sent.Version, h.State, h.By, h.To, h.Until, why = h.Note },
        _ => null,
    };
}
