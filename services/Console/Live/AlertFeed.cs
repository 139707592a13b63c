using MassTransit;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Live;

/// <summary>
/// What Correlation has just told, kept in order and without a gap for the pages that are open: it arrives over the bus, and what the bus
/// did not bring is read from Correlation's feed. A page that was away longer than this remembers reads the feed itself.
/// </summary>
public sealed class AlertFeed(FeedClient feed, ILogger<AlertFeed> log) : IDisposable
{
    private const string Source = "correlation";
    private const int Remembered = 2000;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<Sent> recent = [];
    private long from;
    private long last = -1;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => turn.Dispose();

    /// <summary>The last position taken in; waits for the first word from the bus.</summary>
    public async Task<long> LastAsync(CancellationToken stop)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (last >= 0)
                {
                    return last;
                }

                wait = arrived.Task;
            }

            await wait.WaitAsync(stop);
        }
    }

    /// <summary>Takes in an event or a watermark from the bus.</summary>
    public async Task TakeAsync(Sent sent, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            if (last < 0)
            {
                Begin(sent.Event is null ? sent.Position : sent.Previous);
            }

            while (sent.Position > last && (sent.Event is null || sent.Previous > last))
            {
                var missing = await feed.ReadAsync(Source, last, stop);
                log.LogInformation("{Count} events after {Position} read from the feed", missing.Count, last);
                Append(missing);
                if (missing.Count == 0)
                {
                    await Task.Delay(50, stop);
                }
            }

            if (sent.Position > last)
            {
                Append([sent]);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The events after a position, as far as they have come; waits where there are none.</summary>
    public async Task<IReadOnlyList<Sent>> AfterAsync(long position, CancellationToken stop)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (last > position && position >= from)
                {
                    return recent.FindAll(s => s.Position > position);
                }

                wait = last > position ? Task.CompletedTask : arrived.Task;
            }

            if (wait.IsCompleted)
            {
                return await feed.ReadAsync(Source, position, stop);
            }

            await wait.WaitAsync(stop);
        }
    }

    private void Begin(long position)
    {
        lock (gate)
        {
            from = last = position;
            Wake();
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
        arrived.TrySetResult();
        arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Brings each event of Correlation to the feed of this process.</summary>
public sealed class BringToFeed<T>(AlertFeed feed) : IConsumer<T> where T : class
{
    public Task Consume(ConsumeContext<T> context) => Wire.Read(context) is { Source: "correlation" } sent ? feed.TakeAsync(sent, context.CancellationToken) : Task.CompletedTask;
}
