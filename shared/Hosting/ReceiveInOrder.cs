using System.Diagnostics;
using System.Threading.Channels;
using Marten;
using Marten.Services;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>What a service does with the events it receives. Called by one writer only, in order, each event once.</summary>
public interface ITakeInOrder
{
    /// <summary>Queues on the session all that follows from a stretch of events. The stretch is committed with it or not at all.</summary>
    Task TakeAsync(IDocumentSession session, IReadOnlyList<Sent> stretch, CancellationToken stop);

    /// <summary>What was kept in memory may no longer be true (another process wrote, or a commit failed): read it anew before the next stretch.</summary>
    void Forget();

    /// <summary>Whether something is due though nothing was received (a new day). Asked only of the active process.</summary>
    bool IsDue() => false;
}

/// <summary>Another process of this service moved the position: this one was deposed.</summary>
public sealed class FencedException(string source) : Exception($"another process moved the position of {source}");

/// <summary>
/// The only writer of a service: it drains what has arrived, sorts by position, takes the stretch that follows on what it has, and in one
/// transaction first moves the position from the known one (no row moved: it was deposed and stands down), then writes; then it
/// acknowledges. What does not follow on is a gap: it reads its position anew, waits a moment, and reads the missing stretch from the
/// producer's feed.
/// </summary>
public sealed class ReceiveInOrder(
    ITakeInOrder taker, IDocumentStore store, NpgsqlDataSource data, FeedClient feed, Settings settings, Subscribed subscribed, ILogger<ReceiveInOrder> log)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private sealed record Item(Sent Sent, TaskCompletionSource? Done);

    private sealed class Producer
    {
        public long Position = -1;
        public readonly PriorityQueue<Item, (long, bool)> Waiting = new();
        public long GapSince;
    }

    private sealed record Move(string Source, long From, long To);

    private readonly Channel<Item> inbox = Channel.CreateUnbounded<Item>(new() { SingleReader = true });
    private readonly Dictionary<string, Producer> producers = subscribed.Sources.ToDictionary(s => s, _ => new Producer());

    /// <summary>Why the last turn failed; null while all is well.</summary>
    public string? Trouble { get; private set; }

    public long FencedTimes { get; private set; }

    public long FeedReads { get; private set; }

    /// <summary>Completes when the event is committed (or was before): only then may it be acknowledged.</summary>
    public Task PostAsync(Sent sent)
    {
        if (!producers.ContainsKey(sent.Source))
        {
            return Task.CompletedTask;   // a watermark of a producer this service does not listen to
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Writer.TryWrite(new(sent, done));
        return done.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                taker.Forget();
                await ReadPositionsAsync(stoppingToken);
                if (producers.Values.All(p => p.Waiting.Count == 0))
                {
                    Trouble = null;   // a process that stands by has nothing to take: that it reads its positions again is all it can show
                }

                while (true)
                {
                    await TurnAsync(stoppingToken);
                    Trouble = null;
                }
            }
            catch (FencedException e)
            {
                FencedTimes++;
                log.LogWarning("fenced: {Reason}", e.Message);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Trouble = e.Message;
                log.LogError(e, "the writer could not take what arrived; it tries again");
                await Task.Delay(200, stoppingToken);
            }
        }
    }

    private async Task TurnAsync(CancellationToken stop)
    {
        await WaitAsync(stop);
        while (inbox.Reader.TryRead(out var item))
        {
            producers[item.Sent.Source].Waiting.Enqueue(item, (item.Sent.Position, item.Sent.Event is null));
        }

        var taken = new List<(Producer Producer, Item Item)>();
        var stretch = new List<Sent>();
        var moves = new List<Move>();
        foreach (var (name, producer) in producers)
        {
            var position = TakeWhatFollows(producer, taken, stretch);
            if (position > producer.Position)
            {
                moves.Add(new(name, producer.Position, position));   // write first; look at the gap in the next turn
                producer.GapSince = 0;
            }
            else
            {
                await LookAtGapAsync(name, producer, stop);
            }
        }

        if (moves.Count == 0 && taken.Count > 0 && taker.IsDue())
        {
            moves.AddRange(producers.Select(p => new Move(p.Key, p.Value.Position, p.Value.Position)));   // only the fence
        }

        if (moves.Count > 0)
        {
            try
            {
                await CommitAsync(stretch, moves, stop);
            }
            catch
            {
                taken.ForEach(t => t.Producer.Waiting.Enqueue(t.Item, (t.Item.Sent.Position, t.Item.Sent.Event is null)));
                throw;
            }
        }

        taken.ForEach(t => t.Item.Done?.TrySetResult());
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        if (inbox.Reader.TryPeek(out _))
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (producers.Values.Any(p => p.Waiting.Count > 0))
        {
            limit.CancelAfter(Glance);   // something waits behind a gap: do not sleep for ever
        }

        try
        {
            await inbox.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // nothing arrived; look at the gap
        }
    }

    private static long TakeWhatFollows(Producer producer, List<(Producer, Item)> taken, List<Sent> stretch)
    {
        var position = producer.Position;
        while (producer.Waiting.TryPeek(out var item, out _))
        {
            if (item.Sent.Position <= position)
            {
                // a duplicate, or a watermark that was reached: only to be acknowledged
            }
            else if (item.Sent.Event is not null && item.Sent.Previous <= position)
            {
                stretch.Add(item.Sent);
                position = item.Sent.Position;
            }
            else
            {
                break;
            }

            taken.Add((producer, producer.Waiting.Dequeue()));
        }

        return position;
    }

    private async Task LookAtGapAsync(string name, Producer producer, CancellationToken stop)
    {
        if (producer.Waiting.Count == 0)
        {
            producer.GapSince = 0;
        }
        else if (producer.GapSince == 0)
        {
            producer.GapSince = Stopwatch.GetTimestamp();
            if (await ReadPositionsAsync(stop))
            {
                taker.Forget();   // a standby became active: what it remembers is old
            }
        }
        else if (Stopwatch.GetElapsedTime(producer.GapSince) > Patience)
        {
            var missing = await feed.ReadAsync(name, producer.Position, stop);
            FeedReads++;
            log.LogInformation("a gap of {Source} after {Position}: {Count} events read from its feed", name, producer.Position, missing.Count);
            foreach (var sent in missing)
            {
                producer.Waiting.Enqueue(new(sent, null), (sent.Position, false));
            }

            if (missing.Count == 0)
            {
                await Task.Delay(50, stop);
            }
        }
    }

    private async Task CommitAsync(List<Sent> stretch, List<Move> moves, CancellationToken stop)
    {
        using var span = StartSpan(stretch);
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var move in moves)
        {
            await using var fence = new NpgsqlCommand(
                "update timeline.position set position = $1, moved_by = $2, moved_at = clock_timestamp() where source = $3 and position = $4", connection, transaction);
            fence.Parameters.Add(new() { Value = move.To });
            fence.Parameters.Add(new() { Value = settings.Instance });
            fence.Parameters.Add(new() { Value = move.Source });
            fence.Parameters.Add(new() { Value = move.From });
            if (await fence.ExecuteNonQueryAsync(stop) != 1)
            {
                throw new FencedException(move.Source);
            }
        }

        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        await taker.TakeAsync(session, stretch, stop);
        await session.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        moves.ForEach(move => producers[move.Source].Position = move.To);
    }

    // one span for the stretch, linked to the trace of each event in it; null where none of them is traced
    private static Activity? StartSpan(List<Sent> stretch)
    {
        var links = stretch.Select(sent => sent.Cause?.Context ?? default).Where(context => context != default).Select(context => new ActivityLink(context)).ToList();
        return links.Count == 0 ? null : Telemetry.Source.StartActivity("take stretch", ActivityKind.Consumer, default(ActivityContext), [new("timeline.events", stretch.Count)], links);
    }

    // true where another process has moved a position since it was last known here
    private async Task<bool> ReadPositionsAsync(CancellationToken stop)
    {
        var changed = false;
        await using var command = data.CreateCommand("select source, position from timeline.position");
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            if (producers.TryGetValue(rows.GetString(0), out var producer) && producer.Position != rows.GetInt64(1))
            {
                changed |= producer.Position >= 0;
                producer.Position = rows.GetInt64(1);
            }
        }

        return changed;
    }
}

/// <summary>The producers a service listens to.</summary>
public sealed record Subscribed(IReadOnlyList<string> Sources)
{
    /// <summary>The events of those producers.</summary>
    public IEnumerable<Type> Events() =>
        Sources.SelectMany(s => s == "ingestion" ? Contracts.EventCatalogue.OfIngestion : Contracts.EventCatalogue.OfCorrelation);
}
