using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Which of a set of places lie within a radius of one another, kept pair by pair: adding one place and taking it back cost no more than the places
/// near it. The radius counts.
/// </summary>
public sealed class NearPairs
{
    private const double KmPerDegree = 111.19;   // of latitude, a little less than it is, so that a cell is never too small

    private readonly double km;
    private readonly double cellDegrees;
    private readonly Dictionary<int, HashSet<(string Id, GeoPoint Point)>> byLatitude = [];
    private readonly SortedSet<(string First, string Second)> pairs = new(Comparer<(string First, string Second)>.Create(
        (a, b) => string.CompareOrdinal(a.First, b.First) is var first && first != 0 ? first : string.CompareOrdinal(a.Second, b.Second)));

    /// <param name="km">Above 0.</param>
    public NearPairs(double km)
    {
        this.km = km;
        cellDegrees = Math.Max(km / KmPerDegree * 1.001, 1e-6);
    }

    /// <summary>Each pair once, the id that comes first in front.</summary>
    public IReadOnlyCollection<(string First, string Second)> Pairs => pairs;

    public void Add(string id, GeoPoint point)
    {
        foreach (var other in Near(point).Where(o => o.Id != id))
        {
            pairs.Add(InOrder(id, other.Id));
        }

        (byLatitude.TryGetValue(Cell(point), out var there) ? there : byLatitude[Cell(point)] = []).Add((id, point));
    }

    public void TakeBack(string id, GeoPoint point)
    {
        byLatitude.GetValueOrDefault(Cell(point))?.Remove((id, point));
        foreach (var other in Near(point))
        {
            pairs.Remove(InOrder(id, other.Id));
        }
    }

    private static (string First, string Second) InOrder(string a, string b) => string.CompareOrdinal(a, b) <= 0 ? (a, b) : (b, a);

    private int Cell(GeoPoint point) => (int)Math.Floor(point.Lat / cellDegrees);

    private List<(string Id, GeoPoint Point)> Near(GeoPoint point) =>
        [.. Enumerable.Range(Cell(point) - 1, 3).SelectMany(cell => byLatitude.GetValueOrDefault(cell) ?? []).Where(o => point.KilometresTo(o.Point) <= km)];
}
