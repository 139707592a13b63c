using Marten;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Duplicates;

/// <summary>GET /api/incidents/{id}/duplicates: the incidents that one may repeat, found as those that a report may repeat are. Whoever merges decides (<see cref="MergeIncidents"/>).</summary>
public static class ListDuplicates
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/incidents/{id}/duplicates", HandleAsync).RequireAuthorization(Access.Read)
            .Says("incidents", "The incidents that one may repeat, the likeliest first, each with what agrees and what does not.",
                "A hint for whoever merges: of its own kind, scored as in POST /api/reports/check by the two reports that are most alike; what it is linked with is left out. Five at most, and none of an incident that is merged into another.")
            .Asks("id", "The incident.")
            .Gives<IReadOnlyList<Duplicate>>(200, """[{ "incidentId": "paper.hostage-1999-08-09", "title": "Four Japanese geologists are taken", "score": 0.87, "why": ["the same day", "the same place"] }]""");

    private static async Task<IResult> HandleAsync(string id, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        var incident = id.Contains('\0', StringComparison.Ordinal) ? null : await session.LoadAsync<IncidentRecord>(id, stop);
        return incident is null
            ? throw Refused.NotFound($"incident '{ReadWords.Excerpt(id)}'")
            : Results.Json(await FindDuplicates.OfAsync(incident, gazetteer, session, stop), TimelineJson.Options);
    }
}
