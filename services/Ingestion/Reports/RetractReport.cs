using System.Security.Claims;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Reports;

/// <summary>POST /api/incidents/{id}/retractions: a report is taken back. What rested on it alone is withdrawn; its history stays.</summary>
public static class RetractReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/incidents/{id}/retractions", HandleAsync).RequireAuthorization(Access.Record)
            .Says("reports", "A report is taken back. What rested on it alone is withdrawn; its history stays.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<RetractionForm>("""{ "reportId": "0198c1d3", "reason": "the source has taken it back" }""").Gives<Recorded>(200).MayWait();

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await desk.DoAsync(Deed.Retraction, id, await Body.ReadAsync<JsonElement>(request, stop), who, stop);

    internal static async Task<Decided> DecideAsync(string id, JsonElement body, Provenance by, Desk desk, CancellationToken stop)
    {
        var change = Change.Read(body);
        var book = desk.NewBook();
        var incident = await book.FindAsync(id, stop);
        var report = change.Find(incident);
        IncidentBook.Expect(incident, change.ExpectedVersion);
        if (report.Retracted)
        {
            throw Refused.Field("reportId", "This report was retracted before.");
        }

        book.Append(new ReportRetracted(id, report.ReportId, change.Reason, by));
        return new(book, incident, change.ExpectedVersion, change.Reason, [], position => new Recorded(id, report.ReportId, incident.Version + 1, position, null, [])) { Title = report.Account.Title };
    }
}
