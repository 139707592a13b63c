namespace Timeline.Hosting;

/// <summary>What has arrived of a producer, and who waits to hear that it is committed.</summary>
internal sealed record Arrival(Sent Sent, TaskCompletionSource? Done);

/// <summary>What has arrived from one producer and has not been taken in: what of it follows on the last event taken, and what to do about the gap before the rest.</summary>
internal sealed class Arrivals(string source, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    // at one position the event comes before the watermark
    private readonly PriorityQueue<Arrival, (long Position, bool IsWatermark)> waiting = new();
    private long? gapSince;
    private volatile bool asking;
    private volatile string? trouble;

    public string Source => source;

    /// <summary>How far the service has come, as far as this process knows.</summary>
    public Bookmark Bookmark { get; private set; } = new(0, 0);

    /// <summary>Whether nothing waits to be taken in.</summary>
    public bool IsEmpty => waiting.Count == 0;

    /// <summary>Why a gap could not be filled; null while there is none.</summary>
    public string? Trouble => trouble;

    /// <summary>For how long there is nothing to do unless something arrives.</summary>
    public TimeSpan Rest => (waiting.Count, gapSince) switch
    {
        (0, _) => Timeout.InfiniteTimeSpan,
        (_, null) => Glance,
        (_, _) when asking => Timeout.InfiniteTimeSpan,   // its answer arrives
        (_, { } since) => Left(time, since, Patience),
    };

    /// <summary>This process went on to here.</summary>
    public void WentTo(Bookmark bookmark) => Bookmark = bookmark;

    /// <summary>Another process went on to here: what is a gap is to be found anew.</summary>
    public void WasMovedTo(Bookmark bookmark)
    {
        Bookmark = bookmark;
        gapSince = null;
    }

    public void Add(Arrival arrival) => waiting.Enqueue(arrival, (arrival.Sent.Position, arrival.Sent.Event is null));

    /// <summary>Takes out what can be acknowledged once it is committed, and of it adds to the stretch what follows on.</summary>
    public Move TakeWhatFollows(List<Arrival> taken, List<Sent> stretch)
    {
        var position = Bookmark.Position;
        while (waiting.TryPeek(out var arrival, out _))
        {
            var sent = arrival.Sent;
            if (sent.Position <= position)
            {
                // a duplicate, or a watermark that was reached: only to be acknowledged
            }
            else if (sent.Event is not null && sent.Previous <= position)
            {
                stretch.Add(sent);
                position = sent.Position;
            }
            else
            {
                break;
            }

            taken.Add(waiting.Dequeue());
        }

        if (position > Bookmark.Position || waiting.Count == 0)
        {
            gapSince = null;
            trouble = null;
        }

        return new(source, Bookmark, position);
    }

    /// <summary>Whether a gap has just been found. This process may only have stood by, and what it knows of its bookmark be old.</summary>
    public bool FindsGap()
    {
        if (waiting.Count == 0 || gapSince is not null)
        {
            return false;
        }

        gapSince = time.GetTimestamp();
        return true;
    }

    /// <summary>Whether the gap has stood for so long that the missing stretch is to be read from the producer's feed, which is not being read yet.</summary>
    public bool AsksFeed()
    {
        if (waiting.Count == 0 || asking || gapSince is not { } since || Left(time, since, Patience) > TimeSpan.Zero)
        {
            return false;
        }

        gapSince = time.GetTimestamp();   // should the answer not fill it, it is given time again
        return asking = true;
    }

    /// <summary>The feed has answered, or could not. Called by whoever read it, not by the writer.</summary>
    public void Answered(string? why)
    {
        trouble = why;
        asking = false;
    }

    /// <summary>What is left of a time that began then; zero when it is over. In whole milliseconds, as timers are: a rest too short by a fraction would be taken again and again.</summary>
    public static TimeSpan Left(TimeProvider time, long since, TimeSpan of) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (of - time.GetElapsedTime(since)).TotalMilliseconds)));
}
