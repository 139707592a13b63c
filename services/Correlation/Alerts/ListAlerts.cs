using Marten;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Correlation.Alerts;

/// <summary>GET /api/alerts: the alerts, newest first, each with what happened to it. GET /api/watches: the standing wishes.</summary>
public static class ListAlerts
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/alerts", AllAsync).RequireAuthorization(Access.Read);
        app.MapGet("/api/alerts/{id}", OneAsync).RequireAuthorization(Access.Read);
        app.MapGet("/api/watches", async (IQuerySession session, CancellationToken stop) => await session.Query<WatchRecord>().OrderBy(w => w.Id).ToListAsync(stop)).RequireAuthorization(Access.Read);
    }

    private static async Task<IResult> AllAsync(string? state, string? watch, IQuerySession session, CancellationToken stop)
    {
        var alerts = await session.Query<AlertRecord>().Where(a => (state == null || a.State == state) && (watch == null || a.Notice.Watch == watch)).ToListAsync(stop);
        return Results.Json(alerts.OrderByDescending(a => a.History[^1].At).ThenBy(a => a.Id, StringComparer.Ordinal).Select(Show), TimelineJson.Options);
    }

    private static async Task<IResult> OneAsync(string id, IQuerySession session, CancellationToken stop) =>
        Results.Json(Show(await session.LoadAsync<AlertRecord>(id, stop) ?? throw Refused.NotFound("such alert")), TimelineJson.Options);

    private static object Show(AlertRecord alert) => new
    {
        alert.Id, alert.Notice.Class, alert.Notice.CorrelationId, alert.Notice.Watch, alert.Notice.Thread, alert.Notice.Episode, alert.Notice.Rule, alert.Notice.Theatre, alert.Notice.SeasonYear,
        alert.State, alert.RaisedAt, alert.Notice.Why, alert.History,
    };
}
