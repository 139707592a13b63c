using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Reports;
using Timeline.Forms;

namespace Timeline.Ingestion.Incidents;

/// <summary>
/// POST /api/incidents/{id}/merges with "into": the incident was told twice, and its reports now count for the other.
/// POST /api/incidents/{id}/unmerges: it was two after all. Both with a reason, both kept in the history.
/// </summary>
public static class MergeIncidents
{
    private const long Turn = 0x4D455247_45544F31;

    private const string Changed = """{ "incidentId": "paper.incursion-1999", "version": 4, "position": 87 }""";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/incidents/{id}/merges", MergeAsync).RequireAuthorization(Access.Record)
            .Says("reports", "The incident was told twice: its reports count for another from now on.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<MergeForm>("""{ "into": "paper.hostage-1999-08-09", "reason": "the same taking, told by another agency", "expectedVersion": 3 }""").Gives<IncidentChanged>(200, Changed).MayWait();
        app.MapPost("/api/incidents/{id}/unmerges", UnmergeAsync).RequireAuthorization(Access.Record)
            .Says("reports", "It was two after all: takes a merge back.")
            .Asks("id", "The incident that was merged.").ExpectsVersion()
            .Takes<UnmergeForm>("""{ "reason": "the places are forty kilometres apart" }""").Gives<IncidentChanged>(200, Changed).MayWait();
    }

    private static async Task<IResult> MergeAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await desk.DoAsync(Deed.Merge, id, await Body.ReadAsync<JsonElement>(request, stop), who, stop);

    private static async Task<IResult> UnmergeAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await desk.DoAsync(Deed.Unmerge, id, await Body.ReadAsync<JsonElement>(request, stop), who, stop);

    internal static async Task<Decided> DecideMergeAsync(string id, JsonElement body, Provenance by, Desk desk, CancellationToken stop)
    {
        var change = Change.Read(body, "into");
        if (!desk.OnlyLooks)
        {
            await WaitTurnAsync(desk.Session, stop);
        }

        var book = desk.NewBook();
        var incident = await StandingAsync(book, id, stop);
        IncidentBook.Expect(incident, change.ExpectedVersion);
        var intoId = body.TryGetProperty("into", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : throw Refused.Field("into", "Say which incident it is.");
        var into = await book.FindAsync(intoId, stop);
        if (!into.Exists)
        {
            throw Refused.Field("into", $"There is no incident '{ReadWords.Excerpt(intoId)}'.");
        }

        if (incident.MergedInto is not null)
        {
            throw Refused.Field("id", $"It is merged into '{incident.MergedInto}' already.");
        }

        if (!incident.AgreesInKindWith(into))
        {
            throw Refused.Field("into", $"It is a {into.Kind}, this is a {incident.Kind}. Where they are one, correct the kind of the report that has it wrong, and merge them then.");
        }

        for (var end = into; ; end = await book.FindAsync(end.MergedInto!, stop))
        {
            if (end.Id == id)
            {
                throw Refused.Field("into", "It is merged into this one: an incident cannot be merged into itself.");
            }

            if (end.MergedInto is null)
            {
                break;
            }
        }

        book.Append(new IncidentMerged(id, intoId, change.Reason, by));
        return Of(book, incident, change);
    }

    internal static async Task<Decided> DecideUnmergeAsync(string id, JsonElement body, Provenance by, Desk desk, CancellationToken stop)
    {
        var change = Change.Read(body);
        var book = desk.NewBook();
        var incident = await StandingAsync(book, id, stop);
        IncidentBook.Expect(incident, change.ExpectedVersion);
        if (incident.MergedInto is not { } from)
        {
            throw Refused.Field("id", "It is not merged into any.");
        }

        await book.FindAsync(from, stop);
        book.Append(new IncidentUnmerged(id, from, change.Reason, by));
        return Of(book, incident, change);
    }

    // The incident that another is merged into is read and not written. Of two merges at once, each into the other's incident, both would find the other standing, and who follows them would go round
    // for ever; so one merge is decided after the other is committed, or given up.
    private static async Task WaitTurnAsync(IDocumentSession session, CancellationToken stop)
    {
        await session.BeginTransactionAsync(stop);
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = Turn } } };
        await using var taken = await session.ExecuteReaderAsync(turn, stop);
    }

    private static async Task<IncidentRecord> StandingAsync(IncidentBook book, string id, CancellationToken stop) =>
        await book.FindAsync(id, stop) is { Exists: true } incident ? incident : throw Refused.NotFound($"incident '{ReadWords.Excerpt(id)}'");

    private static Decided Of(IncidentBook book, IncidentRecord before, Change change) =>
        new(book, before, change.ExpectedVersion, change.Reason, [], position => new IncidentChanged(before.Id, before.Version + 1, position)) { Title = before.Title };

    /// <param name="Version">The incident's version now.</param>
    /// <param name="Position">The place of the event in Ingestion's store.</param>
    private sealed record IncidentChanged(string IncidentId, long Version, long Position);
}
