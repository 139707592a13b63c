using JasperFx.Events;
using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Projection.Recording;
using Timeline.Vocabulary;

namespace Timeline.Projection.Views;

/// <summary>What the views are made from, in memory: the engine over all that the timeline store holds up to a position, and each incident's facts.</summary>
internal sealed class ViewMemory(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
{
    private readonly Dictionary<string, List<Fact>> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> mergedWith = new(StringComparer.Ordinal);

    public TimelineEngine Engine { get; } = new(gazetteer, theatres, []);

    public long Position { get; private set; }

    public LocalDate? Day { get; private set; }

    /// <summary>Everything in the store below a sequence.</summary>
    public static async Task<ViewMemory> ReadAsync(IDocumentOperations operations, long below, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        var memory = new ViewMemory(gazetteer, theatres);
        await foreach (var stored in operations.Events.QueryAllRawEvents().Where(e => e.Sequence < below).OrderBy(e => e.Sequence).ToAsyncEnumerable(stop))
        {
            memory.Apply(stored);
        }

        memory.Engine.Settle();
        return memory;
    }

    public void Apply(IEvent stored)
    {
        Position = stored.Sequence;
        switch (stored.Data)
        {
            case IIncidentEvent happened:
                var fact = new Fact(Origin.VersionOf(stored), Origin.RecordedAt(stored), happened);
                Engine.Apply(fact);
                FactsOf(happened.IncidentId).Add(fact);
                if (happened is IncidentMerged merged)
                {
                    Join(merged.IncidentId, merged.IntoId);
                }

                break;
            case RulePublished published:
                Engine.Publish(published.Rule);
                break;
            case DayReached reached:
                Day = reached.Day;
                Engine.Reach(reached.Day);
                break;
        }
    }

    /// <summary>The incident and all it was ever merged with: what is said of one may change the others.</summary>
    public IReadOnlyCollection<string> Together(string incidentId) => mergedWith.TryGetValue(incidentId, out var group) ? group : [incidentId];

    /// <summary>How an incident stood between the instants at which what is known of it changed: each version holds from its instant up to the next.</summary>
    public IReadOnlyList<(Instant From, Instant? To, Incident? Incident)> HistoryOf(string incidentId)
    {
        var together = Together(incidentId).SelectMany(FactsOf).ToList();
        var instants = together.Select(f => f.KnownFrom).Distinct().Order().ToList();
        var versions = new List<(Instant, Instant?, Incident?)>(instants.Count);
        for (var i = 0; i < instants.Count; i++)
        {
            var book = new IncidentBook();
            foreach (var fact in together.Where(f => f.KnownFrom <= instants[i]))
            {
                book.Apply(fact);
            }

            versions.Add((instants[i], i + 1 < instants.Count ? instants[i + 1] : null, book.Resolve(incidentId)));
        }

        return versions;
    }

    private List<Fact> FactsOf(string incidentId)
    {
        if (!facts.TryGetValue(incidentId, out var list))
        {
            facts[incidentId] = list = [];
        }

        return list;
    }

    private void Join(string a, string b)
    {
        var group = new HashSet<string>(Together(a), StringComparer.Ordinal);
        group.UnionWith(Together(b));
        foreach (var id in group)
        {
            mergedWith[id] = group;
        }
    }
}
