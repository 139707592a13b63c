using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>Whether the whole has come to rest: all that was written is published, taken in and shown everywhere.</summary>
public static class Settled
{
    /// <summary>False while one service is silent.</summary>
    public static bool Are(Marks? ingestion, Marks? correlation, Marks? projection) =>
        ingestion is not null && correlation is not null && projection is not null
        && ingestion.Outbox == ingestion.Tail
        && Taken(correlation, "ingestion") == ingestion.Tail
        && !correlation.Due
        && correlation.Outbox == correlation.Tail
        && Taken(projection, "ingestion") == ingestion.Tail
        && Taken(projection, "correlation") == correlation.Tail
        && projection.Views == projection.Tail;

    /// <summary>How far a service has taken in a producer's events; 0 where it has taken in none.</summary>
    private static long Taken(Marks service, string producer) => service.Positions.GetValueOrDefault(producer);
}
