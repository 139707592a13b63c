using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Alerts;

/// <summary>How many threads there are of one state, rule, theatre and season year.</summary>
public sealed record ThreadTally(string State, string Rule, string Theatre, int SeasonYear, long Count);

/// <summary>
/// GET /api/alerts/threads: one entry for each watch and correlation that met, with all its episodes, the oldest first. A thread is what its
/// last episode is, so it is asked for by that one's state; the tally counts every thread of the watch, whatever else was asked.
/// </summary>
public static class ListThreads
{
    private const int Most = 500;
    private const int Usual = 100;

    private const string IsLast = "not exists (select 1 from " + AlertTable.Name + " later where later.thread = a.thread and later.episode > a.episode)";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/alerts/threads", AllAsync).RequireAuthorization(Access.Read)
        .Says("alerts", "The alerts by thread: one entry for each watch and correlation that met, with all its episodes, the oldest first.")
        .AsksAlerts().Asks("take", "How many threads at most, 1 to 500; usually 100.")
        .Gives<ThreadPage>(200, """{ "items": [{ "thread": "everything~incursion-in-harvest-window~1~fergana~paper.incursion-1999", "episodes": [] }], "next": null, "tally": [] }""");

    /// <param name="Next">The cursor of what follows; null where this was all.</param>
    /// <param name="Tally">Of every thread of the watch, whatever else was asked.</param>
    private sealed record ThreadPage(IReadOnlyList<ThreadShown> Items, string? Next, IReadOnlyList<ThreadTally> Tally);

    private sealed record ThreadShown(string Thread, IReadOnlyList<AlertShown> Episodes);

    private static async Task<IResult> AllAsync([AsParameters] AlertsAsked asked, IQuerySession session, NpgsqlDataSource data, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        await using var command = data.CreateCommand();
        var where = await AlertFilter.WhereAsync(asked, command, session, theatres, stop);
        var take = Math.Clamp(asked.Take ?? Usual, 1, Most);
        command.CommandText = $"""
            select a.data::text, a.changed_at, a.id from {AlertTable.Name} a where {where} and {AlertFilter.After(asked.Cursor, command)} and {IsLast}
            order by a.changed_at desc, a.id limit {take + 1}
            """;
        var (last, next) = await ListAlerts.PageAsync(command, take, stop);
        var before = await BeforeAsync(last, session, stop);
        var items = last.Select(alert => new ThreadShown(alert.Thread, [.. before[alert.Thread].Append(alert).Select(AlertShown.Of)]));
        return Results.Json(new ThreadPage([.. items], next, await TallyAsync(asked.Watch, data, session, theatres, stop)), TimelineJson.Options);
    }

    private static async Task<ILookup<string, AlertRecord>> BeforeAsync(List<AlertRecord> last, IQuerySession session, CancellationToken stop)
    {
        var returned = last.Where(a => a.Episode > 1).ToDictionary(a => a.Thread, a => a.Episode);
        var all = returned.Count == 0 ? [] : await session.QueryAsync<AlertRecord>("where thread = any(?) order by episode", stop, [returned.Keys.ToArray()]);
        return all.Where(a => a.Episode < returned[a.Thread]).ToLookup(a => a.Thread);
    }

    private static async Task<List<ThreadTally>> TallyAsync(string? watch, NpgsqlDataSource data, IQuerySession session, IReadOnlyList<Theatre> theatres, CancellationToken stop)
    {
        await using var command = data.CreateCommand();
        var where = await AlertFilter.WhereAsync(new(null, watch, null, null, null, null, null, null, null), command, session, theatres, stop);
        command.CommandText = $"""
            select a.state, a.rule, a.theatre, a.season_year, count(*) from {AlertTable.Name} a where {where} and {IsLast}
            group by a.state, a.rule, a.theatre, a.season_year order by a.season_year, a.theatre, a.rule, a.state
            """;
        await using var rows = await command.ExecuteReaderAsync(stop);
        var tally = new List<ThreadTally>();
        while (await rows.ReadAsync(stop))
        {
            tally.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt32(3), rows.GetInt64(4)));
        }

        return tally;
    }
}
