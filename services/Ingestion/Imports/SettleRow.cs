using System.ComponentModel;
using System.Security.Claims;
using Marten;
using NodaTime;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// POST /api/imports/{id}/rows/{line}: of a row that was held back as likely told already, a person says what it is: a further report of that incident, or one of its own.
/// Of many at once: <see cref="SettleRows"/>.
/// </summary>
public static class SettleRow
{
    /// <summary>What a row can be.</summary>
    internal const string Report = "report", Incident = "incident";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/imports/{id}/rows/{line}", HandleAsync).RequireAuthorization(Access.Record)
            .Says("imports", "Says what a row is that was held back as likely told already: a further report of that incident, or one of its own.")
            .Asks("id", "The import.").Asks("line", "The line of the row.")
            .Refuses(StatusCodes.Status409Conflict, "The row is not one that is held back, or the import has not ended.")
            .Takes<RowForm>("""{ "as": "report" }""").Gives<RowSettled>(200, """{ "line": 7, "verdict": "created", "incidentId": "asam.1999-7", "reportId": "imb.1999-08-03" }""");

    private sealed record RowForm(
        [property: Description("report: of the incident that was found, or of incidentId; incident: a new one.")] string? As,
        [property: Description("Another incident than the one that was found.")] string? IncidentId = null,
        [property: Description("Why, where there is something to say; it stands in the incident's history.")] string? Reason = null);

    private static async Task<IResult> HandleAsync(
        string id, int line, HttpRequest request, ClaimsPrincipal who, ReadReport read, IDocumentStore store, IClock clock, Gazetteer gazetteer, CancellationToken stop)
    {
        var form = await Body.ReadAsync<RowForm>(request, stop);
        if (!IsAnswer(form.As))
        {
            throw Refused.Field("as", NoAnswer);
        }

        var problems = new Problems();
        var why = ReadWords.Text(form.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();
        var settle = new SettleHeld(read, store, clock, gazetteer);
        return Results.Json(await settle.SettleAsync(id, new(line, form.As!, form.IncidentId, why), who.Name(), stop), TimelineJson.Options);
    }

    internal const string NoAnswer = "Say what it is: report or incident.";

    internal static bool IsAnswer(string? said) => said is Report or Incident;
}
