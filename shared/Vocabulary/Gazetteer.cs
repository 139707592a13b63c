namespace Timeline.Vocabulary;

/// <summary>The places known by name, with what lies within what.</summary>
public sealed partial class Gazetteer
{
    private readonly Dictionary<string, Place> byId;

    public Gazetteer(IReadOnlyList<Place> places, IReadOnlyList<Route> routes)
    {
        byId = places.ToDictionary(p => p.Id, StringComparer.Ordinal);
        Places = places;
        Routes = routes;
        known = [.. places.SelectMany(KnownSpelling.Of)];
    }

    /// <summary>The places and routes that ship with Timeline.</summary>
    public static Gazetteer Standard { get; } = Load();

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<Route> Routes { get; }

    public Place? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Whether a place is another or lies in it, directly or through others.</summary>
    public bool IsWithin(string placeId, string containerId) =>
        placeId == containerId || (Find(placeId)?.Within.Any(parent => IsWithin(parent, containerId)) ?? false);

    /// <summary>Whether a place lies in a scope and in none of its exceptions.</summary>
    public bool IsIn(PlaceScope scope, string placeId) =>
        scope.Places.Any(p => IsWithin(placeId, p)) && !scope.Except.Any(p => IsWithin(placeId, p));

    /// <summary>
    /// Whether a mention lies in a scope. One without a gazetteer entry counts by its point, where a place of the scope reaches that far
    /// and no exception does; one with words alone lies nowhere.
    /// </summary>
    public bool IsIn(PlaceScope scope, Mention mention) => mention switch
    {
        { PlaceId: { } id } => IsIn(scope, id),
        { Point: { } point } => scope.Places.Any(p => Reaches(p, point)) && !scope.Except.Any(p => Reaches(p, point)),
        _ => false,
    };

    /// <summary>Whether a place contains one of a scope's places: what is said of it all is said of them.</summary>
    public bool Covers(string placeId, PlaceScope scope) => scope.Places.Any(p => IsWithin(p, placeId));

    /// <summary>Whether a place, or one within it, reaches as far as a point: a circle for each, so near its edge this is rough.</summary>
    public bool Reaches(string placeId, GeoPoint point) =>
        Places.Any(p => p is { Point: { } centre, RadiusKm: { } radius } && centre.KilometresTo(point) <= radius && IsWithin(p.Id, placeId));

    private sealed record Shipped(IReadOnlyList<Place> Places, IReadOnlyList<Route> Routes);

    private static Gazetteer Load()
    {
        var shipped = StandardData.Read<Shipped>("places.json");
        return new(shipped.Places, shipped.Routes);
    }
}
