using System.Diagnostics;
using RabbitMQ.Client;
using Timeline.Tests.Stack.Running;

namespace Timeline.Bench;

/// <summary>
/// Each part of an event's way by itself, over the same events: the outbox publishes what was stored while the broker was away and nobody listens;
/// Projection records what waits in its queue and projects it; and an emptied Projection is built up again from the feeds.
/// </summary>
internal static class Throughput
{
    private const int Count = 20_000;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(RunningSystem system, Ratios ratios)
    {
        var published = await PublishAsync(system);
        var barePublish = await BarePublishAsync(system);
        ratios.Rate("publish: events out of the outbox", published, "bare publish with confirms, same queues", barePublish);

        var (recorded, projected) = await TakeInAsync(system, () => system.StartAsync(RunningSystem.Projection));
        ratios.Rate("record: events into Projection's store", recorded, "binary COPY of the same rows", await Stored.CopyRateAsync(system, RunningSystem.Projection));
        ratios.Rate("projections: events into views", projected, "bare read of the same rows", await Stored.ReadRateAsync(system, RunningSystem.Projection));

        var bareRead = await Stored.ReadRateAsync(system, RunningSystem.Ingestion);
        ratios.Rate("rebuild: from emptied to all views", await RebuildAsync(system), "bare read of Ingestion's event table", bareRead);
    }

    // Ingestion alone, its way to the broker cut while it imports
    private static async Task<double> PublishAsync(RunningSystem system)
    {
        await using var line = new Proxy(Surroundings.Rabbit.Host, Surroundings.Rabbit.Port);
        await system.SettleAsync();
        await system.KillAsync([RunningSystem.Ingestion, RunningSystem.Correlation, RunningSystem.Projection]);
        system.Change(RunningSystem.Ingestion, "TIMELINE_RABBIT", system.Broker.Address(line.Port).ToString());
        system.Change(RunningSystem.Ingestion, "TIMELINE_BACKLOG", "1000000");
        await system.StartAsync(RunningSystem.Ingestion);
        line.Refuse();
        await ImportRate.ImportOnlyAsync(system, "published", Count, 3);
        var from = await SentAsync(system);
        line.Heal();
        // the first page is waited for: when the bus finds its way back is not what is measured
        var first = await Wait.ForAsync(() => SentAsync(system), sent => sent > from, Limit);
        var begin = Stopwatch.GetTimestamp();
        var tail = (long)(await system.MarksAsync(RunningSystem.Ingestion))["tail"]!;
        await Wait.ForAsync(() => SentAsync(system), sent => sent >= tail, Limit);
        var rate = (tail - first) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Console.WriteLine($"published {tail - first} events, {rate:0}/s");
        system.Change(RunningSystem.Ingestion, "TIMELINE_RABBIT", system.Broker.Address().ToString());
        await system.KillAsync(RunningSystem.Ingestion);
        await system.StartAsync(RunningSystem.Ingestion);
        return rate;
    }

    private static async Task<long> SentAsync(RunningSystem system) => (long)(await system.MarksAsync(RunningSystem.Ingestion))["outbox"]!;

    // as many messages of about the same size, to two durable quorum queues as the services have, a page of confirms at a time
    private static async Task<double> BarePublishAsync(RunningSystem system)
    {
        await using var connection = await new ConnectionFactory { Uri = system.Broker.Address() }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.ExchangeDeclareAsync("bench-all", ExchangeType.Fanout, durable: true);
        foreach (var queue in new[] { "bench-one", "bench-other" })
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            await channel.QueueBindAsync(queue, "bench-all", "");
        }

        var body = new byte[2000];
        var begin = Stopwatch.GetTimestamp();
        foreach (var page in Enumerable.Range(0, Count).Chunk(500))
        {
            await Task.WhenAll(page.Select(_ => channel.BasicPublishAsync("bench-all", "", mandatory: true, new BasicProperties { Persistent = true }, body).AsTask()));
        }

        var rate = Count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await channel.QueueDeleteAsync("bench-one");
        await channel.QueueDeleteAsync("bench-other");
        return rate;
    }

    /// <summary>Events a second into Projection's store, and through its projection, from the first that moves.</summary>
    private static async Task<(double Recorded, double Projected)> TakeInAsync(RunningSystem system, Func<Task> start)
    {
        var tail = (long)(await system.MarksAsync(RunningSystem.Ingestion))["tail"]!;
        var (from, viewedFrom) = (await TakenAsync(system), await ViewedAsync(system));
        await start();
        var first = await Wait.ForAsync(() => TakenAsync(system), taken => taken > from, Limit);
        var begin = Stopwatch.GetTimestamp();
        await Wait.ForAsync(() => TakenAsync(system), taken => taken >= tail, Limit);
        var recorded = (tail - first) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var last = await system.Databases.AskAsync<long>(RunningSystem.Projection, "select max(seq_id) from timeline.mt_events");
        await Wait.ForAsync(() => ViewedAsync(system), viewed => viewed >= last, Limit);
        var projected = (last - viewedFrom) / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Console.WriteLine($"recorded {tail - first} events, {recorded:0}/s; projected {last - viewedFrom}, {projected:0}/s");
        return (recorded, projected);
    }

    // by the feeds, from the start of the process
    private static async Task<double> RebuildAsync(RunningSystem system)
    {
        await system.StartAsync(RunningSystem.Correlation);
        await system.SettleAsync(Limit);
        var events = await Stored.CountAsync(system, RunningSystem.Projection);
        await system.KillAsync(RunningSystem.Projection);
        await system.EmptyAsync(RunningSystem.Projection);
        var begin = Stopwatch.GetTimestamp();
        await system.StartAsync(RunningSystem.Projection);
        await system.SettleAsync(Limit);
        var rate = events / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Console.WriteLine($"rebuilt from {events} events, {rate:0}/s, the process's own start included");
        return rate;
    }

    private static Task<long> TakenAsync(RunningSystem system) =>
        system.Databases.AskAsync<long>(RunningSystem.Projection, "select position from timeline.position where source = 'ingestion'");

    private static Task<long> ViewedAsync(RunningSystem system) =>
        system.Databases.AskAsync<long>(RunningSystem.Projection, "select last_seq_id from timeline.mt_event_progression where name like 'views:%'");
}
