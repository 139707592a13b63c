using System.Security.Claims;
using Marten;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// DELETE /api/imports/{id}: an import that has ended is taken back, by retraction; one that still runs is cancelled, and what it recorded so far stands until the same is
/// asked once more. Next: <see cref="TakeImportBack"/>.
/// </summary>
public static class TakeBackImport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapDelete("/api/imports/{id}", HandleAsync).RequireAuthorization(Access.Record)
            .Says(
                "imports", "Takes one import back by retraction; cancels one that still runs.",
                "did says which: cancelling (what it recorded so far stands; ask once more to take it back), taking-back, or nothing where it was taken back before. What a person or a later file changed since is left, and GET /api/imports/{id} names it.")
            .Asks("id", "The import.")
            .Refuses(StatusCodes.Status409Conflict, "It was a dry run: nothing of it was recorded.")
            .Gives<ImportEnded>(202, """{ "id": "0198", "did": "taking-back", "state": "taking-back" }""");

    /// <param name="Did">cancelling, taking-back or nothing.</param>
    private sealed record ImportEnded(string Id, string Did, string State);

    private static async Task<IResult> HandleAsync(string id, ClaimsPrincipal who, IDocumentSession session, RunImports runner, NodaTime.IClock clock, CancellationToken stop)
    {
        // another may be deciding on one that waits, or taking back one that has ended
        var seen = await ShowImport.FindAsync(id, session, stop);
        var import = seen.State is "queued" or "running" ? seen : await ApproveImport.HoldAsync(id, session, stop);
        if ((seen.State, import.State) is ("waiting", "cancelled"))
        {
            // rejected meanwhile: it has ended as was asked, and nothing is taken back for that; approved, it is cancelled as one that runs
            return Answer("cancelling", "cancelled");
        }

        switch (import.State)
        {
            case "queued" or "running":
                // the one that takes rows in ends between two batches
                session.Store(new CancelWish(id));
                await session.SaveChangesAsync(stop);
                runner.Wake();
                return Answer("cancelling", import.State);
            case "waiting":
                // it stands still: what it recorded before that row stands until the same is asked once more
                session.Store(import with { State = "cancelled", Ended = clock.GetCurrentInstant() });
                await session.SaveChangesAsync(stop);
                return Answer("cancelling", "cancelled");
            case "taking-back" or "taken-back":
                return Answer("nothing", import.State);
            default:
                if (import.DryRun)
                {
                    throw Refused.Field("id", "It was a dry run: nothing of it was recorded.", StatusCodes.Status409Conflict);
                }

                session.Store(import with { State = "taking-back", TakenBackBy = who.Name(), Ended = null, TakenBack = TakeImportBack.None });
                await session.SaveChangesAsync(stop);
                runner.Wake();
                return Answer("taking-back", "taking-back");
        }

        IResult Answer(string did, string state) => Results.Json(new ImportEnded(id, did, state), TimelineJson.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
