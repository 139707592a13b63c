using Npgsql;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Projection.Knowing;

/// <summary>
/// The facts of the timeline store in memory, for questions about what was known: read once, when the first is asked, and before each answer
/// whatever the views have taken in since. So an answer is as new as the views, and never newer.
/// </summary>
/// <remarks>Facts are written by the one leader of the daemon, page after page: what is read up to a place in the store is all there is up to it.</remarks>
public sealed class HeldFacts(NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly FactsByTheatre held = new(gazetteer, theatres);
    private long position;

    /// <summary>The facts that can matter to a theatre and were known at a moment; of all theatres and none where it is null.</summary>
    public Task<List<Fact>> OfAsync(string? theatre, Moment moment, CancellationToken stop) =>
        AskAsync(facts => (theatre is null ? facts.All : facts.Of(theatre)).Where(moment.Knows).ToList(), stop);

    /// <summary>The facts of an incident and of all that hangs together with it, as far as they were known at a moment.</summary>
    public Task<List<Fact>> AroundAsync(string incidentId, Moment moment, CancellationToken stop) =>
        AskAsync(facts => facts.Around(incidentId).Where(moment.Knows).ToList(), stop);

    /// <summary>What was said of the names of sources, as far as it was known at a moment.</summary>
    public Task<List<Fact>> NamesAsync(Moment moment, CancellationToken stop) => AskAsync(facts => facts.OfSources.Where(moment.Knows).ToList(), stop);

    /// <summary>All facts as the table has them now, for a proof that leans on nothing in memory.</summary>
    public static async Task<List<Fact>> ReadAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        var facts = new List<Fact>();
        await ReadAsync(data, 0, (fact, _) => facts.Add(fact), stop);
        return facts;
    }

    public void Dispose() => turn.Dispose();

    private async Task<T> AskAsync<T>(Func<FactsByTheatre, T> question, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await ReadAsync(data, position, Take, stop);
            return question(held);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Take(Fact fact, long at)
    {
        held.Add(fact);
        position = at;
    }

    private static async Task ReadAsync(NpgsqlDataSource data, long after, Action<Fact, long> take, CancellationToken stop)
    {
        await using var command = data.CreateCommand($"select {KeptEvents.Columns}, seq from timeline.fact where seq > $1 order by seq");
        command.Parameters.Add(new() { Value = after });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var (version, recorded, happened) = rows.KeptEvent();
            take(new(version, recorded, happened), rows.GetInt64(4));
        }
    }
}
