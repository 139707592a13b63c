using System.Diagnostics;

namespace Timeline.Console.Components;

/// <summary>What was recorded is seen when the views have come so far: a moment later. What others record is seen by looking again.</summary>
public static class Following
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Reads again and again until it is seen, or for 15 seconds.</summary>
    /// <returns>Whether it was seen.</returns>
    public static async Task<bool> UntilAsync(Func<Task> read, Func<bool> seen, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        await read();
        while (!seen() && Stopwatch.GetElapsedTime(began) < Longest && !stop.IsCancellationRequested)
        {
            await Task.Delay(Between, stop);
            await read();
        }

        return seen();
    }

    /// <summary>Looks again and again until the page is left.</summary>
    public static async Task EveryAsync(TimeSpan between, Func<Task> look, CancellationToken gone)
    {
        try
        {
            using var timer = new PeriodicTimer(between);
            while (await timer.WaitForNextTickAsync(gone))
            {
                await look();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // the page was left
        }
    }
}
