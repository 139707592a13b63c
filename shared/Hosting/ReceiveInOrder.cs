using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>Another process of this service went on meanwhile: this one was deposed.</summary>
public sealed class FencedException() : Exception("another process moved the position");

/// <summary>
/// The only writer of a service: it drains what has arrived, sorts by position (<see cref="Arrivals"/>), takes the stretch that follows on what it
/// has, and in one transaction first moves the position from the known one (it is no longer there: it was deposed and stands down), then
/// writes (<see cref="ITakeInOrder"/>); then it acknowledges. What does not follow on is a gap: it reads its position anew, waits a moment,
/// and has the missing stretch read from the producer's feed. Where the bus brings nothing for a minute, not even a watermark, and no other process
/// goes on meanwhile, it asks the feeds too.
/// </summary>
/// <remarks>tests/Fast/Hosting runs this very class in virtual time against stores, brokers and processes that fail in every way.</remarks>
public sealed class ReceiveInOrder(
    IRemember memory, IKeepBookmarks bookmarks, IReadFeed feed, Subscribed subscribed, TimeProvider time, ILogger<ReceiveInOrder> log) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    /// <summary>A process that stands by hears nothing for as long as another is at work, so that this is how often it looks after that one.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Channel<Arrival> inbox = Channel.CreateUnbounded<Arrival>();   // one made for a single reader cannot say how much waits
    private readonly Dictionary<string, Arrivals> producers = subscribed.Sources.ToDictionary(s => s, s => new Arrivals(s, time));
    private readonly Pace.Clock? pace = subscribed.Pace is { } wished ? new(wished, time) : null;
    private string? failed;
    private long feedReads;
    private long silentSince = time.GetTimestamp();
    private volatile bool asking;

    /// <summary>Why what arrived is not taken in; null while all is well.</summary>
    public string? Trouble => failed ?? producers.Values.Select(p => p.Trouble).FirstOrDefault(t => t is not null);

    public long FencedTimes { get; private set; }

    public long FeedReads => Interlocked.Read(ref feedReads);

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

    /// <summary>Takes in what arrives until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                memory.Forget();
                await ReadBookmarksAsync(stop);
                if (producers.Values.All(p => p.IsEmpty))
                {
                    failed = null;   // a process that stands by has nothing to take: that it reads its bookmarks again is all it can show
                }

                while (true)
                {
                    await TurnAsync(stop);
                    failed = null;
                }
            }
            catch (FencedException e)
            {
                FencedTimes++;
                silentSince = time.GetTimestamp();   // another process is at work
                log.LogWarning("fenced: {Reason}", e.Message);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failed = e.Message;
                if (Unavailable.Why(e) is { } away)
                {
                    log.LogWarning("the writer could not take what arrived, and tries again: {Why} ({Reason})", away, e.Message);
                }
                else
                {
                    log.LogError(e, "the writer could not take what arrived; it tries again");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200), time, stop);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task TurnAsync(CancellationToken stop)
    {
        await WaitAsync(stop);
        await GatherAsync(stop);
        while (inbox.Reader.TryRead(out var arrival))
        {
            producers[arrival.Sent.Source].Add(arrival);
            if (arrival.Done is not null)
            {
                silentSince = time.GetTimestamp();   // the bus brought it; what a feed gave does not show that the bus brings anything
            }
        }

        var taken = new List<Arrival>();
        var stretch = new List<Sent>();
        var moves = producers.Values.Select(p => p.TakeWhatFollows(taken, stretch)).ToList();
        if (stretch.Count > 0 || (taken.Count > 0 && await memory.IsDueAsync(stop)))
        {
            try
            {
                await CommitAsync(stretch, moves, stop);
            }
            catch
            {
                taken.ForEach(arrival => producers[arrival.Sent.Source].Add(arrival));
                throw;
            }
        }

        taken.ForEach(arrival => arrival.Done?.TrySetResult());
        foreach (var move in moves.Where(m => m.To == m.From.Position))   // where something was taken the rest has time until the next turn
        {
            await LookAtGapAsync(producers[move.Source], stop);
        }

        // what came while a long stretch was taken in is no silence
        if (!asking && LeftOfSilence() == TimeSpan.Zero && !inbox.Reader.TryPeek(out _))
        {
            await LookBehindSilenceAsync(stop);
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        if (inbox.Reader.TryPeek(out _))
        {
            return;
        }

        // whoever asks the feeds about a silence is woken by their answer
        var rests = producers.Values.Select(p => p.Rest).Append(asking ? Timeout.InfiniteTimeSpan : LeftOfSilence()).Where(r => r != Timeout.InfiniteTimeSpan).ToList();
        using var rested = new CancellationTokenSource(rests.Count == 0 ? Timeout.InfiniteTimeSpan : rests.Min(), time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(rested.Token, stop);
        try
        {
            await inbox.Reader.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // nothing arrived; look at the gap, or behind the silence
        }
    }

    private async Task GatherAsync(CancellationToken stop)
    {
        while (pace?.Wait(inbox.Reader.Count) is { Ticks: > 0 } left)
        {
            await Task.Delay(left < Glance ? left : Glance, time, stop);   // looks up in between: a crowd is not kept waiting
        }
    }

    private async Task CommitAsync(List<Sent> stretch, List<Move> moves, CancellationToken stop)
    {
        using var span = StartSpan(stretch);
        await memory.RecallAsync(stop);
        await using var taking = await bookmarks.BeginAsync(stop);
        if (!await taking.MoveAsync(moves, stop))
        {
            throw new FencedException();
        }

        await taking.TakeAsync(stretch, stop);
        await taking.CommitAsync(stop);
        pace?.Took();
        moves.ForEach(move => producers[move.Source].WentTo(new(move.To, move.From.Turn + 1)));
    }

    private async Task LookAtGapAsync(Arrivals producer, CancellationToken stop)
    {
        if (producer.FindsGap())
        {
            if (await ReadBookmarksAsync(stop))
            {
                memory.Forget();   // a standby became active: what it remembers is old
            }
        }
        else if (producer.AsksFeed())
        {
            _ = FillGapAsync(producer, producer.Bookmark.Position, stop);   // nothing else waits for the feed: it may be down, or silent for half a minute
        }
    }

    private async Task FillGapAsync(Arrivals producer, long after, CancellationToken stop)
    {
        string? trouble = null;
        try
        {
            var missing = await feed.ReadAsync(producer.Source, after, stop);
            Interlocked.Increment(ref feedReads);
            log.LogInformation("a gap of {Source} after {Position}: {Count} events read from its feed", producer.Source, after, missing.Count);
            foreach (var sent in missing)
            {
                inbox.Writer.TryWrite(new(sent, null));
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            trouble = $"a gap of {producer.Source} after {after}, and its feed: {e.Message}";
            log.LogWarning("{Trouble}", trouble);
        }

        producer.Answered(trouble);
        Wake(producer.Source);
    }

    private TimeSpan LeftOfSilence() => Arrivals.Left(time, silentSince, Silence);

    /// <summary>
    /// The consumer of this process may be gone though the library calls the bus healthy (seen after a process was frozen and woken), the outbox may stand still, or the broker be
    /// away. Nothing tells these apart from here, and nothing need: what waits in the feeds is taken in, and whoever else does the same is fenced.
    /// </summary>
    private async Task LookBehindSilenceAsync(CancellationToken stop)
    {
        if (await ReadBookmarksAsync(stop))
        {
            memory.Forget();
            silentSince = time.GetTimestamp();   // another process is at work
            return;
        }

        asking = true;
        _ = AskFeedsAsync(producers.Values.Select(p => (p.Source, p.Bookmark.Position)).ToList(), stop);   // a feed may be silent too, and the bus bring something meanwhile
    }

    private async Task AskFeedsAsync(List<(string Source, long After)> producers, CancellationToken stop)
    {
        var found = false;
        foreach (var (source, after) in producers)
        {
            try
            {
                var unheard = await feed.ReadAsync(source, after, stop);
                if (unheard.Count > 0)
                {
                    found = true;
                    Interlocked.Increment(ref feedReads);
                    log.LogWarning("the bus has brought nothing for {Seconds} s: {Count} events of {Source} after {Position} read from its feed", Silence.TotalSeconds, unheard.Count, source, after);
                }

                foreach (var sent in unheard)
                {
                    inbox.Writer.TryWrite(new(sent, null));
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                log.LogDebug("the bus has brought nothing for {Seconds} s, and the feed of {Source}: {Reason}", Silence.TotalSeconds, source, e.Message);
            }
        }

        if (!found)
        {
            silentSince = time.GetTimestamp();   // else there may be another page, and it is looked for as soon as this one is taken in
        }

        asking = false;
        Wake(producers[0].Source);
    }

    // says nothing; the writer rests while a feed is read
    private void Wake(string source) => inbox.Writer.TryWrite(new(Sent.UpTo(source, 0), null));

    // one span for the stretch, linked to the trace of each event in it; null where none of them is traced
    private static Activity? StartSpan(List<Sent> stretch)
    {
        var links = stretch.Select(sent => sent.Cause?.Context ?? default).Where(context => context != default).Select(context => new ActivityLink(context)).ToList();
        return links.Count == 0 ? null : Telemetry.Source.StartActivity("take stretch", ActivityKind.Consumer, default(ActivityContext), [new("timeline.events", stretch.Count)], links);
    }

    // true where another process has moved a bookmark since it was last known here
    private async Task<bool> ReadBookmarksAsync(CancellationToken stop)
    {
        var changed = false;
        var now = await bookmarks.ReadAsync(stop);
        foreach (var producer in producers.Values.Where(p => p.Bookmark != now[p.Source]))
        {
            producer.WasMovedTo(now[producer.Source]);
            changed = true;
        }

        return changed;
    }
}

/// <summary>The producers a service listens to.</summary>
/// <param name="Pace">How often it takes in what arrived; null: as soon as anything has.</param>
public sealed record Subscribed(IReadOnlyList<string> Sources, Pace? Pace = null)
{
    /// <summary>The events of those producers.</summary>
    public IEnumerable<Type> Events() => Sources.SelectMany(s => s == "ingestion" ? EventCatalogue.OfIngestion : EventCatalogue.OfCorrelation);
}
