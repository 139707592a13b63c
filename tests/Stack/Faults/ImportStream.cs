using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack.Faults;

/// <summary>
/// Small files imported one after another until told to stop, whatever dies meanwhile, of which it is known what must follow: of the
/// incursions of each file one lies inside the harvest window and one outside; one is moved inside by the next file and one, inside, is
/// taken back by it.
/// </summary>
internal sealed class ImportStream : IAsyncDisposable
{
    public const string Set = "stream";
    private const int Years = 60;

    private readonly RunningSystem system;
    private readonly CancellationTokenSource end = new();
    private readonly Task importing;
    private volatile int files;

    public ImportStream(RunningSystem system)
    {
        this.system = system;
        importing = Task.Run(ImportAsync);
    }

    /// <summary>How many files have been imported.</summary>
    public int Files => files;

    /// <summary>All rows that were imported, in their order.</summary>
    public IReadOnlyList<JsonObject> AllRows => [.. Enumerable.Range(0, files).SelectMany(File), .. After(files - 1)];

    /// <summary>The incursions that must be correlations in the end.</summary>
    public IEnumerable<string> InsideInTheEnd => Enumerable.Range(0, files).SelectMany(i => new[] { $"{Set}.inside-{i}", $"{Set}.moved-{i}" });

    public Task MoreAsync(int more)
    {
        var goal = files + more;
        return Wait.ForAsync(
            () => importing.IsFaulted ? throw new InvalidOperationException("the imports ended", importing.Exception) : Task.FromResult(files), done => done >= goal, RunningSystem.Limit);
    }

    /// <summary>Ends with what is still owed: the last file's corrections.</summary>
    public async Task StopAsync()
    {
        await end.CancelAsync();
        await importing;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await importing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task ImportAsync()
    {
        while (!end.IsCancellationRequested)
        {
            await system.ImportAsync(File(files), Set, throughFaults: true);
            files++;
            await Task.Delay(TimeSpan.FromMilliseconds(700), end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await system.ImportAsync(After(files - 1), Set, throughFaults: true);
    }

    private static List<JsonObject> File(int i)
    {
        var year = 1955 + (i % Years);
        var rows = new List<JsonObject>
        {
            Rows.Incursion($"inside-{i}", $"{year}-08-05", $"{year}-08-10"),
            Rows.Incursion($"outside-{i}", $"{year}-11-20", $"{year}-11-20"),
            Rows.Incursion($"moved-{i}", $"{year}-11-01", $"{year}-11-01"),
            Rows.Incursion($"gone-{i}", $"{year}-08-20", $"{year}-08-20"),
        };
        if (i < Years)
        {
            rows.AddRange(Rows.Harvest($"harvest-{i}", year), Rows.Closure($"closure-{i}", year));
        }

        rows.AddRange(After(i - 1));
        return rows;
    }

    private static List<JsonObject> After(int i) =>
        i < 0 ? [] : [Rows.Moved($"moved-{i}", $"{1955 + (i % Years)}-08-12", $"{1955 + (i % Years)}-08-12"), Rows.Retracted($"gone-{i}")];
}
