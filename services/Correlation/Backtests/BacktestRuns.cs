using NodaTime;
using Npgsql;
using Timeline.Correlation.Watching;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Backtests;

/// <summary>The backtests of this process, one at a time (<see cref="RunsInTurn{TAsked,TResult}"/>), so that watching goes on beside it.</summary>
public sealed partial class BacktestRuns(NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IClock clock, ILogger<BacktestRuns> log) : IDisposable
{
    private readonly RunsInTurn<Asked, PastOfRule> runs = new(clock, "rule", "backtests");

    /// <summary>Begins one as soon as it is its turn.</summary>
    /// <exception cref="Refused">Too many are waiting.</exception>
    public RunInTurn<Asked, PastOfRule> Begin(Asked asked) => runs.Begin(
        asked,
        async run =>
        {
            var facts = await FactsAsync(asked.Theatre, run.Stopped);
            return Backtest.Of(gazetteer, asked.Theatre, asked.Rule, facts, asked.Over, clock.GetCurrentInstant(), (told, of) => (run.Told, run.Facts) = (told, of), run.Stopped);
        },
        error => Failed(error, asked.Rule.Id));

    /// <inheritdoc cref="RunsInTurn{TAsked,TResult}.Find"/>
    public RunInTurn<Asked, PastOfRule> Find(string id) => runs.Find(id);

    public void Dispose() => runs.Dispose();

    private async Task<IReadOnlyCollection<Fact>> FactsAsync(Theatre theatre, CancellationToken stop)
    {
        var sorted = new FactsByTheatre(gazetteer, theatres);
        await ReadFacts.IntoAsync(data, sorted.Add, stop);
        return [.. sorted.Of(theatre.Id)];
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The backtest of {Rule} failed.")]
    private partial void Failed(Exception error, string rule);
}
