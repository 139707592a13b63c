using System.Text.Json;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;

namespace Timeline.Ingestion.Reports;

/// <summary>
/// POST /api/incidents/{id}/corrections/check, and the same of every other change: which correlations it would begin, change or end. The deed is decided as it would be, and not committed.
/// Nothing is written.
/// </summary>
public static class CheckChange
{
    public static void Map(IEndpointRouteBuilder app)
    {
        Map<CorrectionForm>(app, Deed.Correction, "corrections", "a correction", """{ "reportId": "0198c1d3", "reason": "the source has corrected itself", "expectedVersion": 1, "kind": "incursion" }""");
        Map<RetractionForm>(app, Deed.Retraction, "retractions", "a retraction", """{ "reportId": "0198c1d3", "reason": "the source has taken it back" }""");
        Map<RetractionForm>(app, Deed.Restoration, "restorations", "a restoration", """{ "reportId": "0198c1d3", "reason": "it was the other paper that took its report back" }""");
        Map<SettlementForm>(app, Deed.Settlement, "settlements", "a settlement", """{ "when": { "date": "1999-08-23" } }""");
        Map<MergeForm>(app, Deed.Merge, "merges", "a merge", """{ "into": "paper.hostage-1999-08-09", "reason": "the same taking" }""");
        Map<UnmergeForm>(app, Deed.Unmerge, "unmerges", "the end of a merge", """{ "reason": "the places are forty kilometres apart" }""");
    }

    private static void Map<TForm>(IEndpointRouteBuilder app, Deed deed, string path, string what, string example) where TForm : notnull =>
        app.MapPost($"/api/incidents/{{id}}/{path}/check", (string id, HttpRequest request, Desk desk, AskConsequences ask, CancellationToken stop) => HandleAsync(deed, id, request, desk, ask, stop))
            .RequireAuthorization(Access.Record).WithMetadata(new WritesNothing())
            .Says("reports", $"Which correlations would begin, change or end with {what}. Nothing is written.",
                "It takes what the change itself takes and is refused as that would be; only the reason may still be missing.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<TForm>(example)
            .Gives<ChangeChecked>(200, """{ "correlations": { "known": true, "says": null, "begin": [], "change": [], "end": [] }, "doubts": [], "approval": null }""");

    /// <param name="Correlations">What would follow.</param>
    /// <param name="Doubts">What looks wrong and would be recorded all the same.</param>
    /// <param name="Approval">The theatre in which it would wait for a second person; null where it would be recorded at once.</param>
    private sealed record ChangeChecked(Foreseen Correlations, IReadOnlyList<Doubt> Doubts, CheckReport.AskedFor? Approval);

    private static async Task<IResult> HandleAsync(Deed deed, string id, HttpRequest request, Desk desk, AskConsequences ask, CancellationToken stop)
    {
        var decided = await desk.LookAsync(deed, id, await Body.ReadAsync<JsonElement>(request, stop), stop);
        var theatre = await desk.WaitsForAsync(decided, stop);
        return Results.Json(
            new ChangeChecked(await ask.OfAsync(decided.Book.Appended, null, stop), decided.Doubts, theatre is null ? null : new(theatre.Id, theatre.Name)), TimelineJson.Options);
    }
}
