namespace Timeline.Vocabulary;

/// <summary>
/// The places known by name, with what lies within what. More may be taken in while others read: who reads sees all that was there when it began.
/// </summary>
public sealed partial class Gazetteer
{
    private sealed record Entries(IReadOnlyDictionary<string, Place> ById, IReadOnlyList<Place> Places, IReadOnlyList<KnownSpelling> Spellings);

    private readonly Lock door = new();
    private volatile Entries entries;

    public Gazetteer(IReadOnlyList<Place> places, IReadOnlyList<Route> routes)
        : this(new Entries(places.ToDictionary(p => p.Id, StringComparer.Ordinal), places, [.. places.SelectMany(KnownSpelling.Of)]), routes)
    {
    }

    private Gazetteer(Entries entries, IReadOnlyList<Route> routes) => (this.entries, Routes) = (entries, routes);

    /// <summary>The places and routes that ship with Timeline.</summary>
    public static Gazetteer Standard { get; } = Load();

    public IReadOnlyList<Place> Places => entries.Places;

    public IReadOnlyList<Route> Routes { get; }

    public Place? Find(string id) => entries.ById.GetValueOrDefault(id);

    /// <summary>Another that begins with the same places: what the one takes in is not in the other.</summary>
    public Gazetteer Copy() => new(entries, Routes);

    /// <summary>Takes in a place. One that is there under this id stays as it is.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Take(Place place)
    {
        lock (door)
        {
            var before = entries;
            if (before.ById.ContainsKey(place.Id))
            {
                return false;
            }

            entries = new(new Dictionary<string, Place>(before.ById, StringComparer.Ordinal) { [place.Id] = place }, [.. before.Places, place], [.. before.Spellings, .. KnownSpelling.Of(place)]);
            return true;
        }
    }

    /// <summary>Takes in another spelling of a place; one that is known, or of a place that is not there, changes nothing.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Spell(string placeId, string spelling)
    {
        lock (door)
        {
            var before = entries;
            if (!before.ById.TryGetValue(placeId, out var place) || place.Spellings.Prepend(place.Name).Contains(spelling, StringComparer.Ordinal))
            {
                return false;
            }

            var now = place with { Spellings = [.. place.Spellings, spelling] };
            entries = new(
                new Dictionary<string, Place>(before.ById, StringComparer.Ordinal) { [placeId] = now }, [.. before.Places.Select(p => p.Id == placeId ? now : p)],
                [.. before.Spellings.Where(s => s.Place.Id != placeId), .. KnownSpelling.Of(now)]);
            return true;
        }
    }

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
