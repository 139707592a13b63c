using System.ComponentModel;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Places;

/// <summary>A place as staff add it.</summary>
public sealed record PlaceForm(
    [property: Description("Its id; made of its name where it is left out.")] string? Id = null,
    [property: Description("Its name.")] string? Name = null,
    [property: Description("country, region, province, district, area, valley, range, gorge, pass, city, village, camp, enclave, territory, group or unknown.")] string? Type = null,
    [property: Description("The places it lies in, by their ids; an enclave lies in its area and in its own country.")] IReadOnlyList<string?>? Within = null,
    [property: Description("The country around it; that of the first place it lies in where it is left out.")] string? Country = null,
    [property: Description("The country it belongs to, where that is another.")] string? AdministeredBy = null,
    [property: Description("Degrees north of a point in it.")] double? Lat = null,
    [property: Description("Degrees east of a point in it.")] double? Lon = null,
    [property: Description("Other names, transliterations, Cyrillic.")] IReadOnlyList<string?>? Spellings = null,
    [property: Description("Anything else that a reader should know.")] string? Note = null,
    [property: Description("Why it is added.")] string? Reason = null);

/// <summary>Another spelling of a place.</summary>
public sealed record SpellingForm(
    [property: Description("The spelling, in any script that words are read in.")] string? Spelling = null,
    [property: Description("Where it was found, or why it is added.")] string? Reason = null);

