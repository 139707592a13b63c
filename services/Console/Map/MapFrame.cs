using Timeline.Vocabulary;

namespace Timeline.Console.Map;

/// <summary>
/// The part of the earth that a map shows, in kilometres east and south of where equator and prime meridian meet, as flat as a region of this size may be
/// taken: a degree of longitude has the length it has at 39.5° north. There a circle of so many kilometres is round and true; at Kabul it is 6 percent too narrow.
/// </summary>
public sealed record MapFrame(double Left, double Top, double Width, double Height)
{
    private const double OfLatitude = 111.0;
    private const double HighAsWide = 0.86;
    private static readonly double OfLongitude = 111.32 * Math.Cos(double.DegreesToRadians(39.5));

    /// <summary>The region around the theatres, from Iran's east to the Tarim basin.</summary>
    public static MapFrame Region { get; } = Around([(new(29.5, 58), 0), (new(44.5, 80), 0)], 0);

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public static double X(double lon) => lon * OfLongitude;

    public static double Y(double lat) => -lat * OfLatitude;

    public static (double X, double Y) Of(GeoPoint point) => (X(point.Lon), Y(point.Lat));

    public bool Holds(GeoPoint point) => Of(point) is var (x, y) && x >= Left && x <= Right && y >= Top && y <= Bottom;

    /// <summary>The least frame of the map's shape that holds these circles, with so many kilometres around.</summary>
    public static MapFrame Around(IReadOnlyCollection<(GeoPoint Point, double Km)> circles, double beside)
    {
        var left = circles.Min(c => X(c.Point.Lon) - c.Km) - beside;
        var right = circles.Max(c => X(c.Point.Lon) + c.Km) + beside;
        var top = circles.Min(c => Y(c.Point.Lat) - c.Km) - beside;
        var bottom = circles.Max(c => Y(c.Point.Lat) + c.Km) + beside;
        var width = Math.Max(right - left, (bottom - top) / HighAsWide);
        var height = width * HighAsWide;
        return new(((left + right) / 2) - (width / 2), ((top + bottom) / 2) - (height / 2), width, height);
    }
}
