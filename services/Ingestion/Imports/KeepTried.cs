using System.Text.Json;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// What a dry run would have recorded so far, kept beside the lines of its file until it has ended: its rows see what the rows before them would have done, however long the file is and
/// wherever it was cut off, and no more than a batch of it is in memory.
/// </summary>
internal static class KeepTried
{
    public const string Schema = """
        create table if not exists timeline.import_tried (import_id text not null, what text not null, id text not null, body text not null, primary key (import_id, what, id));
        """;

    private const string Incident = "incident", Record = "record";

    public static async Task<IReadOnlyList<ImportedRecord>> RecordsAsync(string import, IEnumerable<string> keys, IQuerySession session, CancellationToken stop) =>
        await OfAsync<ImportedRecord>(import, Record, keys, session, stop);

    public static async Task<IReadOnlyList<IncidentRecord>> IncidentsAsync(string import, IEnumerable<string> ids, IQuerySession session, CancellationToken stop) =>
        await OfAsync<IncidentRecord>(import, Incident, ids, session, stop);

    /// <summary>Queues what a batch would have left behind.</summary>
    public static void Write(string import, IncidentBook book, IEnumerable<ImportedRecord> records, IDocumentSession session)
    {
        var left = book.ChangedIncidents().Select(i => (What: Incident, i.Id, Body: JsonSerializer.Serialize(i, TimelineJson.Options)))
            .Concat(records.Select(r => (What: Record, r.Id, Body: JsonSerializer.Serialize(r, TimelineJson.Options)))).ToList();
        if (left.Count > 0)
        {
            session.QueueSqlCommand(
                """
                insert into timeline.import_tried (import_id, what, id, body) select ?, t.what, t.id, t.body from unnest(?, ?, ?) as t (what, id, body)
                on conflict (import_id, what, id) do update set body = excluded.body
                """,
                import, left.Select(l => l.What).ToArray(), left.Select(l => l.Id).ToArray(), left.Select(l => l.Body).ToArray());
        }
    }

    /// <summary>Queues that nothing of it is kept: the dry run has ended.</summary>
    public static void Forget(string import, IDocumentSession session) => session.QueueSqlCommand("delete from timeline.import_tried where import_id = ?", import);

    private static async Task<List<T>> OfAsync<T>(string import, string what, IEnumerable<string> ids, IQuerySession session, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select body from timeline.import_tried where import_id = $1 and what = $2 and id = any($3)")
        {
            Parameters = { new() { Value = import }, new() { Value = what }, new() { Value = ids.Distinct().ToArray() } },
        };
        await using var rows = await session.ExecuteReaderAsync(command, stop);
        var found = new List<T>();
        while (await rows.ReadAsync(stop))
        {
            found.Add(JsonSerializer.Deserialize<T>(rows.GetString(0), TimelineJson.Options)!);
        }

        return found;
    }
}
