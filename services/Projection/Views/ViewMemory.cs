using JasperFx.Events;
using Marten;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Projection.Recording;
using Timeline.Vocabulary;

namespace Timeline.Projection.Views;

/// <summary>What the views are made from, in memory: the engine over all that the timeline store holds up to a position, and each incident's history.</summary>
internal sealed class ViewMemory(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
{
    public IncidentHistories Histories { get; } = new();

    public TimelineEngine Engine { get; } = new(gazetteer, theatres, []);

    public long Position { get; private set; }

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
                Histories.Add(fact);
                break;
            case RulePublished published:
                Engine.Publish(RuleOf(published, stored));
                break;
            case RuleRetired retired:
                Engine.Retire(retired.Rule, retired.Version);
                break;
            case DayReached reached:
                Engine.Reach(reached.Day);
                break;
        }
    }

    /// <summary>The rule with the instant it was put in force, which older events do not hold: it was recorded then.</summary>
    public static Rule RuleOf(RulePublished published, IEvent stored) => published.Rule with { Published = published.Rule.Published ?? Origin.RecordedAt(stored) };
}
