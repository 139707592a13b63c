using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>How far a listening service is behind a producer.</summary>
/// <param name="Lag">Positions between the producer's last event and the last that was taken in.</param>
public sealed record Behind(string Consumer, string Source, long Position, long Tail)
{
    public long Lag => Math.Max(0, Tail - Position);
}

/// <summary>
/// Looks every two seconds how the whole stands: the marks of the services against one another, and the broker's queues. Metrics and the
/// Operations page rest on it, so that a scrape and a hundred open pages ask no more than one.
/// </summary>
public sealed class WatchWhole(Whole whole, Queues queues, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private volatile Look last = new(Backends.Names.ToDictionary(n => n, _ => (Marks?)null), null, new Dictionary<string, string?>(), default);

    /// <param name="Marks">Per service; null where it does not answer.</param>
    /// <param name="Queues">Null where the broker does not tell.</param>
    /// <param name="WhyNotReady">Per service and for the console: null where it is ready.</param>
    public sealed record Look(IReadOnlyDictionary<string, Marks?> Marks, IReadOnlyList<QueueSeen>? Queues, IReadOnlyDictionary<string, string?> WhyNotReady, DateTimeOffset At)
    {
        /// <summary>Each listening service against each of its producers.</summary>
        public IEnumerable<Behind> Behind() =>
            from consumer in Marks.Values
            where consumer is not null
            from position in consumer.Positions
            let producer = Marks.GetValueOrDefault(position.Key)
            where producer is not null
            select new Behind(consumer.Service, position.Key, position.Value, producer.Tail);
    }

    public Look Last => last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var span = Telemetry.Untraced();   // what repeats itself every two seconds follows no report
        using var timer = new PeriodicTimer(Between, time);
        do
        {
            var (marks, health) = (whole.AllMarks(stoppingToken), whole.WhyNotReady(stoppingToken));
            last = new(await marks, await queues.ListAsync(stoppingToken), await health, time.GetUtcNow());
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
