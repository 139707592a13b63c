using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>How far a point lies from a route of great-circle arcs, and how far along it that is.</summary>
/// <param name="Km">The shortest way to the route, on the sphere of <see cref="GeoPoint"/>.</param>
/// <param name="Segment">The arc that is nearest, from 0; the first of equals.</param>
/// <param name="AlongKm">From the route's first point along it to the nearest place on it.</param>
public sealed record RouteDistance(double Km, int Segment, double AlongKm)
{
    private const double Nothing = 1e-9;   // a millionth of a metre decides nothing

    /// <param name="route">At least two points.</param>
    public static RouteDistance Of(GeoPoint point, IReadOnlyList<GeoPoint> route)
    {
        RouteDistance? best = null;
        var before = 0.0;
        for (var segment = 0; segment + 1 < route.Count; segment++)
        {
            var (km, along) = ToArc(point, route[segment], route[segment + 1]);
            if (best is null || km < best.Km - Nothing)
            {
                best = new(km, segment, before + along);
            }

            before += route[segment].KilometresTo(route[segment + 1]);
        }

        return best ?? throw new ArgumentException("a route has at least two points", nameof(route));
    }

    private static (double Km, double Along) ToArc(GeoPoint point, GeoPoint from, GeoPoint to)
    {
        var (p, a, b) = (Direction.Of(point), Direction.Of(from), Direction.Of(to));
        var pole = a.Cross(b);
        if (pole.Length > 0)
        {
            pole = pole.Times(1 / pole.Length);
            var foot = p.Minus(pole.Times(p.Dot(pole)));
            // the foot of the perpendicular lies on the arc where it is past the start and short of the end
            if (foot.Length > 0 && a.Cross(foot).Dot(pole) >= 0 && foot.Cross(b).Dot(pole) >= 0)
            {
                var onArc = foot.ToPoint();
                return (point.KilometresTo(onArc), from.KilometresTo(onArc));
            }
        }

        var (toStart, toEnd) = (point.KilometresTo(from), point.KilometresTo(to));
        return toEnd < toStart - Nothing ? (toEnd, from.KilometresTo(to)) : (toStart, 0);
    }

    private readonly record struct Direction(double X, double Y, double Z)
    {
        public double Length => Math.Sqrt(Dot(this));

        public static Direction Of(GeoPoint point)
        {
            var (sinLat, cosLat) = Math.SinCos(double.DegreesToRadians(point.Lat));
            var (sinLon, cosLon) = Math.SinCos(double.DegreesToRadians(point.Lon));
            return new(cosLat * cosLon, cosLat * sinLon, sinLat);
        }

        public GeoPoint ToPoint() => new(double.RadiansToDegrees(Math.Atan2(Z, double.Hypot(X, Y))), double.RadiansToDegrees(Math.Atan2(Y, X)));

        public double Dot(Direction o) => (X * o.X) + (Y * o.Y) + (Z * o.Z);

        public Direction Cross(Direction o) => new((Y * o.Z) - (Z * o.Y), (Z * o.X) - (X * o.Z), (X * o.Y) - (Y * o.X));

        public Direction Minus(Direction o) => new(X - o.X, Y - o.Y, Z - o.Z);

        public Direction Times(double by) => new(X * by, Y * by, Z * by);
    }
}
