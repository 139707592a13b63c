namespace Timeline.Console.Gateway;

/// <summary>How far a service is, in positions of event stores.</summary>
/// <param name="Tail">The last position of its own store.</param>
/// <param name="Outbox">How far its outbox has published.</param>
/// <param name="Positions">Per producer: how far it has taken in.</param>
/// <param name="Views">How far its views are projected; null where it has none.</param>
public sealed record Marks(string Service, long Tail, long? Outbox = null, IReadOnlyDictionary<string, long>? Positions = null, long? Views = null)
{
    /// <summary>How far it has taken in a producer's events; 0 where it has taken in none.</summary>
    public long Of(string producer) => Positions?.GetValueOrDefault(producer) ?? 0;

    /// <summary>Whether everything that was written has been published, taken in and projected everywhere. False while one service is silent.</summary>
    public static bool AreSettled(Marks? ingestion, Marks? correlation, Marks? projection) =>
        ingestion is not null && correlation is not null && projection is not null
        && ingestion.Outbox == ingestion.Tail
        && correlation.Of("ingestion") == ingestion.Tail
        && correlation.Outbox == correlation.Tail
        && projection.Of("ingestion") == ingestion.Tail
        && projection.Of("correlation") == correlation.Tail
        && projection.Views == projection.Tail;
}
