using System.Collections.Concurrent;
using NodaTime;
using Npgsql;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Backtests;

/// <summary>waiting for its turn, running, done, cancelled, or failed (the cause is in the service's log).</summary>
public enum BacktestState { Waiting, Running, Done, Cancelled, Failed }

/// <summary>One backtest, from the asking to some while after its end.</summary>
public sealed class BacktestRun(Asked asked, Instant began) : IDisposable
{
    private readonly CancellationTokenSource cancel = new(BacktestRuns.Longest);

    public string Id { get; } = Guid.NewGuid().ToString("n");
    public Asked Asked { get; } = asked;
    public Instant Began { get; } = began;
    public Instant? Ended { get; internal set; }
    public BacktestState State { get; internal set; }

    /// <summary>Facts told so far, and of how many; 0 before they are read.</summary>
    public int Told { get; internal set; }
    public int Facts { get; internal set; }

    /// <summary>Ends when the run does; the result, or why there is none.</summary>
    public Task<PastOfRule> Result { get; internal set; } = Task.FromCanceled<PastOfRule>(new(true));

    /// <summary>What came of it, once it is done.</summary>
    public PastOfRule? Past { get; internal set; }

    public CancellationToken Stopped => cancel.Token;

    public void Cancel() => cancel.Cancel();

    public void Dispose() => cancel.Dispose();
}

/// <summary>
/// The backtests of this process: one runs at a time, so that watching goes on beside it, and the others wait. Nothing is stored: what is asked for
/// and what came of it is held here for a while, and gone when the process ends.
/// </summary>
public sealed partial class BacktestRuns(NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IClock clock, ILogger<BacktestRuns> log) : IDisposable
{
    /// <summary>A run that takes longer, its waiting included, is stopped.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>So long a result is kept.</summary>
    public static readonly Duration Kept = Duration.FromMinutes(10);

    /// <summary>So many may run or wait, and as many results are kept.</summary>
    public const int Most = 8;

    private readonly ConcurrentDictionary<string, BacktestRun> runs = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock door = new();

    /// <summary>Begins one as soon as it is its turn.</summary>
    /// <exception cref="Refused">Too many are waiting.</exception>
    public BacktestRun Begin(Asked asked)
    {
        lock (door)
        {
            Forget();
            if (runs.Values.Count(r => r.Ended is null) >= Most)
            {
                throw Refused.Field("rule", $"{Most} backtests are running or waiting, and more are not taken. Come back when one has ended.", StatusCodes.Status429TooManyRequests);
            }

            var run = new BacktestRun(asked, clock.GetCurrentInstant());
            runs[run.Id] = run;
            run.Result = Task.Run(() => RunAsync(run), CancellationToken.None);
            return run;
        }
    }

    public BacktestRun? Find(string id)
    {
        lock (door)
        {
            Forget();
        }

        return runs.GetValueOrDefault(id);
    }

    public void Dispose()
    {
        foreach (var run in runs.Values)
        {
            run.Cancel();
        }
    }

    private async Task<PastOfRule> RunAsync(BacktestRun run)
    {
        var inTurn = false;
        try
        {
            await turn.WaitAsync(run.Stopped);
            inTurn = true;
            run.State = BacktestState.Running;
            var facts = await FactsAsync(run.Asked.Theatre, run.Stopped);
            run.Past = Backtest.Of(gazetteer, run.Asked.Theatre, run.Asked.Rule, facts, run.Asked.Over, clock.GetCurrentInstant(), (told, of) => (run.Told, run.Facts) = (told, of), run.Stopped);
            run.State = BacktestState.Done;
            return run.Past;
        }
        catch (OperationCanceledException)
        {
            run.State = BacktestState.Cancelled;
            throw;
        }
        catch (Exception e)
        {
            run.State = BacktestState.Failed;
            Failed(e, run.Asked.Rule.Id);
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

    private async Task<IReadOnlyCollection<Fact>> FactsAsync(Theatre theatre, CancellationToken stop)
    {
        var sorted = new FactsByTheatre(gazetteer, theatres);
        await ReadFacts.IntoAsync(data, sorted.Add, stop);
        return [.. sorted.Of(theatre.Id)];
    }

    private void Forget()
    {
        var ended = runs.Values.Where(r => r.Ended is not null).OrderByDescending(r => r.Ended).ToList();
        foreach (var run in ended.Where((r, n) => n >= Most || r.Ended + Kept < clock.GetCurrentInstant()))
        {
            runs.TryRemove(run.Id, out _);
            run.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backtest of {Rule} failed.")]
    private partial void Failed(Exception error, string rule);
}
