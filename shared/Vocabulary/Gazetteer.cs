namespace Timeline.Vocabulary;

/// <summary>
/// The places known by name, with what lies within what. More may be taken in while others read: who reads sees all that was there when it began.
/// </summary>
public sealed partial class Gazetteer
{
    /// <param name="ById">Also those that were taken back: what was recorded there still lies somewhere.</param>
    private sealed record Entries(IReadOnlyDictionary<string, Place> ById, IReadOnlyList<Place> Places, IReadOnlyList<KnownSpelling> Spellings, HashSet<string> TakenBack)
    {
        public Entries With(Place place) => this with
        {
            ById = new Dictionary<string, Place>(ById, StringComparer.Ordinal) { [place.Id] = place },
            Places = ById.ContainsKey(place.Id) ? [.. Places.Select(p => p.Id == place.Id ? place : p)] : TakenBack.Contains(place.Id) ? Places : [.. Places, place],
            Spellings = TakenBack.Contains(place.Id) ? Spellings : [.. Spellings.Where(s => s.Place.Id != place.Id), .. KnownSpelling.Of(place)],
        };
    }

    private readonly Lock door = new();
    private volatile Entries entries;

    public Gazetteer(IReadOnlyList<Place> places, IReadOnlyList<Route> routes)
        : this(new Entries(places.ToDictionary(p => p.Id, StringComparer.Ordinal), places, [.. places.SelectMany(KnownSpelling.Of)], []), routes)
    {
    }

    private Gazetteer(Entries entries, IReadOnlyList<Route> routes) => (this.entries, Routes) = (entries, routes);

    /// <summary>The places and routes that ship with Timeline.</summary>
    public static Gazetteer Standard { get; } = Load();

    /// <summary>All that words may mean: without those that were taken back.</summary>
    public IReadOnlyList<Place> Places => entries.Places;

    public IReadOnlyList<Route> Routes { get; }

    /// <summary>The place of an id, also of one that was taken back (<see cref="IsTakenBack"/>): what was recorded there still lies there.</summary>
    public Place? Find(string id) => entries.ById.GetValueOrDefault(id);

    /// <summary>Whether this id is one of a place that was taken back: nothing new is said to be there.</summary>
    public bool IsTakenBack(string id) => entries.TakenBack.Contains(id);

    /// <summary>A place and all that lie in it, directly or through others, taken back or not.</summary>
    public IEnumerable<string> AllWithin(string containerId) => entries.ById.Keys.Where(id => IsWithin(id, containerId));

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

            entries = before.With(place);
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

            entries = before.With(place with { Spellings = [.. place.Spellings, spelling] });
            return true;
        }
    }

    /// <summary>Reads no words by this spelling of a place any more; one that it has not changes nothing, and its name stays.</summary>
    public void Unspell(string placeId, string spelling)
    {
        lock (door)
        {
            if (entries.ById.TryGetValue(placeId, out var place))
            {
                entries = entries.With(place with { Spellings = [.. place.Spellings.Where(s => s != spelling)] });
            }
        }
    }

    /// <summary>Reads no words as this place any more, whether it came already or comes later. What lies in it or was recorded there lies where it lay.</summary>
    public void TakeBack(string placeId)
    {
        lock (door)
        {
            entries = entries with
            {
                Places = [.. entries.Places.Where(p => p.Id != placeId)], Spellings = [.. entries.Spellings.Where(s => s.Place.Id != placeId)], TakenBack = [.. entries.TakenBack, placeId],
            };
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
