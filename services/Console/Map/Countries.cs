using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Timeline.Console.Map;

/// <summary>A country's outline in the flat kilometres of <see cref="MapFrame"/>.</summary>
/// <param name="Path">All its rings, as an SVG path to be filled even-odd.</param>
public sealed record Country(string Name, string Path, IReadOnlyList<IReadOnlyList<(double X, double Y)>> Rings)
{
    /// <summary>The id of its path in the page: a use of it draws the country once more without sending it again.</summary>
    public string Id => "country-" + Name.ToLowerInvariant();

    public bool Holds(double x, double y)
    {
        var inside = false;
        foreach (var ring in Rings)
        {
            for (var (i, j) = (0, ring.Count - 1); i < ring.Count; j = i++)
            {
                if (ring[i].Y > y != ring[j].Y > y && x < ((ring[j].X - ring[i].X) * (y - ring[i].Y) / (ring[j].Y - ring[i].Y)) + ring[i].X)
                {
                    inside = !inside;
                }
            }
        }

        return inside;
    }
}

/// <summary>The countries of infra/maps, read once, and where their names have the most room in a frame.</summary>
public static class Countries
{
    private const int Samples = 30;
    private static readonly ConcurrentDictionary<MapFrame, IReadOnlyList<(Country, double, double)>> Named = new();

    private sealed record Outline(string Name, double[][][] Rings);

    private sealed record Shipped(IReadOnlyList<Outline> Countries);

    public static IReadOnlyList<Country> All { get; } = Read();

    public static Country? Find(string name) => All.FirstOrDefault(c => c.Name == name);

    /// <summary>For each country in a frame the place that lies farthest from its borders and from the frame's edge.</summary>
    public static IReadOnlyList<(Country Country, double X, double Y)> NamesIn(MapFrame frame) => Named.GetOrAdd(frame, Place);

    private static List<(Country, double, double)> Place(MapFrame frame)
    {
        var step = frame.Width / Samples;
        var samples = (from column in Enumerable.Range(0, Samples) from row in Enumerable.Range(0, (int)(frame.Height / step)) select (X: frame.Left + ((column + 0.5) * step), Y: frame.Top + ((row + 0.5) * step)))
            .Select(p => (p.X, p.Y, In: All.FirstOrDefault(c => c.Holds(p.X, p.Y)))).ToList();
        return
        [
            .. samples.Where(s => s.In is not null).GroupBy(s => s.In!).Where(g => g.Count() > Samples / 3)
                .Select(g => (g.Key, Best: g.MaxBy(p => samples.Where(o => o.In != g.Key).Select(o => Math.Abs(o.X - p.X) + Math.Abs(o.Y - p.Y)).Append(Edge(p.X, p.Y)).Min()))).Select(b => (b.Key, b.Best.X, b.Best.Y)),
        ];

        // names are wide: they keep farther from the sides than from top and bottom
        double Edge(double x, double y) => Math.Min(Math.Min(x - frame.Left, frame.Right - x) * 0.7, Math.Min(y - frame.Top, frame.Bottom - y) * 1.4);
    }

    private static List<Country> Read()
    {
        using var stream = typeof(Countries).Assembly.GetManifestResourceStream("countries.json") ?? throw new InvalidOperationException("countries.json is not in the assembly");
        var shipped = JsonSerializer.Deserialize<Shipped>(stream, JsonSerializerOptions.Web)!;
        return
        [
            .. shipped.Countries.Select(c =>
            {
                var rings = c.Rings.Select(r => (IReadOnlyList<(double X, double Y)>)[.. r.Select(p => (MapFrame.X(p[0]), MapFrame.Y(p[1])))]).ToList();
                return new Country(c.Name, Path(rings), rings);
            }),
        ];
    }

    private static string Path(IEnumerable<IReadOnlyList<(double X, double Y)>> rings)
    {
        var path = new StringBuilder();
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Count; i++)
            {
                path.Append(i == 0 ? 'M' : 'L').Append(ring[i].X.ToString("0.#", CultureInfo.InvariantCulture)).Append(',').Append(ring[i].Y.ToString("0.#", CultureInfo.InvariantCulture));
            }

            path.Append('Z');
        }

        return path.ToString();
    }
}