/// <summary>POST /api/places: a place that the gazetteer lacks. POST /api/places/{id}/spellings: another spelling of one. Both are events, and words are read by them from then on.</summary>
public static partial class AddPlaces
{
    private const int MostSpellings = 50;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/places", AddAsync).RequireAuthorization(Access.Record)
            .Says("vocabulary", "Adds a place that the gazetteer lacks.", "It lies within places that are known, and counts in the theatres that count those. Its id stays; spellings may be added later.")
            .Refuses(StatusCodes.Status409Conflict, "There is a place of this id.")
            .Takes<PlaceForm>("""{ "name": "Ozgorush", "type": "village", "within": ["batken-region"], "lat": 39.93, "lon": 70.98, "spellings": ["Озгоруш"], "reason": "named by two reports" }""")
            .Gives<PlaceKept>(201, """{ "place": { "id": "ozgorush", "name": "Ozgorush", "type": "village" }, "version": 1, "position": 43 }""");
        app.MapPost("/api/places/{id}/spellings", SpellAsync).RequireAuthorization(Access.Record)
            .Says("vocabulary", "Adds another spelling of a place: words are read by it from now on.").Asks("id", "The place.")
            .Refuses(StatusCodes.Status409Conflict, "Somebody added to it at the same time; send it again.")
            .Takes<SpellingForm>("""{ "spelling": "Özgörüsh", "reason": "so in the governor's letters" }""").Gives<PlaceKept>(201);
    }

    private static async Task<IResult> AddAsync(HttpRequest request, ClaimsPrincipal who, Gazetteer gazetteer, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<PlaceForm>(request, stop);
        var problems = new Problems();
        var place = Read(form, gazetteer, problems);
        var reason = ReadWords.Text(form.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();
        if (gazetteer.Find(place!.Id) is { } there)
        {
            throw Refused.Field("id", gazetteer.IsTakenBack(there.Id) ? $"There was a place '{there.Id}', which was taken back: an id is never used again. Give another." : $"There is a place '{there.Id}': {there.Name}. Add a spelling to it, or give another id.", StatusCodes.Status409Conflict);
        }

        return await KeepPlace.Async(new(place.Id, null, [], 0), new PlaceAdded(place, reason, new(who.Name())), null, gazetteer, session, data, stop);
    }

    private static async Task<IResult> SpellAsync(string id, HttpRequest request, ClaimsPrincipal who, Gazetteer gazetteer, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<SpellingForm>(request, stop);
        var place = (gazetteer.IsTakenBack(id) ? null : gazetteer.Find(id)) ?? throw Refused.NotFound($"place '{ReadWords.Excerpt(id)}'");
        var problems = new Problems();
        var spelling = ReadSpelling(form.Spelling, "spelling", place.Id, gazetteer, problems);
        if (string.IsNullOrWhiteSpace(form.Spelling))
        {
            problems.Add("spelling", "Give the spelling.");
        }

        var reason = ReadWords.Text(form.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();
        var known = await session.LoadAsync<PlaceRecord>(place.Id, stop) ?? new(place.Id, null, [], 0);
        return await KeepPlace.Async(known, new PlaceSpelled(place.Id, spelling!, reason, new(who.Name())), null, gazetteer, session, data, stop);
    }

    private static Place? Read(PlaceForm form, Gazetteer gazetteer, Problems problems)
    {
        var name = ReadSpelling(form.Name, "name", null, gazetteer, problems);
        if (string.IsNullOrWhiteSpace(form.Name))
        {
            problems.Add("name", "Give its name.");
        }

        var type = ReadWords.Enum<PlaceType>(form.Type, "type", problems);
        if (string.IsNullOrWhiteSpace(form.Type))
        {
            problems.Add("type", "Say what sort of place it is.");
        }

        var within = (form.Within ?? []).ToList();
        if (within.Count is 0 or > 10)
        {
            problems.Add("within", "Say which places it lies in, one to ten: by them it counts in theatres.");
        }

        for (var at = 0; at < within.Count; at++)
        {
            if (within[at] is not { } parent || gazetteer.Find(parent) is null || gazetteer.IsTakenBack(parent))
            {
                problems.Add($"within[{at}]", $"The gazetteer has no place '{ReadWords.Excerpt(within[at] ?? "")}'.");
            }
        }

        if (form.Lat is not (null or (>= -90 and <= 90)))
        {
            problems.Add("lat", $"{form.Lat} is not a latitude: -90 to 90.");
        }

        if (form.Lon is not (null or (>= -180 and <= 180)))
        {
            problems.Add("lon", $"{form.Lon} is not a longitude: -180 to 180.");
        }

        if (form.Lat is null != form.Lon is null)
        {
            problems.Add(form.Lat is null ? "lat" : "lon", "A point has both lat and lon.");
        }

        var id = form.Id ?? (name is null ? null : FreeId(string.Join('-', Spelling.Words(name)), gazetteer));
        if (id is not null && !PlaceId().IsMatch(id))
        {
            problems.Add("id", "An id is made of lower-case Latin letters, figures and hyphens, two to sixty.");
        }

        var country = ReadWords.Text(form.Country, 100, "country", problems);
        var administered = ReadWords.Text(form.AdministeredBy, 100, "administeredBy", problems);
        var note = ReadWords.Text(form.Note, 2000, "note", problems);
        var spellings = Spellings(form, name, gazetteer, problems);
        return problems.Any ? null : new(
            id!, name!, type!.Value, country ?? gazetteer.Find(within[0]!)!.Country, administered, form.Lat is { } lat ? new(lat, form.Lon!.Value) : null, null, [.. within.OfType<string>().Distinct()], spellings, note);
    }

    // what was recorded at a place that was taken back still names it: the id of another of the same name is another
    private static string FreeId(string id, Gazetteer gazetteer) =>
        !gazetteer.IsTakenBack(id) ? id : Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{id}-{n}").First(i => !gazetteer.IsTakenBack(i));

    private static List<string> Spellings(PlaceForm form, string? name, Gazetteer gazetteer, Problems problems)
    {
        var spellings = (form.Spellings ?? []).ToList();
        if (spellings.Count > MostSpellings)
        {
            problems.Add("spellings", $"It has {spellings.Count} entries; {MostSpellings} is the most.");
            return [];
        }

        return [.. spellings.Select((s, at) => ReadSpelling(s, $"spellings[{at}]", null, gazetteer, problems)).OfType<string>().Where(s => s != name).Distinct()];
    }

    /// <summary>A spelling by which words will be read: it names something, and no other place.</summary>
    private static string? ReadSpelling(string? words, string field, string? of, Gazetteer gazetteer, Problems problems)
    {
        if (ReadWords.Text(words, 200, field, problems) is not { } spelling)
        {
            return null;
        }

        if (Spelling.Whole(spelling).Length < 2)
        {
            problems.Add(field, "Nothing is left of it that words could be compared with.");
            return null;
        }

        if (gazetteer.Search(spelling).FirstOrDefault(m => m.Score == 1) is { } taken)
        {
            problems.Add(field, taken.Place.Id == of ? "It is known already." : $"It is a spelling of {taken.Place.Name} ('{taken.Place.Id}'): words that can be two places are not read.");
            return null;
        }

        return spelling;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,59}$")]
    private static partial Regex PlaceId();
}
