using System.Runtime.InteropServices;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Whether an incident counts in a theatre. Harvests, pass closures and seizures have their own places; incursions, takings, ransoms, releases
/// and withdrawals share the theatre's incidents. Bans, attacks and what is context count where either harvests or incidents are counted, and
/// also where no place was given, because a policy often has none.
/// </summary>
/// <remarks>
/// What occurred counts by its own place. A mention that is a bare point counts by the nearest known place whose radius reaches it, so that
/// a point in an excepted province is not counted through the country around it. What did not occur counts too where its place holds one of
/// the theatre's: nothing anywhere in a region is nothing in its districts. What was only imminent never counts.
/// Not safe for use from two threads at once; what it found of a place holds until <see cref="Forget"/>.
/// </remarks>
public sealed class TheatrePlaces(Theatre theatre, Gazetteer gazetteer)
{
    private static readonly int KindCount = Enum.GetValues<Kind>().Length;

    private readonly Dictionary<(PlaceScope, string), bool> within = [];

    /// <summary>By place, and there by kind, whether what occurred counts; null where it was not asked yet.</summary>
    private readonly Dictionary<string, bool?[]> occurs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> mightCount = new(StringComparer.Ordinal);

    public bool Holds(Incident incident) => incident is { Polarity: Polarity.Occurred, Scope: not Scope.Comparator, Where.PlaceId: { } place } ? Holds(incident.Kind, place) : HoldsOther(incident);

    private bool Holds(Kind kind, string place)
    {
        ref var kinds = ref CollectionsMarshal.GetValueRefOrAddDefault(occurs, place, out _);
        return (kinds ??= new bool?[KindCount])[(int)kind] ??= IsInAny(kind, place);
    }

    // apart, so that what is asked with every fact makes no closure
    private bool IsInAny(Kind kind, string place) => ScopesOf(kind).Any(s => IsIn(s, place));

    private bool HoldsOther(Incident incident) => incident.Scope != Scope.Comparator && incident.Polarity switch
    {
        Polarity.Occurred => ScopesOf(incident.Kind).Any(s => Holds(s, incident.Where)) || (incident.Where is null && IsPolicy(incident.Kind)),
        Polarity.DidNotOccur => ScopesOf(incident.Kind).Any(s => Holds(s, incident.Where) || Covers(s, incident.Where)),
        _ => false,
    };

    /// <summary>Whether who watches a place for a kind watches any of the places where it counts here.</summary>
    public bool Watches(Kind kind, string place) => ScopesOf(kind).Any(s => IsIn(s, place) || gazetteer.Covers(place, s));

    /// <summary>Whether it is a threat of something that would count here if it came.</summary>
    public bool HoldsThreat(Incident incident) => incident is { Polarity: Polarity.Imminent, Scope: not Scope.Comparator }
        && (ScopesOf(incident.Kind).Any(s => Holds(s, incident.Where)) || (incident.Where is null && IsPolicy(incident.Kind)));

    /// <summary>Whether an incident of which a report says this may count here, whatever its other reports say of its kind and polarity.</summary>
    public bool MightCount(Account account) => account.Where switch
    {
        null => IsPolicy(account.Kind),
        { PlaceId: { } place } => MightCount(place),
        var where => AnyScope(s => Holds(s, where)),
    };

    /// <summary>The same of a place of the gazetteer, whatever is there.</summary>
    public bool MightCount(string place) =>
        mightCount.TryGetValue(place, out var known) ? known : mightCount[place] = AnyScope(s => IsIn(s, place) || gazetteer.Covers(place, s));

    /// <summary>Where these places lie is to be asked anew.</summary>
    public void Forget(IReadOnlyList<string> moved)
    {
        foreach (var key in within.Keys.Where(k => moved.Contains(k.Item2)).ToList())
        {
            within.Remove(key);
        }

        foreach (var place in moved)
        {
            occurs.Remove(place);
            mightCount.Remove(place);
        }
    }

    private bool AnyScope(Func<PlaceScope, bool> holds) => holds(theatre.Incidents) || holds(theatre.Harvests) || holds(theatre.Passes) || holds(theatre.Seizures);

    private static bool IsPolicy(Kind kind) => kind is Kind.Ban or Kind.Attack or Kind.Context;

    private IEnumerable<PlaceScope> ScopesOf(Kind kind) => kind switch
    {
        Kind.Harvest => [theatre.Harvests],
        Kind.PassClosure => [theatre.Passes],
        Kind.Seizure => [theatre.Seizures],
        Kind.Ban or Kind.Attack or Kind.Context => [theatre.Incidents, theatre.Harvests],
        _ => [theatre.Incidents],
    };

    private bool Holds(PlaceScope scope, Mention? where) => where switch
    {
        { PlaceId: { } place } => IsIn(scope, place),
        { Point: { } point } => NearestReaching(scope, point) is { } place && IsIn(scope, place),
        _ => false,
    };

    private bool Covers(PlaceScope scope, Mention? where) => where?.PlaceId is { } place && gazetteer.Covers(place, scope);

    private bool IsIn(PlaceScope scope, string place)
    {
        if (!within.TryGetValue((scope, place), out var known))
        {
            within[(scope, place)] = known = gazetteer.IsIn(scope, place);
        }

        return known;
    }

    private string? NearestReaching(PlaceScope scope, GeoPoint point) => gazetteer.Places
        .Where(p => p is { Point: not null, RadiusKm: not null } && scope.Places.Any(s => gazetteer.IsWithin(p.Id, s)))
        .Select(p => (p.Id, Km: p.Point!.Value.KilometresTo(point), p.RadiusKm))
        .Where(p => p.Km <= p.RadiusKm)
        .OrderBy(p => p.Km).ThenBy(p => p.Id, StringComparer.Ordinal)
        .Select(p => p.Id)
        .FirstOrDefault();
}
