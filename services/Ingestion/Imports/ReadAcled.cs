using System.Text.Json;
using NodaTime;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// An export of the Armed Conflict Location and Event Data: battles, explosions and violence against civilians are attacks, the rest is context with its kind as
/// subkind. Its single date stands for a week or a month where time_precision says so, and becomes that stretch again.
/// </summary>
/// <remarks>Codes as in the ACLED codebook: time_precision 1 day, 2 some day of about a week, 3 some day of the month; geo_precision 1 the place named, 2 near it, 3 only the region. Of a week no edges are
/// given, so it may be any week that the date lies in.</remarks>
internal static class ReadAcled
{
    private static readonly string[] Violent = ["Battles", "Explosions/Remote violence", "Violence against civilians"];

    public static SheetFormat Format { get; } = new(
        [
            new("event_id_cnty", true), new("event_date", true), new("time_precision", true), new("event_type", true), new("geo_precision", true), new("latitude", true), new("longitude", true),
            new("fatalities", true), new("sub_event_type"), new("actor1"), new("actor2"), new("assoc_actor_1"), new("assoc_actor_2"), new("location"), new("admin1"), new("admin2"),
            new("country"), new("source"), new("notes"),
        ],
        new Dictionary<string, string>
        {
            ["externalId"] = "event_id_cnty", ["title"] = "event_type", ["when"] = "event_date", ["where.lat"] = "latitude", ["where.lon"] = "longitude", ["where"] = "location",
            ["details.killed"] = "fatalities", ["figures[0]"] = "fatalities", ["source.origin"] = "source", ["note"] = "notes", ["actors[0]"] = "actor1", ["actors[1]"] = "actor2",
        },
        SheetFormat.NothingKnown,
        Read);

    private static TimelineRow Read(Cells cells)
    {
        var (type, finer) = (cells.Text("event_type"), cells.Text("sub_event_type"));
        var attack = Violent.Contains(type, StringComparer.OrdinalIgnoreCase);
        var killed = Killed(cells);
        var place = cells.Text("location") ?? cells.Text("admin2") ?? cells.Text("admin1") ?? cells.Text("country");
        if (finer?.Contains("abduction", StringComparison.OrdinalIgnoreCase) == true)
        {
            cells.Propose(new(Kind.HostageTaking, null, finer));
        }

        return new()
        {
            ExternalId = cells.Text("event_id_cnty"),
            Kind = attack ? "attack" : "context",
            Subkind = Slug(attack ? finer : type),
            Title = string.Join(", ", new[] { finer ?? type, cells.Text("actor1"), place }.OfType<string>()),
            When = When(cells),
            Where = Where(cells, place),
            Actors = [.. new[] { "actor1", "actor2", "assoc_actor_1", "assoc_actor_2" }.SelectMany(c => cells.Text(c)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
                .Distinct().Where(a => !a.StartsWith("Civilians", StringComparison.OrdinalIgnoreCase))],
            Details = attack && killed is { } dead ? JsonSerializer.SerializeToElement(new { killed = dead }, TimelineJson.Options) : null,
            Figures = !attack && killed is { Best: > 0 } counted ? [counted with { What = "killed" }] : null,
            Source = new("ACLED", Origin: cells.Text("source")),
            Claim = "reported",
            Note = cells.Text("notes"),
        };
    }

    private static WhenForm When(Cells cells)
    {
        var precision = cells.Code("time_precision", 1, 3);
        if (cells.Day("event_date") is not { } day)
        {
            if (cells.Text("event_date") is null)
            {
                cells.Refuse("event_date", "There is no day.");
            }

            return new();
        }

        var (first, last, fine) = precision switch
        {
            1 => (day, day, "day"),
            2 => (day.PlusDays(-6), day.PlusDays(6), "range"),
            _ => (day.With(DateAdjusters.StartOfMonth), day.With(DateAdjusters.EndOfMonth), "month"),
        };
        return new() { Earliest = first.ToString("uuuu-MM-dd", null), Latest = last.ToString("uuuu-MM-dd", null), Precision = fine };
    }

    private static WhereForm? Where(Cells cells, string? place)
    {
        var precision = cells.Code("geo_precision", 1, 3);
        var (lat, lon) = ((double?)cells.Number("latitude"), (double?)cells.Number("longitude"));
        return lat is null && lon is null ? null : new(Text: place, Lat: lat, Lon: lon, Precision: precision switch { 1 => "town", 2 => "area", _ => "region" });
    }

    private static Quantity? Killed(Cells cells)
    {
        if (cells.Number("fatalities") is not { } killed)
        {
            return null;
        }

        if (killed < 0 || !decimal.IsInteger(killed))
        {
            cells.Refuse("fatalities", $"{killed} is no number of people.");
        }

        return new(Best: killed, Unit: "persons");
    }

    private static string? Slug(string? words) => words is null ? null : string.Join('-', words.ToLowerInvariant().Split([' ', '/', ','], StringSplitOptions.RemoveEmptyEntries));
}
