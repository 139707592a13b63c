namespace Timeline.Vocabulary;

public enum PlaceType { Country, Region, Province, District, Area, Valley, Range, Gorge, Pass, City, Village, Camp, Enclave, Territory, Group, Unknown }

/// <summary>An entry of the gazetteer.</summary>
/// <param name="Country">The country that surrounds it.</param>
/// <param name="AdministeredBy">The country it belongs to; for an enclave another than the one around it.</param>
/// <param name="Point">A point inside it, approximate; null for what has none.</param>
/// <param name="RadiusKm">About how far it reaches from that point.</param>
/// <param name="Within">The entries it lies in (ids); an enclave lies in its area and in its own country.</param>
/// <param name="Spellings">Other names, transliterations and Cyrillic.</param>
public sealed record Place(
    string Id,
    string Name,
    PlaceType Type,
    string? Country,
    string? AdministeredBy,
    GeoPoint? Point,
    double? RadiusKm,
    IReadOnlyList<string> Within,
    IReadOnlyList<string> Spellings,
    string? Note = null);

/// <summary>A way through named points, in order.</summary>
public sealed record Route(string Id, string Name, IReadOnlyList<RoutePoint> Points, IReadOnlyList<string> Via, string? Note = null);

public sealed record RoutePoint(string Name, GeoPoint Point);
