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

/// <summary>POST /api/incidents/{id}/restorations: a report that was taken back counts again, as it stood when it was taken back.</summary>
public static class RestoreReport
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/incidents/{id}/restorations", HandleAsync).RequireAuthorization(Access.Record)
            .Says("reports", "A report that was taken back counts again.", "It says what it said when it was taken back. What rested on it comes back; both deeds stay in the history.")
            .Asks("id", "The incident.").ExpectsVersion()
            .Takes<RetractionForm>("""{ "reportId": "0198c1d3", "reason": "it was the other paper that took its report back" }""").Gives<Recorded>(200).MayWait();

    private static async Task<IResult> HandleAsync(string id, HttpRequest request, ClaimsPrincipal who, Desk desk, CancellationToken stop) =>
        await desk.DoAsync(Deed.Restoration, id, await Body.ReadAsync<JsonElement>(request, stop), who, stop);

    internal static async Task<Decided> DecideAsync(string id, JsonElement body, Provenance by, Desk desk, CancellationToken stop)
    {
        var change = Change.Read(body);
        var book = desk.NewBook();
        var incident = await book.FindAsync(id, stop);
        var report = change.Find(incident);
        IncidentBook.Expect(incident, change.ExpectedVersion);
        if (!report.Retracted)
        {
            throw Refused.Field("reportId", "This report stands: there is nothing to restore.");
        }

        if (incident.Kind.Length > 0 && !incident.IsSaidToBe(report.Account.Kind))
        {
            throw Refused.Field("reportId", $"The incident is a {incident.Kind} by now, and this report speaks of another kind. Enter it as an incident of its own, or correct the kind of those that stand first.");
        }

        book.Append(new ReportRestored(id, report.ReportId, report.Account, report.Details, change.Reason, by));
        return new(book, incident, change.ExpectedVersion, change.Reason, [], position => new Recorded(id, report.ReportId, incident.Version + 1, position, null, [])) { Title = report.Account.Title };
    }
}
