using NodaTime;

namespace Timeline.Vocabulary;

/// <summary>How finely a mention of a place says where.</summary>
public enum PlacePrecision { Point, Village, Town, Enclave, District, Area, Region, Country, Route, Unknown }

/// <summary>A point on the WGS 84 ellipsoid, in degrees: latitude -90 to 90, longitude -180 to 180.</summary>
public readonly record struct GeoPoint(double Lat, double Lon)
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>The way over the ground as on a sphere of the Earth's mean radius, in kilometres.</summary>
    /// <remarks>Vincenty's form for a sphere: as exact for neighbours as for opposite ends of the Earth.</remarks>
    public double KilometresTo(GeoPoint other)
    {
        var (sin1, cos1) = Math.SinCos(double.DegreesToRadians(Lat));
        var (sin2, cos2) = Math.SinCos(double.DegreesToRadians(other.Lat));
        var (sinEast, cosEast) = Math.SinCos(double.DegreesToRadians(other.Lon - Lon));
        var across = Math.Sqrt(Square(cos2 * sinEast) + Square((cos1 * sin2) - (sin1 * cos2 * cosEast)));
        return EarthRadiusKm * Math.Atan2(across, (sin1 * sin2) + (cos1 * cos2 * cosEast));
    }

    private static double Square(double x) => x * x;
}

/// <summary>
/// A place as one source mentions it. The mention keeps its own precision: a village named as "somewhere in Batken" stays a region.
/// </summary>
/// <param name="PlaceId">The gazetteer's entry, or null where only words or a point were given.</param>
/// <param name="Text">The words as stated.</param>
/// <param name="Point">The source's own point, where it gave one; never copied from the gazetteer.</param>
public sealed record Mention(string? PlaceId, string? Text, PlacePrecision Precision, GeoPoint? Point = null);

/// <param name="Name">Who says it.</param>
/// <param name="Published">The day it was published; information, moves nothing.</param>
/// <param name="Origin">Where the source itself had it from: reports of a common origin count once.</param>
public sealed record Source(string Name, Grading Grading, LocalDate? Published = null, string? Url = null, string? Origin = null, string? Pages = null);

/// <summary>A relation of one incident to another.</summary>
/// <param name="Rel">One of <see cref="Relations.All"/>.</param>
/// <param name="To">The other incident's id. It may not be known yet: the link then waits for it.</param>
public sealed record Link(string Rel, string To);

/// <summary>The relations between incidents.</summary>
public static class Relations
{
    public const string PartOf = "part-of";
    public const string Follows = "follows";
    public const string RansomFor = "ransom-for";
    public const string ReleaseOf = "release-of";
    public const string RetreatOf = "retreat-of";
    public const string SameRoute = "same-route";
    public const string Contradicts = "contradicts";
    public const string Replaces = "replaces";
    public const string RelatedTo = "related-to";

    public static IReadOnlyList<string> All { get; } = [PartOf, Follows, RansomFor, ReleaseOf, RetreatOf, SameRoute, Contradicts, Replaces, RelatedTo];
}

/// <summary>
/// What one source says of one incident: everything of a report that all kinds share. The kind's own fields stand beside it (<see cref="Details"/>).
/// </summary>
/// <param name="Subkind">A finer word inside the kind ("front", "umbrella", "policy").</param>
/// <param name="Elsewhere">Further places of the same incident.</param>
/// <param name="Figures">Numbers that are not fields of the kind.</param>
public sealed record Account(
    Kind Kind,
    string? Subkind,
    string Title,
    Occurrence When,
    Mention? Where,
    IReadOnlyList<Mention> Elsewhere,
    IReadOnlyList<string> Actors,
    IReadOnlyList<Quantity> Figures,
    Source Source,
    Polarity Polarity,
    Claim Claim,
    Scope Scope,
    IReadOnlyList<Link> Links,
    string? Note);
