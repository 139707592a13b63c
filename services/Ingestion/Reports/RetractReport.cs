using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Reports;

/// <summary>POST /api/incidents/{id}/retractions: a report is taken back. What rested on it alone is withdrawn; its history stays.</summary>
public static class RetractReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/incidents/{id}/retractions", HandleAsync).RequireAuthorization(Access.Record)
            .Says("reports", "A report is taken back. What rested on it alone is withdrawn; its history stays.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<RetractionForm>("""{ "reportId": "0198c1d3", "reason": "the source has taken it back" }""").Gives<Recorded>(200);

    private static async Task<IResult> HandleAsync(
        string id, HttpRequest request, ClaimsPrincipal who, IDocumentSession session, NpgsqlDataSource data, IClock clock, CancellationToken stop)
    {
        var change = Change.Read(await Body.ReadAsync<JsonElement>(request, stop));
        var book = new IncidentBook(session, clock);
        var incident = await book.FindAsync(id, stop);
        var report = change.Find(incident);
        IncidentBook.Expect(incident, change.ExpectedVersion);
        if (report.Retracted)
        {
            throw Refused.Field("reportId", "This report was retracted before.");
        }

        book.Append(new ReportRetracted(id, report.ReportId, change.Reason, new(who.Name())));
        await book.CommitAsync(id, change.ExpectedVersion, stop);
        return Results.Json(
            new Recorded(id, report.ReportId, incident.Version + 1, await ReportIncident.PositionAsync(data, book, stop), null, []), TimelineJson.Options);
    }
}
