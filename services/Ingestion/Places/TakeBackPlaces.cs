using System.ComponentModel;
using System.Security.Claims;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Places;

/// <summary>Why a place is taken back.</summary>
public sealed record PlaceWithdrawalForm(
    [property: Description("Why.")] string? Reason = null,
    [property: Description("The version of the place that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null);

/// <summary>Which spelling is taken back, and why.</summary>
public sealed record SpellingWithdrawalForm(
    [property: Description("The spelling, letter for letter.")] string? Spelling = null,
    [property: Description("Why.")] string? Reason = null,
    [property: Description("The version of the place that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null);

/// <summary>
/// POST /api/places/{id}/withdrawals and /api/places/{id}/spellings/withdrawals: what staff added to the gazetteer is taken back. Only what staff added; and a place only while no standing report is there and no other
/// place lies in it, so that nobody loses sight of what happened. What was read by a spelling stays as it was read.
/// </summary>
public static class TakeBackPlaces
{
    // once, when somebody asks: no index is kept for it
    private const string Named = """
        select
          (select count(*) from timeline.mt_doc_incidentrecord d, jsonb_array_elements(d.data->'reports') r
            where not coalesce((r->>'retracted')::boolean, false) and (r->'account'->'where'->>'placeId' = $1 or r->'account'->'elsewhere' @> jsonb_build_array(jsonb_build_object('placeId', $1::text)))),
          (select count(*) from timeline.mt_events e join timeline.mt_doc_coveragerecord c on c.id = e.stream_id
            where e.type = 'coverage-stated.v1' and e.data->'where'->>'placeId' = $1 and not coalesce((c.data->>'withdrawn')::boolean, false))
        """;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/places/{id}/withdrawals", PlaceAsync).RequireAuthorization(Access.Record)
            .Says("vocabulary", "Takes back a place that staff added.",
                "No words are read as it from now on, and its id is never used again. It is refused while standing reports or statements of what was watched name it, or other places lie in it: those are corrected or taken back first.")
            .Asks("id", "The place.").ExpectsVersion().Takes<PlaceWithdrawalForm>("""{ "reason": "it is a quarter of Batken and no village", "expectedVersion": 1 }""").Gives<PlaceKept>(200);
        app.MapPost("/api/places/{id}/spellings/withdrawals", SpellingAsync).RequireAuthorization(Access.Record)
            .Says("vocabulary", "Takes back a spelling that staff added to a place.", "Words are no longer read by it; what was read by it stays as it was read.")
            .Asks("id", "The place.").ExpectsVersion().Takes<SpellingWithdrawalForm>("""{ "spelling": "Özgörüsh", "reason": "a slip of the pen", "expectedVersion": 2 }""").Gives<PlaceKept>(200);
    }

    private static async Task<IResult> PlaceAsync(string id, HttpRequest request, ClaimsPrincipal who, Gazetteer gazetteer, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<PlaceWithdrawalForm>(request, stop);
        var problems = new Problems();
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        var (place, known) = await FindAsync(id, gazetteer, session, stop);
        if (known.Added is null)
        {
            throw Refused.Field("id", $"{place.Name} came with the gazetteer: only what staff added is taken back.");
        }

        if (known.TakenBack)
        {
            throw Refused.Field("id", "It was taken back before.");
        }

        if (gazetteer.Places.Where(p => p.Within.Contains(place.Id)).Select(p => $"{p.Name} ('{p.Id}')").ToList() is { Count: > 0 } inside)
        {
            throw Refused.Field("id", $"{string.Join(", ", inside.Take(3))}{(inside.Count > 3 ? $" and {inside.Count - 3} more" : "")} lie{(inside.Count == 1 ? "s" : "")} in it: take that back first.");
        }

        var (reports, watches) = await NamedByAsync(place.Id, data, stop);
        if (reports + watches > 0)
        {
            throw Refused.Field("id", $"{Count(reports, "standing report")} and {Count(watches, "statement")} of what was watched name it: correct or take back those first.");
        }

        return await KeepPlace.Async(known, new PlaceWithdrawn(place.Id, reason!, new(who.Name())), form.ExpectedVersion, gazetteer, session, data, stop);
    }

    private static async Task<IResult> SpellingAsync(string id, HttpRequest request, ClaimsPrincipal who, Gazetteer gazetteer, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<SpellingWithdrawalForm>(request, stop);
        var problems = new Problems();
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        var spelling = ReadWords.Text(form.Spelling, 200, "spelling", problems);
        if (string.IsNullOrWhiteSpace(form.Spelling))
        {
            problems.Add("spelling", "Give the spelling.");
        }

        problems.ThrowIfAny();
        var (place, known) = await FindAsync(id, gazetteer, session, stop);
        if (!known.Says(spelling!))
        {
            throw Refused.Field("spelling", place.Spellings.Prepend(place.Name).Contains(spelling!)
                ? (known.Added is null ? "It came with the gazetteer: only what staff added is taken back." : "It is the place's name: take back the place, and add it under another.")
                : $"It is no spelling of {place.Name} that staff added.");
        }

        return await KeepPlace.Async(known, new PlaceSpellingWithdrawn(place.Id, spelling!, reason!, new(who.Name())), form.ExpectedVersion, gazetteer, session, data, stop);
    }

    private static async Task<(Place Place, PlaceRecord Known)> FindAsync(string id, Gazetteer gazetteer, IDocumentSession session, CancellationToken stop)
    {
        var place = gazetteer.Find(id) ?? throw Refused.NotFound($"place '{ReadWords.Excerpt(id)}'");
        return (place, await session.LoadAsync<PlaceRecord>(place.Id, stop) ?? new(place.Id, null, [], 0));
    }

    private static async Task<(long Reports, long Watches)> NamedByAsync(string place, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand(Named);
        command.Parameters.Add(new() { Value = place });
        await using var rows = await command.ExecuteReaderAsync(stop);
        await rows.ReadAsync(stop);
        return (rows.GetInt64(0), rows.GetInt64(1));
    }

    private static string Count(long n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";
}
