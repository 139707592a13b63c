using NodaTime;
using NodaTime.TimeZones;

namespace Timeline.Vocabulary;

/// <summary>
/// The clocks of a place: the time zones (tzdb) of the country around it and of the one it belongs to. A country may have several, and an enclave lives by either: all of them are possible, and none
/// is chosen.
/// </summary>
public static class PlaceZones
{
    private static readonly ILookup<string, string> ByCountry = TzdbDateTimeZoneSource.Default.ZoneLocations!
        .ToLookup(l => l.CountryName.Split(" (")[0], l => l.ZoneId, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where no country of it is known: then any clock of the world may be meant.</summary>
    public static IReadOnlyList<DateTimeZone>? Of(Place? place)
    {
        var countries = new[] { place?.Country, place?.AdministeredBy }.OfType<string>().SelectMany(c => c.Split('/', StringSplitOptions.TrimEntries)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // of a country that tzdb does not list nothing is known, and what is known of the other would be a guess
        return countries.Count == 0 || countries.Exists(c => !ByCountry.Contains(c)) ? null
            : [.. countries.SelectMany(c => ByCountry[c]).Distinct(StringComparer.Ordinal).Select(id => DateTimeZoneProviders.Tzdb[id])];
    }
}
