using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Where an incident was, as far as its leading mention says: a point and about how far from it the incident may lie.</summary>
/// <param name="IsCoarse">A district or anything wider: it may be near something and is never surely near it.</param>
public sealed record Whereabouts(GeoPoint Centre, double RadiusKm, bool IsCoarse)
{
    /// <summary>Null where there is neither a point nor a place that has one: that is near nothing.</summary>
    internal static Whereabouts? Of(Incident incident, Gazetteer gazetteer)
    {
        if (incident.Where is not { } where)
        {
            return null;
        }

        var coarse = where.Precision is not (PlacePrecision.Point or PlacePrecision.Village or PlacePrecision.Town or PlacePrecision.Enclave);
        var place = where.PlaceId is { } id ? gazetteer.Find(id) : null;
        return where.Point is { } point ? new(point, RadiusOf(where.Precision), coarse)
            : place?.Point is { } centre ? new(centre, Math.Max(place.RadiusKm ?? 0, RadiusOf(where.Precision)), coarse)
            : null;
    }

    /// <summary>Whether two lie within so many kilometres of one another wherever in their circles they were, or somewhere in them.</summary>
    public Certainty IsNear(Whereabouts other, double km) => Judge(Centre.KilometresTo(other.Centre), RadiusKm + other.RadiusKm, IsCoarse || other.IsCoarse, km);

    /// <summary>The same of a route, which is a line without breadth.</summary>
    public Certainty IsNear(Route route, double km) => Judge(From(route).Km, RadiusKm, IsCoarse, km);

    /// <summary>How far from a route the middle of its circle is, and how far along it.</summary>
    public RouteDistance From(Route route) => RouteDistance.Of(Centre, [.. route.Points.Select(p => p.Point)]);

    /// <summary>How far what is mentioned this finely may lie from its point, where the gazetteer does not say more.</summary>
    private static double RadiusOf(PlacePrecision precision) => precision switch
    {
        PlacePrecision.Point => 0,
        PlacePrecision.Village => 3,
        PlacePrecision.Town => 10,
        PlacePrecision.Enclave => 20,
        PlacePrecision.District => 40,
        PlacePrecision.Area => 60,
        PlacePrecision.Region => 100,
        _ => 400,
    };

    private static Certainty Judge(double between, double doubt, bool coarse, double km) =>
        between - doubt > km ? Certainty.Impossible
        : coarse || between + doubt > km ? Certainty.Possible
        : Certainty.Certain;
}
