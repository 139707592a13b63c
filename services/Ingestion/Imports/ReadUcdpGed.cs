using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// The Georeferenced Event Dataset of the Uppsala Conflict Data Program: each row an attack, its id the record's key. The precision of date and place is the
/// code's own, its low, best and high estimates are the killed; where they contradict one another the row is refused.
/// </summary>
/// <remarks>Codes as in the GED codebook: date_prec 1 day, 2 two to six days, 3 week, 4 month, 5 more; where_prec 1 exact, 2 within about 25 km, 3 and 4 administrative divisions, 5 a line or
/// a vague area, 6 country, 7 waters or airspace between countries.</remarks>
internal static class ReadUcdpGed
{
    private const string Name = "UCDP GED";

    private static readonly string[] KilledBySide = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"];
    private static readonly string[] Killed = ["on side A", "on side B", "civilians", "of unknown side"];

    public static SheetFormat Format { get; } = new(
        [
            new("id", true), new("type_of_violence", true), new("date_prec", true), new("date_start", true), new("date_end", true), new("where_prec", true),
            new("latitude", true), new("longitude", true), new("low", true), new("best", true), new("high", true), new("side_a", true), new("side_b", true),
            new("dyad_name"), new("conflict_name"), new("where_coordinates"), new("where_description"), new("adm_1"), new("adm_2"), new("country"),
            new("event_clarity"), new("source_original"), new("source_office"), new("source_headline"), .. KilledBySide.Select(c => new SheetColumn(c)),
        ],
        new Dictionary<string, string>
        {
            ["externalId"] = "id", ["title"] = "dyad_name", ["when"] = "date_start", ["where.lat"] = "latitude", ["where.lon"] = "longitude", ["where"] = "where_coordinates",
            ["details.killed"] = "best", ["source.origin"] = "source_original", ["actors[0]"] = "side_a", ["actors[1]"] = "side_b",
        },
        SheetFormat.NothingKnown,
        Read);

    private static TimelineRow Read(Cells cells)
    {
        var (sideA, sideB) = (cells.Text("side_a"), cells.Text("side_b"));
        var violence = cells.Code("type_of_violence", 1, 3);
        var place = cells.Text("where_coordinates") ?? cells.Text("adm_2") ?? cells.Text("adm_1") ?? cells.Text("country");
        return new()
        {
            ExternalId = cells.Text("id"),
            Kind = "attack",
            Subkind = violence switch { 1 => "state-based-violence", 2 => "non-state-violence", 3 => "one-sided-violence", _ => null },
            Title = Cut(string.Join(", ", new[] { cells.Text("dyad_name") ?? $"{sideA} - {sideB}", place }.OfType<string>()), 500),
            When = When(cells),
            Where = Where(cells, place),
            // of one-sided violence side B is civilians, who do nothing
            Actors = [.. new[] { sideA, violence == 3 ? null : sideB }.OfType<string>().SelectMany(Allies)],
            Details = Deaths(cells),
            Figures = [.. KilledBySide.Index().Select(d => (d.Index, Number: Count(cells, d.Item))).Where(d => d.Number > 0)
                .Select(d => new Quantity(Best: d.Number, Unit: "persons", What: $"killed, {Killed[d.Index]}"))],
            Source = new(Name, Origin: Cut(cells.Text("source_original") ?? cells.Text("source_office"), 500)),
            Claim = cells.Code("event_clarity", 1, 2) == 2 ? "estimated" : "reported",
            Note = Note(cells),
        };
    }

    // a side of many is written as one name
    private static string[] Allies(string side) => side.Length <= 200 ? [side] : side.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static WhenForm When(Cells cells)
    {
        var precision = cells.Code("date_prec", 1, 5);
        var (first, last) = (cells.Day("date_start"), cells.Day("date_end"));
        if (first is { } begin && last is { } end && end < begin)
        {
            cells.Refuse("date_end", $"{end:uuuu-MM-dd} lies before date_start {begin:uuuu-MM-dd}.");
        }
        else if (first is null || last is null)
        {
            cells.Refuse(first is null ? "date_start" : "date_end", "There is no day.");
        }

        return new()
        {
            Earliest = Iso(first), Latest = Iso(last),
            Precision = precision switch { 1 when first == last => "day", 4 when IsMonth(first, last) => "month", 5 when IsYear(first, last) => "year", _ => "range" },
        };
    }

    // its code says how fine it is, whatever the digits behind the point
    private static WhereForm? Where(Cells cells, string? place)
    {
        var precision = cells.Code("where_prec", 1, 7);
        var (lat, lon) = ((double?)cells.Number("latitude"), (double?)cells.Number("longitude"));
        return lat is null && lon is null ? null : new(Text: Cut(place, 500), Lat: lat, Lon: lon, Precision: precision switch
        {
            1 => "point", 2 => "area", 3 => "district", 4 => "region", 6 => "country", _ => "unknown",
        });
    }

    private static JsonElement? Deaths(Cells cells)
    {
        var (low, best, high) = (Count(cells, "low"), Count(cells, "best"), Count(cells, "high"));
        if (low > high)
        {
            cells.Refuse("low", $"low {low} lies above high {high}.");
        }
        else if (best < low || best > high)
        {
            cells.Refuse("best", $"best {best} lies outside low {low} to high {high}.");
        }

        return (low ?? best ?? high) is null ? null : JsonSerializer.SerializeToElement(new { killed = new Quantity(low, best, high, "persons") }, TimelineJson.Options);
    }

    private static decimal? Count(Cells cells, string column)
    {
        if (cells.Number(column) is not { } number)
        {
            return null;
        }

        if (number >= 0 && decimal.IsInteger(number))
        {
            return number;
        }

        cells.Refuse(column, $"{number} is no number of people.");
        return null;
    }

    private static string? Note(Cells cells)
    {
        var parts = new[] { cells.Text("where_description"), cells.Text("conflict_name") is { } conflict ? $"Conflict: {conflict}" : null, cells.Text("source_headline") is { } headline ? $"Reported as: {headline}" : null };
        return Cut(string.Join(". ", parts.OfType<string>()), 9000);
    }

    private static bool IsMonth(LocalDate? first, LocalDate? last) => first is { Day: 1 } f && last == f.With(DateAdjusters.EndOfMonth);

    private static bool IsYear(LocalDate? first, LocalDate? last) => first is { Day: 1, Month: 1 } f && last == new LocalDate(f.Year, 12, 31);

    private static string? Iso(LocalDate? day) => day?.ToString("uuuu-MM-dd", null);

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..(most - 1)] + "…";
}
