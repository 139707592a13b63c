using Timeline.Hosting;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>
/// The place of a report: a gazetteer id, words found under any spelling, a point with a precision, or, where that is said, words that no place is known by. Never a point that no source gave.
/// </summary>
internal sealed class ReadWhere(Gazetteer gazetteer)
{
    private const double FarOffKm = 100;

    public (Mention Mention, WhereReading Reading)? Read(WhereForm? form, string field, Problems problems)
    {
        if (form is null || form is { Place: null, Text: null, Lat: null, Lon: null })
        {
            return null;
        }

        var text = ReadWords.Text(form.Text, 500, field + ".text", problems);
        var precision = ReadWords.Enum<PlacePrecision>(form.Precision, field + ".precision", problems);
        var point = Point(form, field, problems);
        var (place, read) = form.Place is not null ? (ById(form.Place, field, problems), null) : text is not null ? ByWords(text, precision, field, point, form.Lat is not null || form.Lon is not null, problems) : (null, null);
        // a place has a precision of its own, and nothing else says how fine a point is
        if (place is null && form is { Lat: not null, Lon: not null } && string.IsNullOrWhiteSpace(form.Precision))
        {
            problems.Add(field + ".precision", $"Say how finely the source gives the point: {string.Join(", ", Enum.GetValues<PlacePrecision>().Select(ReadWords.Spelling))}.");
        }

        // somebody saw that no place is called so, and keeps the words: they lie nowhere
        var areKept = place is null && point is null && text is not null && precision == PlacePrecision.Unknown && form is { Place: null, Lat: null, Lon: null };
        if (place is null && point is null && !areKept)
        {
            return null;
        }

        var mention = new Mention(place?.Id, text ?? place?.Name, read?.Precision ?? precision ?? (place is null ? PlacePrecision.Unknown : Gazetteer.PrecisionOf(place.Type)), point);
        var says = areKept ? $"'{text}' as it is written: the gazetteer has no place of that name, and what happened there counts in no theatre"
            : place is null
            ? $"at {point!.Value.Lat:0.###}, {point.Value.Lon:0.###}"
            : place.AdministeredBy is { } administered && place.Country is { } country && administered != country
                ? $"{place.Name}: in {country}, administered by {administered}"
                : place.Country is { } only && only != place.Name ? $"{place.Name}, {only}" : place.Name;
        return (mention, new(place?.Id, place?.Name, mention.Precision, point, place?.Country, place?.AdministeredBy, says));
    }

    private static GeoPoint? Point(WhereForm form, string field, Problems problems)
    {
        if (form.Lat is null && form.Lon is null)
        {
            return null;
        }

        if (form.Lat is null || form.Lon is null)
        {
            problems.Add(field + (form.Lat is null ? ".lat" : ".lon"), "A point has both lat and lon.");
            return null;
        }

        if (form.Lat is not (>= -90 and <= 90))
        {
            problems.Add(field + ".lat", $"{form.Lat} is not a latitude: -90 to 90.");
        }

        if (form.Lon is not (>= -180 and <= 180))
        {
            problems.Add(field + ".lon", $"{form.Lon} is not a longitude: -180 to 180.");
        }

        return form is { Lat: >= -90 and <= 90, Lon: >= -180 and <= 180 } ? new(form.Lat.Value, form.Lon.Value) : null;
    }

    private Place? ById(string id, string field, Problems problems)
    {
        var place = gazetteer.Find(id);
        if (place is null)
        {
            problems.Add(field + ".place", $"The gazetteer has no place '{ReadWords.Excerpt(id)}'.");
        }
        else if (gazetteer.IsTakenBack(id))
        {
            problems.Add(field + ".place", $"The place '{id}' was taken back: {place.Name} is no place of the gazetteer any more.");
            return null;
        }

        return place;
    }

    // a name is met with in many countries: where the source's own point lies far off, it means another place of that name
    private static bool IsAt(Place place, GeoPoint? point) =>
        point is not { } own || place.Point is not { } centre || centre.KilometresTo(own) <= (place.RadiusKm ?? 0) + FarOffKm;

    private (Place? Place, Mention? Mention) ByWords(string words, PlacePrecision? precision, string field, GeoPoint? point, bool hasPoint, Problems problems)
    {
        switch (gazetteer.Read(words, precision))
        {
            case PlaceReading.Read read when IsAt(read.Place, point):
                return (read.Place, read.Mention);
            case PlaceReading.Refused refused when !hasPoint && precision != PlacePrecision.Unknown:
                problems.Add(field + ".text", $"{refused.Why}{(refused.Why.EndsWith('?') ? "" : ".")} Otherwise give lat and lon with a precision, or keep the words alone with the precision 'unknown'.");
                return (null, null);
            default:
                return (null, null);
        }
    }
}
