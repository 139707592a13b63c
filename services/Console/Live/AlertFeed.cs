using MassTransit;
using Timeline.Hosting;

namespace Timeline.Console.Live;

/// <summary>
/// What Correlation has just told, kept in order and without a gap for the pages that are open: it arrives over the bus, and what the bus
/// did not bring is read from Correlation's feed. A page that was away longer than this remembers reads the feed itself.
/// </summary>
/// <remarks>Every stretch that is added begins at or before the last position, and that only grows: whoever adds what others have added meanwhile adds nothing.</remarks>
public sealed class AlertFeed(IReadFeed feed, TimeProvider time, ILogger<AlertFeed> log)
{
    private const string Source = "correlation";
    private const int Remembered = 2000;

    private readonly Lock gate = new();
    private readonly List<Sent> recent = [];
    private readonly HashSet<TaskCompletionSource> waiting = [];
    private long from;
    private long last = -1;

    /// <summary>The last position taken in; waits for the first word from the bus.</summary>
    public async Task<long> LastAsync(CancellationToken stop)
    {
        await PassAsync(-1, stop);
        return Last();
    }

    /// <summary>Takes in an event or a watermark from the bus. Where the feed cannot be read it is left to the next word, at the latest the next watermark.</summary>
    public async Task TakeAsync(Sent sent, CancellationToken stop)
    {
        Begin(sent.Event is null ? sent.Position : sent.Previous);
        while (Last() is var known && sent.Position > known)
        {
            if (sent.Event is not null && sent.Previous <= known)
            {
                Append([sent]);
                return;
            }

            if (!await FillAsync(known, stop))
            {
                return;
            }
        }
    }

    /// <summary>The events after a position, as far as they have come; waits where there are none.</summary>
    public async Task<IReadOnlyList<Sent>> AfterAsync(long position, CancellationToken stop)
    {
        await PassAsync(position, stop);
        lock (gate)
        {
            if (position >= from)
            {
                return recent.FindAll(s => s.Position > position);
            }
        }

        return await feed.ReadAsync(Source, position, stop);
    }

    // waits until the last position is past this one
    private async Task PassAsync(long position, CancellationToken stop)
    {
        while (true)
        {
            var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (gate)
            {
                if (last > position)
                {
                    return;
                }

                waiting.Add(arrived);
            }

            await using var gone = stop.UnsafeRegister(_ => Leave(arrived, stop), null);
            await arrived.Task;
        }
    }

    private void Leave(TaskCompletionSource arrived, CancellationToken stop)
    {
        lock (gate)
        {
            waiting.Remove(arrived);
        }

        arrived.TrySetCanceled(stop);
    }

    private async Task<bool> FillAsync(long after, CancellationToken stop)
    {
        try
        {
            var missing = await feed.ReadAsync(Source, after, stop);
            log.LogInformation("{Count} events after {Position} read from the feed", missing.Count, after);
            Append(missing);
            if (missing.Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, stop);
            }

            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.LogWarning("what follows {Position} could not be read from the feed: {Reason}", after, e.Message);
            return false;
        }
    }

    private long Last()
    {
        lock (gate)
        {
            return last;
        }
    }

    private void Begin(long position)
    {
        lock (gate)
        {
            if (last < 0)
            {
                from = last = position;
                Wake();
            }
        }
    }

    private void Append(IReadOnlyList<Sent> stretch)
    {
        lock (gate)
        {
            foreach (var sent in stretch.Where(s => s.Position > last))
            {
                recent.Add(sent);
                last = sent.Position;
            }

            if (recent.Count > Remembered)
            {
                from = recent[recent.Count - Remembered - 1].Position;
                recent.RemoveRange(0, recent.Count - Remembered);
            }

            Wake();
        }
    }

    private void Wake()
    {
        foreach (var arrived in waiting)
        {
            arrived.TrySetResult();
        }

        waiting.Clear();
    }
}

/// <summary>Brings each event of Correlation to the feed of this process.</summary>
public sealed class BringToFeed<T>(AlertFeed feed) : IConsumer<T> where T : class
{
    public Task Consume(ConsumeContext<T> context) => Wire.Read(context) is { Source: "correlation" } sent ? feed.TakeAsync(sent, context.CancellationToken) : Task.CompletedTask;
}
