using System.Security.Claims;
using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// POST /api/imports/{id}/approvals and /rejections: an import stands still before the first row that would change something where a theatre asks for a second person; another person
/// lets it go on, row by row as it would have, or ends it there.
/// </summary>
public static class ApproveImport
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/imports/{id}/approvals", ApproveAsync).RequireAuthorization(Access.Record)
            .Says("imports", "Approves the import of another person that waits: it goes on with the row before which it stood still.", "Every row from there on is recorded by who sent the file and approved by who says so here.")
            .Asks("id", "The import.").Refuses(StatusCodes.Status409Conflict, "It does not wait.")
            .Gives<ImportDecided>(200, """{ "id": "0198", "state": "queued", "approvedBy": "beate" }""");
        app.MapPost("/api/imports/{id}/rejections", RejectAsync).RequireAuthorization(Access.Record)
            .Says("imports", "Ends the import of another person that waits. What it recorded before that row stands, and is taken back by DELETE.")
            .Asks("id", "The import.").Refuses(StatusCodes.Status409Conflict, "It does not wait.")
            .Takes<DecisionForm>("""{ "reason": "it is last year's file" }""").Gives<ImportDecided>(200);
    }

    private sealed record ImportDecided(string Id, string State, string? ApprovedBy);

    private static async Task<IResult> ApproveAsync(string id, ClaimsPrincipal who, IDocumentSession session, RunImports runner, CancellationToken stop)
    {
        var import = await WaitingAsync(id, who, session, stop);
        session.Store(import with { State = "queued", ApprovedBy = who.Name() });
        await session.SaveChangesAsync(stop);
        runner.Wake();
        return Results.Json(new ImportDecided(id, "queued", who.Name()), TimelineJson.Options);
    }

    private static async Task<IResult> RejectAsync(string id, HttpRequest request, ClaimsPrincipal who, IDocumentSession session, IClock clock, CancellationToken stop)
    {
        var form = await Body.ReadAsync<DecisionForm>(request, stop);
        var problems = new Problems();
        var reason = ReadWords.Reason(form.Reason, "reason", problems);
        problems.ThrowIfAny();
        var import = await WaitingAsync(id, who, session, stop);
        session.Store(import with { State = "cancelled", Ended = clock.GetCurrentInstant(), Trouble = $"Rejected by {who.Name()}: {reason}" });
        await session.SaveChangesAsync(stop);
        return Results.Json(new ImportDecided(id, "cancelled", null), TimelineJson.Options);
    }

    /// <summary>The import as it stands, held until the session is saved or disposed: of two who decide at the same moment the second sees what the first did.</summary>
    public static async Task<Import> HoldAsync(string id, IDocumentSession session, CancellationToken stop)
    {
        await session.BeginTransactionAsync(stop);
        return (await session.QueryAsync<Import>("where id = ? for update", stop, id)).Single();
    }

    private static async Task<Import> WaitingAsync(string id, ClaimsPrincipal who, IDocumentSession session, CancellationToken stop)
    {
        await ShowImport.FindAsync(id, session, stop);
        var import = await HoldAsync(id, session, stop);
        if (import.State != "waiting")
        {
            throw Refused.Field("id", "It does not wait for a second person.", StatusCodes.Status409Conflict);
        }

        return import.By != who.Name() ? import : throw Refused.Field("id", $"'{who.Name()}' sent it: another person decides.", StatusCodes.Status403Forbidden);
    }
}
