using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Coverage;

/// <summary>
/// POST /api/coverage: somebody watched for a kind at a place through a time, or looked and there was none. POST /api/coverage/{id}/withdrawals takes it back.
/// Which zero a season shows follows from it (shared/Engine/Seasons/BuildSeason.cs).
/// </summary>
public static class StateCoverage
{
    private const string Watched = "watched", ConfirmedNone = "confirmed-none";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/coverage", StateAsync).RequireAuthorization(Access.Record)
            .Says(
                "coverage", "States that somebody watched for a kind of incident at a place through a time, or looked and there was none.",
                "That there was none is recorded as a report of polarity did-not-occur, as if it had been entered as one: rules and seasons take it as such, and it is corrected and retracted like any report.")
            .Takes<CoverageForm>("""{ "kind": "incursion", "where": { "text": "Batken" }, "from": "2002-06-01", "to": "2002-10-31", "says": "watched", "source": { "name": "border monitors", "reliability": "B", "credibility": 2 } }""")
            .Gives<Stated>(201, """{ "coverageId": "coverage~0198c1d2", "incidentId": null, "says": "watched", "version": 1, "position": 42 }""").MayWait();
        app.MapPost("/api/coverage/{id}/withdrawals", WithdrawAsync).RequireAuthorization(Access.Record)
            .Says("coverage", "Takes back a statement of what was watched.").Asks("id", "The statement.").ExpectsVersion()
            .Takes<WithdrawalForm>("""{ "reason": "the post was not manned that month" }""").Gives<Stated>(200);
    }

    /// <param name="CoverageId">The statement of what was watched; null where it was confirmed that there was none.</param>
    /// <param name="IncidentId">The incident that says so; null where it was only watched.</param>
    /// <param name="Version">Of the one or the other.</param>
    /// <param name="Position">The place of the event in Ingestion's store.</param>
    private sealed record Stated(string? CoverageId, string? IncidentId, string Says, long Version, long Position);

    private static async Task<IResult> StateAsync(HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var form = await Body.ReadAsync<CoverageForm>(request, stop);
        var problems = new Problems();
        var kind = ReadWords.Enum<Kind>(form.Kind, "kind", problems);
        Want(kind is null && string.IsNullOrWhiteSpace(form.Kind), "kind", "Say what was watched for.");
        var where = new ReadWhere(desk.Gazetteer).Read(form.Where, "where", problems)?.Mention;
        Want(where is { PlaceId: null }, "where", "Give a place of the gazetteer: what is watched is an area, and a bare point says none.");
        Want(where is null && !problems.Fields.Keys.Any(f => f.StartsWith("where", StringComparison.Ordinal)), "where", "Say what place was watched.");
        var from = ReadWords.Day(form.From, "from", problems);
        var to = ReadWords.Day(form.To, "to", problems);
        Want(from is null && string.IsNullOrWhiteSpace(form.From), "from", "Give the first day that was watched.");
        Want(to is null && string.IsNullOrWhiteSpace(form.To), "to", "Give the last day that was watched.");
        Want(to < from, "to", "It lies before the first day.");
        Want(form.Says is not (Watched or ConfirmedNone), "says", $"It is not one of: {Watched}, {ConfirmedNone}.");
        var source = ReadReport.ReadSource(form.Source, problems);
        var note = ReadWords.Text(form.Note, 10_000, "note", problems);
        problems.ThrowIfAny();
        return form.Says == ConfirmedNone
            ? await ConfirmNoneAsync(form, kind!.Value, where!, who, desk, stop)
            : await WatchAsync(new("", kind!.Value, where!, from!.Value, to!.Value, source!, note, new(who.Name())), desk.Session, desk.Data, stop);

        void Want(bool wrong, string field, string says)
        {
            if (wrong)
            {
                problems.Add(field, says);
            }
        }
    }

    private static async Task<IResult> WatchAsync(CoverageStated stated, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var id = "coverage~" + IncidentIds.New();
        var happened = session.Events.StartStream(id, stated with { CoverageId = id }).Events[^1];
        session.Store(new CoverageRecord(id, 1, Withdrawn: false));
        await session.SaveChangesAsync(stop);
        return Results.Json(new Stated(id, null, Watched, 1, await ReportIncident.PositionAsync(data, happened.Id, stop)), TimelineJson.Options, statusCode: StatusCodes.Status201Created);
    }

    // as if it had been entered as a report: so it waits, too, where a theatre asks for a second person
    private static async Task<IResult> ConfirmNoneAsync(CoverageForm form, Kind kind, Mention where, ClaimsPrincipal who, Desk desk, CancellationToken stop)
    {
        var report = new ReportForm
        {
            Kind = form.Kind, Title = $"No {ReadWords.Spelling(kind)}: {ReadWords.Excerpt(where.Text ?? where.PlaceId!)}, {form.From} to {form.To}", When = new() { Earliest = form.From, Latest = form.To }, Where = form.Where, Source = form.Source,
            Polarity = ReadWords.Spelling(Polarity.DidNotOccur), Note = form.Note,
        };
        var decided = await ReportIncident.DecideAsync(report, new(who.Name()), desk, stop);
        if (await desk.WaitsForAsync(decided, stop) is { } theatre)
        {
            var waits = await desk.LayAsync(Deed.Report, null, JsonSerializer.SerializeToElement(report, Json.Forms), decided, theatre, who.Name(), stop);
            await desk.Session.SaveChangesAsync(stop);
            return Results.Json(waits, TimelineJson.Options, statusCode: StatusCodes.Status202Accepted);
        }

        var id = decided.Incident.Id;
        await decided.Book.CommitAsync(id, null, stop);
        return Results.Json(new Stated(null, id, ConfirmedNone, 1, await ReportIncident.PositionAsync(desk.Data, decided.Book, stop)), TimelineJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> WithdrawAsync(
        string id, HttpRequest request, ClaimsPrincipal who, IDocumentSession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var form = await Body.ReadAsync<WithdrawalForm>(request, stop);
        var problems = new Problems();
        var reason = ReadWords.Reason(form.Reason, "reason", problems);

        problems.ThrowIfAny();
        var known = (id.Contains('\0', StringComparison.Ordinal) ? null : await session.LoadAsync<CoverageRecord>(id, stop)) ?? throw Refused.NotFound($"statement of coverage '{ReadWords.Excerpt(id)}'");
        if (form.ExpectedVersion is { } expected && expected != known.Version)
        {
            throw Refused.Changed(expected, known.Version);
        }

        if (known.Withdrawn)
        {
            throw Refused.Field("id", "It was taken back before.");
        }

        var happened = session.Events.Append(id, known.Version + 1, new CoverageWithdrawn(id, reason!, new(who.Name()))).Events[^1];
        session.Store(known with { Version = known.Version + 1, Withdrawn = true });
        try
        {
            await session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            throw Refused.Changed(known.Version, known.Version + 1);
        }

        return Results.Json(new Stated(id, null, Watched, known.Version + 1, await ReportIncident.PositionAsync(data, happened.Id, stop)), TimelineJson.Options);
    }
}
