using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Vocabulary;

namespace Timeline.Projection.Places;

/// <summary>GET /api/places?q=, /api/routes and /api/theatres: the words for where.</summary>
public static class ListPlaces
{
    private static readonly string[] Settings = [EventCatalogue.NameOf(typeof(ApprovalSet)), EventCatalogue.NameOf(typeof(DuplicateLimitSet))];

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/places", SearchAsync).RequireAuthorization(Access.Read)
            .Says("vocabulary", "The places of the gazetteer, or those that some words may mean, the likeliest first.", "Words are found under any spelling, in Latin or Cyrillic letters, with a slip or two, and by the transliteration.")
            .Asks("q", "The words; left out: all places. With words, twenty at most.").AsksMoment();
        app.MapGet("/api/places/history", HistoryAsync).RequireAuthorization(Access.Read)
            .Says("vocabulary", "All that staff did to the gazetteer, in the order in which it was recorded: places and spellings added and taken back, by whom and why.")
            .Asks("place", "Only of this place, by its id.").Gives<IReadOnlyList<PlaceChange>>(200);
        app.MapGet("/api/routes", (Gazetteer gazetteer) => gazetteer.Routes).RequireAuthorization(Access.Read).Says("vocabulary", "The routes between places.");
        app.MapGet("/api/theatres", TheatresAsync).RequireAuthorization(Access.Read)
            .Says("vocabulary", "The theatres, each with its seasonal calendar and its places.", "secondPerson says whether what is entered there is a draft until another person approves it; likelyDuplicate from which score on a report is likely told already, null: 0.85. versions says how often each was set: the version to expect where it is set again.");
    }

    private static async Task<IReadOnlyList<Theatre>> TheatresAsync(IReadOnlyList<Theatre> theatres, NpgsqlDataSource data, CancellationToken stop)
    {
        var asSet = theatres.ToDictionary(t => t.Id, t => t with { Versions = new(0, 0) });
        await using var command = data.CreateCommand($"select {KeptEvents.Columns} from timeline.fact where incident_id = any($1) and type = any($2) order by version");
        command.Parameters.Add(new() { Value = theatres.SelectMany(t => new[] { $"theatre~{t.Id}", $"theatre~{t.Id}~duplicates" }).ToArray() });
        command.Parameters.Add(new() { Value = Settings });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            switch (rows.KeptEvent().Event)
            {
                case ApprovalSet told: asSet[told.Theatre] = After(asSet[told.Theatre], told); break;
                case DuplicateLimitSet told: asSet[told.Theatre] = After(asSet[told.Theatre], told); break;
            }
        }

        return [.. theatres.Select(t => asSet[t.Id])];
    }

    private static Theatre After(Theatre theatre, ApprovalSet told) =>
        theatre with { SecondPerson = told.SecondPerson, Versions = theatre.Versions! with { SecondPerson = theatre.Versions.SecondPerson + 1 } };

    private static Theatre After(Theatre theatre, DuplicateLimitSet told) =>
        theatre with { LikelyDuplicate = told.LikelyDuplicate, Versions = theatre.Versions! with { LikelyDuplicate = theatre.Versions.LikelyDuplicate + 1 } };

    private static async Task<IReadOnlyList<Place>> SearchAsync(string? q, string? knownAt, string? clock, HeldPlaces places, CancellationToken stop)
    {
        var gazetteer = await places.AtAsync(Moment.Read(knownAt, clock), stop);
        return string.IsNullOrWhiteSpace(q) ? gazetteer.Places : [.. gazetteer.Search(q).Take(20).Select(m => m.Place)];
    }

    /// <param name="Version">Of the place after it: what the next change may expect.</param>
    /// <param name="What">added, spelled, spelling-withdrawn or withdrawn.</param>
    /// <param name="Words">The place's name where it was added, the spelling where one came or went; null where the place was taken back.</param>
    private sealed record PlaceChange(string Place, long Version, string What, string? Words, string? Reason, string By, Instant At);

    private static async Task<IResult> HistoryAsync(string? place, HeldPlaces places, CancellationToken stop) => Results.Json(
        (await places.ToldAsync(stop)).Where(f => place is null || ((IPlaceEvent)f.Event).PlaceId == place).Select(Change), TimelineJson.Options);

    private static PlaceChange Change(Fact fact)
    {
        var (what, words, reason) = fact.Event switch
        {
            PlaceAdded added => ("added", added.Place.Name, added.Reason),
            PlaceSpelled spelled => ("spelled", spelled.Spelling, spelled.Reason),
            PlaceSpellingWithdrawn gone => ("spelling-withdrawn", gone.Spelling, gone.Reason),
            _ => ("withdrawn", (string?)null, ((PlaceWithdrawn)fact.Event).Reason),
        };
        return new(((IPlaceEvent)fact.Event).PlaceId, fact.Version, what, words, reason, fact.Event.Provenance.By, fact.Recorded);
    }
}
