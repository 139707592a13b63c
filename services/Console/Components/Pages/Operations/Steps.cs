using Timeline.Console.Gateway;

namespace Timeline.Console.Components.Pages.Operations;

/// <summary>One step on the way of an event: from where to where, and how far it has come.</summary>
/// <param name="At">The last position dealt with; null where the service does not tell.</param>
/// <param name="Of">The last position there is.</param>
public sealed record Step(string Name, string Says, long? At, long? Of)
{
    public long? Behind => At is { } at && Of is { } of ? Math.Max(0, of - at) : null;

    /// <summary>The way of every event, in order: recorded, published, taken in, judged, published, recorded for the views, shown.</summary>
    public static IReadOnlyList<Step> All(WatchWhole.Look look)
    {
        var (ingestion, correlation, projection) = (look.Marks["ingestion"], look.Marks["correlation"], look.Marks["projection"]);
        return
        [
            new("Ingestion publishes", "what was reported goes to the broker", ingestion?.Outbox, ingestion?.Tail),
            new("Correlation takes in", "from Ingestion", correlation?.Positions.GetValueOrDefault("ingestion"), ingestion?.Tail),
            new("Correlation publishes", "correlations, evidence and alerts", correlation?.Outbox, correlation?.Tail),
            new("Projection takes in", "from Ingestion", projection?.Positions.GetValueOrDefault("ingestion"), ingestion?.Tail),
            new("Projection takes in", "from Correlation", projection?.Positions.GetValueOrDefault("correlation"), correlation?.Tail),
            new("Projection projects", "what it received, into the views", projection?.Views, projection?.Tail),
        ];
    }
}
