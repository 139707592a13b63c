using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MassTransit;
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

            bus.UsingRabbitMq((context, rabbit) =>
            {
                Hosting.Bus.Connect(rabbit, settings);
                rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition($"console-{settings.Instance}"), queue =>
                {
                    queue.PrefetchCount = 500;
                    queue.ConcurrentMessageLimit = 1;
                    foreach (var consumer in events)
                    {
                        queue.ConfigureConsumer(context, consumer);
                    }
                });
            });
        });
    }

    public static void MapLive(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/alerts/stream", (HttpRequest request, AlertFeed feed, IHostApplicationLifetime life, CancellationToken stop) =>
        {
            long? after = long.TryParse(request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["after"].FirstOrDefault(), out var seen) && seen >= 0 ? seen : null;
            return TypedResults.ServerSentEvents(FollowAsync(feed, after, life.ApplicationStopping, stop));
        });

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(AlertFeed feed, long? since, CancellationToken closing, [EnumeratorCancellation] CancellationToken gone)
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
                if (sent.Event is IAlertEvent { Notice: var notice })
                {
                    yield return new(JsonSerializer.Serialize(Show(sent, notice), TimelineJson.Options), "alert") { EventId = sent.Position.ToString() };
                }
                else if (sent.Event is AlertHandled handled)
                {
                    yield return new(JsonSerializer.Serialize(new { sent.Position, sent.Recorded, change = handled.State, id = handled.AlertId, handled.State, handled.By, handled.Note }, TimelineJson.Options), "alert")
                    {
                        EventId = sent.Position.ToString(),
                    };
                }
            }
        }
    }

    private static object Show(Sent sent, Notice notice) => new
    {
        sent.Position, sent.Recorded, notice.Change, id = notice.AlertId, notice.Class, notice.CorrelationId, notice.Watch, notice.Thread, notice.Episode,
        state = sent.Event is AlertWithdrawn ? "withdrawn" : "raised", notice.Rule, notice.Theatre, notice.SeasonYear, notice.Why,
    };
}
