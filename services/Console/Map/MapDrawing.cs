using Timeline.Console.Api;
using Timeline.Vocabulary;

namespace Timeline.Console.Map;

/// <summary>A place of which incidents in view are told, as large as it is known: never a point where a region was said.</summary>
/// <param name="Km">How far it reaches from its middle, or how far the mention's precision does where that is coarser.</param>
/// <param name="Country">The country whose whole outline it is; then no circle is drawn.</param>
public sealed record MapArea(Place Place, GeoPoint Middle, double Km, Country? Country, IReadOnlyList<IncidentView> Incidents);

/// <summary>The number on an area. It stands beside the middle where another number has that place; a line then leads to the middle.</summary>
public sealed record MapCount(MapArea Area, double X, double Y, double Radius);

/// <summary>What the map shows of the incidents in view: worked out from them, the gazetteer and the frame, and from nothing else.</summary>
/// <param name="Unplaced">The places that the map cannot show, with their incidents: they have no point, or lie beyond it.</param>
public sealed record MapDrawing(MapFrame Frame, IReadOnlyList<MapArea> Areas, IReadOnlyList<MapCount> Counts, IReadOnlyList<(string Name, int Count)> Unplaced)
{
    /// <summary>A map is drawn for this many pixels; wider, everything grows with it.</summary>
    public const double Pixels = 316;

    /// <summary>How many kilometres a pixel is.</summary>
    public double Pixel => Frame.Width / Pixels;

    public static MapDrawing Of(IReadOnlyList<IncidentView> incidents, IReadOnlyDictionary<string, Place> places, MapFrame frame)
    {
        var told = incidents.SelectMany(i => i.Mentions.DistinctBy(m => (m.PlaceId, m.Text)).Select(m => (Incident: i, Mention: m, Place: m.PlaceId is { } id ? places.GetValueOrDefault(id) : null))).ToList();
        var areas = told.Where(t => t.Place is not null).GroupBy(t => t.Place!).Select(g => Area(g.Key, [.. g.Select(t => t.Mention)], [.. g.Select(t => t.Incident).DistinctBy(i => i.Id)]))
            .OfType<MapArea>().Where(a => Shows(frame, a)).OrderByDescending(a => a.Km).ToList();
        var shown = areas.Select(a => a.Place.Id).ToHashSet();
        var unplaced = told.Where(t => t.Place is null || !shown.Contains(t.Place.Id)).GroupBy(t => t.Place?.Name ?? t.Mention.Text ?? "place not stated")
            .Select(g => (g.Key, g.Select(t => t.Incident.Id).Distinct().Count())).OrderByDescending(u => u.Item2).ThenBy(u => u.Key, StringComparer.Ordinal).ToList();
        var drawing = new MapDrawing(frame, areas, [], unplaced);
        return drawing with { Counts = drawing.Apart(areas) };
    }

    private static bool Shows(MapFrame frame, MapArea area) => frame.Holds(area.Middle) || (area.Country is not null && Countries.NamesIn(frame).Any(n => n.Country == area.Country));

    private static MapArea? Area(Place place, IReadOnlyList<Mention> mentions, IReadOnlyList<IncidentView> incidents)
    {
        var country = place.Type == PlaceType.Country ? Countries.Find(place.Name) : null;
        return place.Point is { } middle ? new(place, middle, Math.Max(place.RadiusKm ?? 0, mentions.Max(m => Reach(m.Precision))), country, incidents) : null;
    }

    /// <summary>About how far a mention of this precision reaches, in kilometres: for a place smaller than what was said of it.</summary>
    private static double Reach(PlacePrecision precision) => precision switch
    {
        PlacePrecision.Point => 1,
        PlacePrecision.Village => 4,
        PlacePrecision.Town => 8,
        PlacePrecision.Enclave => 10,
        PlacePrecision.District => 30,
        PlacePrecision.Area => 40,
        PlacePrecision.Region => 60,
        _ => 0,
    };

    // the larger numbers first; who finds the middle taken stands as near to it as there is room
    private List<MapCount> Apart(IEnumerable<MapArea> areas)
    {
        var placed = new List<MapCount>();
        foreach (var area in areas.OrderByDescending(a => a.Incidents.Count).ThenBy(a => a.Place.Id, StringComparer.Ordinal))
        {
            var radius = (area.Incidents.Count > 9 ? 10 : 8) * Pixel;
            var (x, y) = area.Country is { } country && Countries.NamesIn(Frame).FirstOrDefault(n => n.Country == country) is { Country: not null } named
                ? (named.X, named.Y + (14 * Pixel)) : MapFrame.Of(area.Middle);
            var spot = Around(x, y, radius)
                .FirstOrDefault(s => placed.TrueForAll(p => double.Hypot(p.X - s.X, p.Y - s.Y) > p.Radius + radius + Pixel) && InFrame(s.X, s.Y, radius) && !OnName(s.X, s.Y, radius), (X: x, Y: y));
            placed.Add(new(area, spot.X, spot.Y, radius));
        }

        return placed;
    }

    private static IEnumerable<(double X, double Y)> Around(double x, double y, double radius) =>
        Enumerable.Range(0, 900).Select(i => i == 0 ? (x, y) : (x + (radius * 0.35 * Math.Sqrt(i) * Math.Cos(i * 2.4)), y + (radius * 0.35 * Math.Sqrt(i) * Math.Sin(i * 2.4))));

    // countries' names stay readable: about seven pixels a letter, one line high
    private bool OnName(double x, double y, double radius) => Countries.NamesIn(Frame).Any(n =>
        Math.Abs(x - n.X) < radius + (n.Country.Name.Length * 3.7 * Pixel) && Math.Abs(y - (n.Y - (4 * Pixel))) < radius + (6 * Pixel));

    private bool InFrame(double x, double y, double radius) => x - radius > Frame.Left && x + radius < Frame.Right && y - radius > Frame.Top && y + radius < Frame.Bottom;
}
