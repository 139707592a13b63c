using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>How far a service has come: enough to say whether the whole has come to rest.</summary>
/// <param name="Tail">The last event of its own store.</param>
/// <param name="Outbox">The last of its events that it has published; null where it publishes nothing.</param>
/// <param name="Positions">The last event taken in from each producer.</param>
/// <param name="Views">The last of its own events that its views show; null where it has none.</param>
/// <param name="Due">Something is yet to follow from what it has taken in: a rule was put in force or retired, and history is not judged by it yet; or what rules are worth is still to be told.</param>
public sealed record Marks(string Service, long Tail, long? Outbox, IReadOnlyDictionary<string, long> Positions, long? Views, bool Due = false);

public static class MarksEndpoint
{
    /// <param name="views">The projection that makes the service's views.</param>
    /// <param name="due">Whether something is yet to follow from what was taken in.</param>
    public static void MapMarks(this RouteGroupBuilder group, bool publishes, string? views = null, Func<NpgsqlDataSource, CancellationToken, Task<bool>>? due = null) =>
        group.MapGet("/marks", async (NpgsqlDataSource data, Settings settings, CancellationToken stop) =>
        {
            var feed = new Feed(data);
            var positions = new Dictionary<string, long>();
            await using var command = data.CreateCommand("select source, position from timeline.position");
            await using (var rows = await command.ExecuteReaderAsync(stop))
            {
                while (await rows.ReadAsync(stop))
                {
                    positions.Add(rows.GetString(0), rows.GetInt64(1));
                }
            }

            // in this order: what is due after what was taken in, and what was told after what is due
            var isDue = due is not null && await due(data, stop);
            return new Marks(
                settings.Service,
                await feed.TailAsync(stop),
                publishes ? await feed.ProgressAsync(PublishStoredEvents.Shard, stop) : null,
                positions,
                views is null ? null : await feed.ProgressAsync(views, stop),
                isDue);
        });

    /// <summary>The feed of a producer.</summary>
    public static void MapFeed(this RouteGroupBuilder group) =>
        group.MapGet("/events", (long after, Feed feed, CancellationToken stop) => feed.ReadAsync(after, stop));
}
