using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>A subscription or projection whose mark is watched, by its name in the store.</summary>
public sealed record Watched(string Shard);

/// <summary>How far a subscription or projection of the service's own store has come.</summary>
/// <param name="Name">outbox, or the name of a projection.</param>
/// <param name="Position">The last position it has dealt with.</param>
/// <param name="Behind">How many positions the last event of the store lies ahead of it; 0 where it has caught up. Holes count, so it may exceed the events.</param>
/// <param name="Still">For how long it has not moved though it was behind.</param>
/// <param name="Stopped">Why the daemon stopped it; null while it runs (<see cref="WatchMarks.WhyStopped"/>).</param>
public sealed record MarkSeen(string Name, long Position, long Behind, TimeSpan Still, string? Stopped);

/// <summary>
/// Looks once a second how far the store's subscriptions have come: what health, metrics and the limit on the backlog rest on, so that none of
/// them asks the database by itself. Every process looks, also one that stands by: it is the store that is behind, not the process.
/// </summary>
public sealed class WatchMarks(NpgsqlDataSource data, IEnumerable<Watched> watched, TimeProvider time, ILogger<WatchMarks> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeftBehind = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, StandStill> still = watched.ToDictionary(w => w.Shard, _ => new StandStill());
    private readonly StandStill highWaterStill = new();
    private readonly long began = time.GetTimestamp();
    private volatile Look last = new(0, 0, TimeSpan.Zero, [], new Dictionary<string, long>());

    /// <param name="Tail">The last event of the store.</param>
    /// <param name="HighWater">How far the daemon holds the numbers to be final.</param>
    /// <param name="HighWaterStill">For how long that has not moved though events lie beyond it.</param>
    /// <param name="Positions">The last event taken in from each producer.</param>
    public sealed record Look(long Tail, long HighWater, TimeSpan HighWaterStill, IReadOnlyList<MarkSeen> Marks, IReadOnlyDictionary<string, long> Positions);

    /// <summary>What the last look showed: at most a second old, older while the database does not answer.</summary>
    public Look Last => last;

    /// <summary>How far the outbox is behind; 0 where there is none.</summary>
    public long Backlog => last.Marks.FirstOrDefault(m => m.Name == PublishStoredEvents.Shard)?.Behind ?? 0;

    /// <summary>Looks at once.</summary>
    public async Task<Look> LookAsync(CancellationToken stop)
    {
        await using var command = data.CreateCommand("""
            select name, last_seq_id, case when agent_status in ('Paused', 'Stopped') then split_part(pause_reason, E'\n', 1) end
            from timeline.mt_event_progression
            union all select '', coalesce(max(seq_id), 0), null from timeline.mt_events where type <> 'tombstone'
            union all select 'position ' || source, position, null from timeline.position
            """);
        var rows = new List<Row>();
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                rows.Add(new(reader.GetString(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
            }
        }

        var now = time.GetElapsedTime(began);
        var tail = rows.First(r => r.Name.Length == 0).At;
        var highWater = rows.Find(r => r.Name == "HighWaterMark")?.At ?? 0;
        lock (still)
        {
            return last = new(
                tail,
                highWater,
                highWaterStill.Look(highWater, tail, now),
                [.. still.Select(s => See(s.Key, s.Value, rows.Find(r => r.Name.StartsWith(s.Key + ":", StringComparison.Ordinal)), tail, now))],
                rows.Where(r => r.Name.StartsWith("position ", StringComparison.Ordinal)).ToDictionary(r => r.Name["position ".Length..], r => r.At));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("how far the subscriptions have come cannot be seen: {Reason}", e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static MarkSeen See(string shard, StandStill still, Row? row, long tail, TimeSpan now)
    {
        var at = row?.At ?? 0;
        var stands = still.Look(at, tail, now);
        return new(shard, at, Math.Max(0, tail - at), stands, WhyStopped(row?.Stopped, stands));
    }

    /// <summary>The reason that stands beside a mark, where it is one; else null.</summary>
    /// <remarks>
    /// A process that was frozen and lost its lead may write, when it wakes, that it was stopped, beside the mark of the one that leads now. So it counts only
    /// where the mark stands still behind the store.
    /// </remarks>
    public static string? WhyStopped(string? written, TimeSpan standsStill) => standsStill >= LeftBehind && written is { Length: > 0 } ? written : null;

    private sealed record Row(string Name, long At, string? Stopped);
}
