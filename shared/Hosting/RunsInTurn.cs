using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>waiting for its turn, running, done, cancelled, or failed (the cause is in the service's log).</summary>
public enum RunState { Waiting, Running, Done, Cancelled, Failed }

/// <summary>One run of what takes a while, from the asking to some while after its end.</summary>
public sealed class RunInTurn<TAsked, TResult>(TAsked asked, Instant began) : IDisposable where TResult : class
{
    private readonly CancellationTokenSource cancel = new(RunsInTurn.Longest);

    public string Id { get; } = Guid.NewGuid().ToString("n");
    public TAsked Asked { get; } = asked;
    public Instant Began { get; } = began;
    public Instant? Ended { get; internal set; }
    public RunState State { get; internal set; }

    /// <summary>Facts told so far, and of how many; 0 before they are read.</summary>
    public int Told { get; set; }
    public int Facts { get; set; }

    /// <summary>Ends when the run does; the result, or why there is none.</summary>
    public Task<TResult> Result { get; internal set; } = Task.FromCanceled<TResult>(new(true));

    /// <summary>What came of it, once it is done.</summary>
    public TResult? Answer { get; internal set; }

    public CancellationToken Stopped => cancel.Token;

    public void Cancel() => cancel.Cancel();

    /// <summary>Cancels it where it has not ended, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (Ended is null)
        {
            Cancel();
            await Result.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Its result with 200 where it is done in time; else 202 with where it is asked for. Who goes away while waiting for it cancels it: nobody knows its id.</summary>
    /// <param name="path">Under which it is asked for by its id.</param>
    /// <param name="shown">It as it stands.</param>
    public async Task<IResult> AnswerAsync(TimeSpan wait, string path, Func<object> shown, HttpResponse response, CancellationToken stop)
    {
        try
        {
            if (wait > TimeSpan.Zero)
            {
                return Results.Json(await Result.WaitAsync(wait, stop), TimelineJson.Options);
            }
        }
        catch (TimeoutException)
        {
            // it goes on
        }
        catch (OperationCanceledException)
        {
            Cancel();
            throw;
        }

        response.Headers.Location = $"{path}/{Id}";
        return Results.Json(shown(), TimelineJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    public void Dispose() => cancel.Dispose();
}

public static class RunsInTurn
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>How long a result is kept after its end.</summary>
    public static readonly Duration Kept = Duration.FromMinutes(10);

    /// <summary>So many may run or wait, and as many results are kept.</summary>
    public const int Most = 8;
}

/// <summary>
/// What takes a while in one process: one runs at a time, so that all else goes on beside it, and the others wait. Nothing is stored: what is asked for and what came of it is
/// held here for a while, and gone when the process ends.
/// </summary>
/// <param name="field">The field of the question that is named where too many wait.</param>
/// <param name="many">What is asked for, in words: "backtests".</param>
public sealed class RunsInTurn<TAsked, TResult>(IClock clock, string field, string many) : IDisposable where TResult : class
{
    private readonly ConcurrentDictionary<string, RunInTurn<TAsked, TResult>> runs = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock door = new();

    /// <summary>Begins one as soon as it is its turn.</summary>
    /// <param name="failed">Hears why it failed; not of one that was cancelled.</param>
    /// <exception cref="Refused">Too many are waiting.</exception>
    public RunInTurn<TAsked, TResult> Begin(TAsked asked, Func<RunInTurn<TAsked, TResult>, Task<TResult>> work, Action<Exception> failed)
    {
        lock (door)
        {
            Forget();
            if (runs.Values.Count(r => r.Ended is null) >= RunsInTurn.Most)
            {
                throw Refused.Field(field, $"{RunsInTurn.Most} {many} are running or waiting, and more are not taken. Come back when one has ended.", StatusCodes.Status429TooManyRequests);
            }

            var run = new RunInTurn<TAsked, TResult>(asked, clock.GetCurrentInstant());
            runs[run.Id] = run;
            run.Result = Task.Run(() => RunAsync(run, work, failed), CancellationToken.None);
            return run;
        }
    }

    /// <exception cref="Refused">There is none, or it has been forgotten.</exception>
    public RunInTurn<TAsked, TResult> Find(string id)
    {
        lock (door)
        {
            Forget();
        }

        return runs.GetValueOrDefault(id) ?? throw Refused.NotFound($"such one among the {many}, or it has been forgotten");
    }

    public void Dispose()
    {
        foreach (var run in runs.Values)
        {
            run.Cancel();
        }
    }

    private async Task<TResult> RunAsync(RunInTurn<TAsked, TResult> run, Func<RunInTurn<TAsked, TResult>, Task<TResult>> work, Action<Exception> failed)
    {
        var inTurn = false;
        try
        {
            await turn.WaitAsync(run.Stopped);
            inTurn = true;
            run.State = RunState.Running;
            run.Answer = await work(run);
            run.State = RunState.Done;
            return run.Answer;
        }
        catch (OperationCanceledException)
        {
            run.State = RunState.Cancelled;
            throw;
        }
        catch (Exception e)
        {
            run.State = RunState.Failed;
            failed(e);
            throw;
        }
        finally
        {
            run.Ended = clock.GetCurrentInstant();
            if (inTurn)
            {
                turn.Release();
            }
        }
    }

    private void Forget()
    {
        var ended = runs.Values.Where(r => r.Ended is not null).OrderByDescending(r => r.Ended).ToList();
        foreach (var run in ended.Where((r, n) => n >= RunsInTurn.Most || r.Ended + RunsInTurn.Kept < clock.GetCurrentInstant()))
        {
            runs.TryRemove(run.Id, out _);
            run.Dispose();
        }
    }
}
