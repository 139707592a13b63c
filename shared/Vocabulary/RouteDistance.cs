namespace Timeline.Vocabulary;

/// <summary>Where a point lies beside a route.</summary>
/// <param name="Km">The shortest way to the route, in kilometres.</param>
/// <param name="Segment">The index of the stretch it is nearest to; the lowest of equals.</param>
/// <param name="AlongKm">How far along the route that nearest point lies, from its first point.</param>
public sealed record RouteDistance(double Km, int Segment, double AlongKm)
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>A route is the arcs of great circles between its points, on a sphere.</summary>
    /// <exception cref="ArgumentException">The route has no points.</exception>
    public static RouteDistance Of(IReadOnlyList<GeoPoint> route, GeoPoint point)
    {
        if (route.Count == 0)
        {
            throw new ArgumentException("a route has at least one point", nameof(route));
        }

        var best = new RouteDistance(route[0].KilometresTo(point), 0, 0);
        var passed = 0.0;
        for (var n = 0; n + 1 < route.Count; n++)
        {
            var length = route[n].KilometresTo(route[n + 1]);
            var (km, along) = FromArc(route[n], route[n + 1], length, point);
            if (km < best.Km)
            {
                best = new(km, n, passed + along);
            }

            passed += length;
        }

        return best;
    }

    private static (double Km, double Along) FromArc(GeoPoint from, GeoPoint to, double length, GeoPoint point)
    {
        var (a, b, p) = (Unit(from), Unit(to), Unit(point));
        var normal = Cross(a, b);
        var size = Math.Sqrt(Dot(normal, normal));
        if (size > 1e-15)
        {
            normal = (normal.X / size, normal.Y / size, normal.Z / size);
            var height = Dot(p, normal);
            var foot = (X: p.X - (height * normal.X), Y: p.Y - (height * normal.Y), Z: p.Z - (height * normal.Z));
            // the foot of the perpendicular lies on the arc itself and not on the rest of its circle
            if (Dot(Cross(a, foot), normal) >= 0 && Dot(Cross(foot, b), normal) >= 0)
            {
                return (Math.Abs(Math.Asin(Math.Clamp(height, -1, 1))) * EarthRadiusKm, Math.Atan2(Dot(Cross(a, foot), normal), Dot(a, foot)) * EarthRadiusKm);
            }
        }

        var (toFrom, toTo) = (from.KilometresTo(point), to.KilometresTo(point));
        return toFrom <= toTo ? (toFrom, 0) : (toTo, length);
    }

    private static (double X, double Y, double Z) Unit(GeoPoint point)
    {
        var (lat, lon) = (double.DegreesToRadians(point.Lat), double.DegreesToRadians(point.Lon));
        return (Math.Cos(lat) * Math.Cos(lon), Math.Cos(lat) * Math.Sin(lon), Math.Sin(lat));
    }

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static (double X, double Y, double Z) Cross((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        ((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));
}
