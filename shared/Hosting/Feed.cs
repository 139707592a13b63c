using System.Net.Http.Json;
using System.Text.Json;
using NodaTime;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>How far a service's own store goes, and how far what reads it has come.</summary>
public interface ITellProgress
{
    /// <summary>The last event at or below a sequence; 0 where there is none.</summary>
    Task<long> TailAsync(long floor, CancellationToken stop);

    /// <summary>The last event that a subscription or projection has dealt with.</summary>
    Task<long> ProgressAsync(string shard, CancellationToken stop);
}

/// <summary>Other services' stores, read where the bus has left a gap.</summary>
public interface IReadFeed
{
    /// <summary>The events of a producer after a position, in order and without a gap, at most a page; none where there are none yet.</summary>
    Task<IReadOnlyList<Sent>> ReadAsync(string source, long after, CancellationToken stop);
}

/// <summary>A producer's store read in order: the memory behind the bus.</summary>
/// <remarks>
/// Marten leaves a tombstone at every position that a failed append had taken (a version that was no longer expected, a key used twice).
/// They are nobody's events: the outbox does not send them, so the feed must not give them, and no position may rest on one.
/// </remarks>
public sealed class Feed(NpgsqlDataSource data) : ITellProgress
{
    public const int PageSize = 1000;

    /// <summary>The events after a position, at most a page.</summary>
    /// <remarks>Never past the high-water mark: a transaction still open may hold a lower number than one already committed.</remarks>
    public async Task<IReadOnlyList<FedEvent>> ReadAsync(long after, CancellationToken stop)
    {
        await using var command = data.CreateCommand("""
            select seq_id, id, stream_id, version, timestamp, type, data::text, headers ->> 'cause-reported', headers ->> 'traceparent' from timeline.mt_events
            where seq_id > $1 and seq_id <= (select last_seq_id from timeline.mt_event_progression where name = 'HighWaterMark')
                and type <> 'tombstone'
            order by seq_id limit $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = PageSize });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var page = new List<FedEvent>();
        var previous = after;
        while (await rows.ReadAsync(stop))
        {
            using var body = JsonDocument.Parse(rows.GetString(6));
            page.Add(new(rows.GetInt64(0), previous, rows.GetGuid(1), rows.GetString(2), rows.GetInt64(3), rows.GetFieldValue<Instant>(4), rows.GetString(5), body.RootElement.Clone())
            {
                Cause = Cause.Of(rows.IsDBNull(7) ? null : rows.GetString(7), rows.IsDBNull(8) ? null : rows.GetString(8)),
            });
            previous = rows.GetInt64(0);
        }

        return page;
    }

    public Task<long> TailAsync(long floor, CancellationToken stop) =>
        ScalarAsync("select coalesce(max(seq_id), 0) from timeline.mt_events where seq_id <= $1 and type <> 'tombstone'", floor, stop);

    /// <summary>The last event of the store.</summary>
    public Task<long> TailAsync(CancellationToken stop) => TailAsync(long.MaxValue, stop);

    public Task<long> ProgressAsync(string shard, CancellationToken stop) => ScalarAsync("""
        select coalesce(max(seq_id), 0) from timeline.mt_events
        where type <> 'tombstone' and seq_id <= (select coalesce(max(last_seq_id), 0) from timeline.mt_event_progression where name like $1)
        """, shard + ":%", stop);

    private async Task<long> ScalarAsync(string sql, object value, CancellationToken stop)
    {
        await using var command = data.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }
}

/// <summary>Another service's feed, over HTTP.</summary>
public sealed class FeedClient(Settings settings) : IReadFeed
{
    private readonly HttpClient http = Internal.Client(settings);

    public async Task<IReadOnlyList<Sent>> ReadAsync(string source, long after, CancellationToken stop)
    {
        var page = await http.GetFromJsonAsync<List<FedEvent>>(new Uri(settings.Services[source], $"internal/events?after={after}"), TimelineJson.Options, stop);
        return page!.ConvertAll(fed => fed.From(source));
    }
}
