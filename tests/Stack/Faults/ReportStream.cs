using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack.Faults;

/// <summary>
/// Single reports, posted one after another until told to stop: incursions inside the harvest window of one season, so that each
/// begins exactly one correlation of the rule incursion-in-harvest-window.
/// </summary>
internal sealed class ReportStream : IAsyncDisposable
{
    public const string Rule = "incursion-in-harvest-window";

    private readonly RunningSystem system;
    private readonly TimeSpan between;
    private readonly CancellationTokenSource end = new();
    private readonly List<string> accepted = [];
    private readonly Task posting;

    private ReportStream(RunningSystem system, int year, TimeSpan between)
    {
        this.system = system;
        Year = year;
        this.between = between;
        posting = Task.Run(PostAsync);
    }

    /// <summary>Imports the season's harvest and closure and begins.</summary>
    public static async Task<ReportStream> BeginAsync(RunningSystem system, int year, TimeSpan between)
    {
        await system.ImportAsync([Rows.Harvest($"harvest-{year}", year), Rows.Closure($"closure-{year}", year)], "edges");
        return new(system, year, between);
    }

    /// <summary>The season year in which all its correlations lie, and no others.</summary>
    public int Year { get; }

    /// <summary>The incidents that Ingestion said it had recorded.</summary>
    public IReadOnlyList<string> Accepted
    {
        get
        {
            lock (accepted)
            {
                return [.. accepted];
            }
        }
    }

    /// <summary>Waits until so many more have been accepted.</summary>
    public Task MoreAsync(int reports)
    {
        var goal = Accepted.Count + reports;
        return Wait.ForAsync(() => Task.FromResult(Accepted.Count), count => count >= goal, RunningSystem.Limit);
    }

    public async Task StopAsync()
    {
        await end.CancelAsync();
        await posting;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        end.Dispose();
    }

    private async Task PostAsync()
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var report = Rows.Incursion($"raid {i}", $"{Year}-08-{1 + (i % 20):00}", $"{Year}-08-{1 + (i % 20):00}");
            report.Remove("externalId");
            var answer = await system.PostAsync("/api/reports", report);
            if (answer.Succeeded)
            {
                lock (accepted)
                {
                    accepted.Add((string)answer.Body!["incidentId"]!);
                }
            }

            await Task.Delay(between, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
