using System.Text.Json;
using Marten;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Alerts;

/// <summary>
/// GET /api/alerts: the alerts, the one that changed last first, each with what happened to it; where there are more than asked for, the header
/// Link leads to the next. GET /api/alerts/{id}. GET /api/watches: the standing wishes.
/// </summary>
public static class ListAlerts
{
    private const int Most = 1000;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/alerts", AllAsync).RequireAuthorization(Access.Read)
            .Says("alerts", "The alerts, the one that changed last first, each with what happened to it.", "Where there are more than asked for, the header Link leads to the next.")
            .AsksAlerts().Asks("take", "How many at most, 1 to 1000; usually 1000.").Gives<IReadOnlyList<AlertShown>>(200);
        app.MapGet("/api/alerts/{id}", OneAsync).RequireAuthorization(Access.Read).Says("alerts", "One alert with its history.").Asks("id", "The alert.").Gives<AlertShown>(200);
        app.MapGet("/api/watches", async (IQuerySession session, CancellationToken stop) => await session.Query<WatchRecord>().OrderBy(w => w.Id).ToListAsync(stop)).RequireAuthorization(Access.Read)
            .Says("alerts", "The standing wishes: what is alerted on. One on everything is there from the start.");
    }

    private static async Task<IResult> AllAsync(
        [AsParameters] AlertsAsked asked, HttpContext context, IQuerySession session, NpgsqlDataSource data, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        await using var command = data.CreateCommand();
        var where = await AlertFilter.WhereAsync(asked, command, session, theatres, stop);
        var take = Math.Clamp(asked.Take ?? Most, 1, Most);
        command.CommandText = $"""
            select a.data::text, a.changed_at, a.id from {AlertTable.Name} a where {where} and {AlertFilter.After(asked.Cursor, command)}
            order by a.changed_at desc, a.id limit {take + 1}
            """;
        var (alerts, next) = await PageAsync(command, take, stop);
        if (next is not null)
        {
            var query = context.Request.Query.Where(q => q.Key != "cursor").Append(new("cursor", next));
            context.Response.Headers.Link = $"<{context.Request.Path}{new QueryBuilder(query)}>; rel=\"next\"";
        }

        return Results.Json(alerts.Select(AlertShown.Of), TimelineJson.Options);
    }

    /// <summary>Reads one page of alerts, and the cursor of what follows on it; null where that was all.</summary>
    internal static async Task<(List<AlertRecord> Alerts, string? Next)> PageAsync(NpgsqlCommand command, int take, CancellationToken stop)
    {
        await using var rows = await command.ExecuteReaderAsync(stop);
        var alerts = new List<AlertRecord>();
        string? last = null;
        while (await rows.ReadAsync(stop))
        {
            if (alerts.Count == take)
            {
                return (alerts, last);
            }

            alerts.Add(JsonSerializer.Deserialize<AlertRecord>(rows.GetString(0), TimelineJson.Options)!);
            last = AlertFilter.Cursor(rows.GetFieldValue<Instant>(1), rows.GetString(2));
        }

        return (alerts, null);
    }

    private static async Task<IResult> OneAsync(string id, IQuerySession session, CancellationToken stop) =>
        Results.Json(AlertShown.Of(await session.LoadAsync<AlertRecord>(id, stop) ?? throw Refused.NotFound("such alert")), TimelineJson.Options);
}
