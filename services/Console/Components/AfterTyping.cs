namespace Timeline.Console.Components;

/// <summary>Does something with what is typed as soon as nothing is typed any more; what was begun with the words before is given up.</summary>
public sealed class AfterTyping : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private CancellationTokenSource typing = new();

    public void Dispose()
    {
        typing.Cancel();
        typing.Dispose();
    }

    /// <summary>Something was typed.</summary>
    public async Task DoAsync(Func<CancellationToken, Task> then)
    {
        // put in its place before anything is waited for: whoever types meanwhile must end this one, not that before it
        var before = typing;
        var mine = (typing = new()).Token;
        await before.CancelAsync();
        before.Dispose();
        try
        {
            await Task.Delay(Pause, mine);
            await then(mine);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // somebody typed on
        }
    }

    /// <summary>What was begun is no longer wanted.</summary>
    public Task Stop() => typing.CancelAsync();
}
