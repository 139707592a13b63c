namespace Timeline.Vocabulary;

/// <summary>The places known by name, with what lies within what.</summary>
public sealed class Gazetteer
{
    private readonly Dictionary<string, Place> byId;

    public Gazetteer(IReadOnlyList<Place> places, IReadOnlyList<Route> routes)
    {
        byId = places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        Places = places;
        Routes = routes;
    }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<Route> Routes { get; }

    public Place? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whether a place is another or lies in it, directly or through others.</summary>
    public bool IsWithin(string placeId, string containerId) =>
        placeId == containerId || (Find(placeId)?.Within.Any(parent => IsWithin(parent, containerId)) ?? false);

    /// <summary>Whether a mention lies in a scope. A mention without a gazetteer entry counts by its point, where a scope's place reaches that far.</summary>
    public bool IsIn(PlaceScope scope, string placeId) =>
        scope.Places.Any(p => IsWithin(placeId, p)) && !scope.Except.Any(p => IsWithin(placeId, p));

    /// <summary>Whether a place contains one of a scope's places: what is said of it all is said of them.</summary>
    public bool Covers(string placeId, PlaceScope scope) => scope.Places.Any(p => IsWithin(p, placeId));
}
