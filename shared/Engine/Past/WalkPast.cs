using NodaTime;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>
/// Tells an engine a history in the order in which it became known, settled at every instant at which anything did, and at the beginning (UTC) of every day
/// that turns something though nothing new was told: a grace that ran out, a chain that stays open no longer, a season that closed.
/// </summary>
/// <remarks>
/// At every step the engine says what a run from nothing would over what was known up to and including that instant, as of its day. Days between two steps
/// turn nothing, so they are passed over.
/// </remarks>
public static class WalkPast
{
    /// <summary>One step: what another instant brought.</summary>
    /// <param name="Told">How many of the facts have been told.</param>
    public sealed record Step(Instant At, int Told, EngineChanges Changes);

    /// <param name="engine">Nothing has been told to it and no day reached.</param>
    /// <param name="facts">In any order. What became known after <paramref name="to"/> is not told.</param>
    /// <param name="byRecorded">Known means recorded in the system.</param>
    /// <param name="from">The first step: what was known by then is told at once. Null begins with what became known first.</param>
    /// <param name="to">The last instant; counts. The engine is left as of its day.</param>
    public static IEnumerable<Step> Of(TimelineEngine engine, IEnumerable<Fact> facts, bool byRecorded, Instant? from, Instant to, CancellationToken stop = default)
    {
        // what places are called and where they lie is no knowledge of what happened
        var all = facts.ToLookup(f => f.Event is IPlaceEvent);
        foreach (var place in all[true])
        {
            engine.Apply(place);
        }

        var known = InOrder(all[false].Where(f => f.KnownSince(byRecorded) <= to), byRecorded);
        var told = 0;
        for (Instant? at = from ?? (known.Count > 0 ? known[0].KnownSince(byRecorded) : to); at is { } now && now <= to; at = Next())
        {
            stop.ThrowIfCancellationRequested();
            engine.Reach(now.InUtc().Date);
            for (; told < known.Count && known[told].KnownSince(byRecorded) <= now; told++)
            {
                engine.Apply(known[told]);
            }

            yield return new(now, told, engine.Settle());
        }

        engine.Reach(to.InUtc().Date);

        Instant? Next()
        {
            Instant? fact = told < known.Count ? known[told].KnownSince(byRecorded) : null;
            var day = engine.NextDue?.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
            return fact is null || day < fact ? day : fact;
        }
    }

    /// <summary>As they became known; those of one instant by incident, then by version.</summary>
    public static List<Fact> InOrder(IEnumerable<Fact> facts, bool byRecorded) =>
        [.. facts.OrderBy(f => f.KnownSince(byRecorded)).ThenBy(f => f.Event.IncidentId, StringComparer.Ordinal).ThenBy(f => f.Version)];
}
