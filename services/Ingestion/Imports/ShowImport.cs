using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>GET /api/imports lists what was imported; GET /api/imports/{id} tells how far one is and what became of every row.</summary>
public static class ShowImport
{
    private const string Example = """
        { "id": "0198", "set": "paper", "format": "timeline", "state": "done", "rows": 2, "done": 2, "counts": { "created": 1, "rejected": 1 }, "encoding": "UTF-8",
          "verdicts": [{ "line": 1, "verdict": "created", "incidentId": "paper.x", "reportId": "paper.x" }], "rejected": [{ "line": 2, "verdict": "rejected", "column": 17, "reason": "when.date: …" }] }
        """;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/imports", ListAsync).RequireAuthorization(Access.Read)
            .Says("imports", "What was imported, the last one first.")
            .Asks("set", "Only of this set.").Asks("before", "Only those begun before this one, by its id: the next page.").Asks("take", "How many at most, 1 to 200; usually 50.")
            .Gives<IReadOnlyList<ImportListed>>(200);
        app.MapGet("/api/imports/{id}", ShowAsync).RequireAuthorization(Access.Read)
            .Says("imports", "How far an import is, and what became of every row.", "column is, of a file of cells, the number of the cell from 1; of JSON the byte in the row.")
            .Asks("id", "The import, as it was answered when the file was taken.").Asks("after", "Only verdicts of lines after this one.").Asks("take", "How many verdicts at most, 1 to 10000; usually 1000.")
            .Asks("verdict", "Only rows with this verdict.", [.. Enum.GetValues<RowVerdict>().Select(ReadWords.Spelling)])
            .Gives<ImportShown>(200, Example);
        app.MapGet("/api/imports/{id}/rejected", RejectedAsync).RequireAuthorization(Access.Read)
            .Says("imports", "The rows that were rejected, as they came, to be mended and sent again.", $"Of a file of cells with its header, and one column more, {SheetHeader.Reasons}, that says why and may stay when it is sent again; a cell that a spreadsheet would run as a formula has an apostrophe before it, which is taken away again when it is read.")
            .Asks("id", "The import.").Produces<string>(200, "application/x-ndjson", "text/csv");
    }

    /// <param name="Done">How many rows have their verdict.</param>
    /// <param name="Counts">How many rows there are of each verdict.</param>
    /// <param name="Waits">The row before which it stood still, and the theatre that asked for a second person.</param>
    /// <param name="Trouble">Why it ended where it did.</param>
    /// <param name="Encoding">How the file's bytes were read as letters.</param>
    /// <param name="TakenBack">What became of its reports when it was taken back: retracted, restored, left.</param>
    private sealed record ImportListed(
        string Id, string Set, string Format, string? File, string State, int Rows, int Done, IReadOnlyDictionary<string, int> Counts, bool Backfill, bool DryRun, string By,
        Instant Started, Instant? Ended, string? Encoding, IReadOnlyDictionary<string, int> TakenBack, WaitsAt? Waits, string? ApprovedBy, string? Trouble);

    /// <param name="Rejected">The first thousand rows that were rejected.</param>
    /// <param name="Left">Of an import that was taken back, the first thousand rows whose reports were left, with the reason.</param>
    private sealed record ImportShown(
        string Id, string Set, string Format, string? File, string State, int Rows, int Done, IReadOnlyDictionary<string, int> Counts, bool Backfill, bool DryRun, string By,
        Instant Started, Instant? Ended, string? Encoding, string? TakenBackBy, IReadOnlyDictionary<string, int> TakenBack,
        IReadOnlyList<RowShown> Verdicts, IReadOnlyList<RowShown> Rejected, IReadOnlyList<RowShown> Left, WaitsAt? Waits, string? ApprovedBy, string? Trouble);

    /// <param name="Proposals">What its words suggest and its source does not state, each with what a person decided of it.</param>
    /// <param name="Back">What became of it when the import was taken back.</param>
    /// <param name="Held">Of a row that is held back alone: its own words, and what the incident is called that it may repeat.</param>
    /// <param name="Score">How likely the incident that it may repeat is the same, 0 to 1.</param>
    /// <param name="Settled">Of a row that was held back, what a person said it is: report or incident.</param>
    /// <param name="Version">Of the incident; only where its words suggest something.</param>
    private sealed record RowShown(
        int Line, string Verdict, string? IncidentId, string? ReportId, int? Column, string? Reason, IReadOnlyList<ProposalShown>? Proposals, string? Back,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HeldRow? Held = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Score = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Settled = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SettledBy = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Version = null);

    /// <param name="Words">The words that led to it.</param>
    /// <param name="Decided">Null while nobody has decided.</param>
    internal sealed record ProposalShown(
        Kind Kind, string? Subkind, string Words, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DecideProposal.ProposalDecided? Decided = null);

    private static async Task<IResult> ListAsync(string? set, string? before, int? take, IQuerySession session, CancellationToken stop)
    {
        var imports = session.Query<Import>().Where(i => set == null || i.Set == set);
        if (before is not null)
        {
            // ids grow with time
            imports = imports.Where(i => string.Compare(i.Id, before, StringComparison.Ordinal) < 0);
        }

        var list = await imports.OrderByDescending(i => i.Id).Take(Math.Clamp(take ?? 50, 1, 200)).ToListAsync(stop);
        return Results.Json(
            list.Select(i => new ImportListed(i.Id, i.Set, i.Format, i.File, i.State, i.Rows, i.Done, i.Counts, i.Backfill, i.DryRun, i.By, i.Started, i.Ended, i.Encoding, i.TakenBack, i.Waits, i.ApprovedBy, i.Trouble)), TimelineJson.Options);
    }

    private static async Task<IResult> ShowAsync(string id, int? after, int? take, string? verdict, IQuerySession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var problems = new Problems();
        var only = ReadWords.Enum<RowVerdict>(verdict, "verdict", problems);
        problems.ThrowIfAny();
        var import = await FindAsync(id, session, stop);
        var which = only is { } one ? $"verdict = '{ReadWords.Spelling(one)}'" : "verdict is not null";
        var verdicts = await WithDecisionsAsync(await HeldAsync(import, await RowsAsync(id, after ?? 0, Math.Clamp(take ?? 1000, 1, 10_000), which, "reason", data, stop), session, stop), session, stop);
        var rejected = Shown(await RowsAsync(id, 0, 1000, "verdict = 'rejected'", "reason", data, stop));
        var left = import.TakenBackBy is null ? [] : Shown(await RowsAsync(id, 0, 1000, "back = 'left'", "back_reason", data, stop));
        return Results.Json(
            new ImportShown(
                import.Id, import.Set, import.Format, import.File, import.State, import.Rows, import.Done, import.Counts, import.Backfill, import.DryRun, import.By, import.Started, import.Ended,
                import.Encoding, import.TakenBackBy, import.TakenBack, verdicts, rejected, left, import.Waits, import.ApprovedBy, import.Trouble),
            TimelineJson.Options);
    }

    internal static async Task<Import> FindAsync(string id, IQuerySession session, CancellationToken stop) =>
        id.Contains('\0', StringComparison.Ordinal) ? throw Refused.NotFound("such import") : await session.LoadAsync<Import>(id, stop) ?? throw Refused.NotFound($"import '{ReadWords.Excerpt(id)}'");

    private static IReadOnlyList<RowShown> Shown(List<(RowShown Row, string? Body)> rows) => [.. rows.Select(r => r.Row)];

    // what the others say is known by the incidents they became
    private static async Task<IReadOnlyList<RowShown>> HeldAsync(Import import, List<(RowShown Row, string? Body)> rows, IQuerySession session, CancellationToken stop)
    {
        if (rows.TrueForAll(r => r.Body is null))
        {
            return Shown(rows);
        }

        var read = new ReadRow(import);
        var told = (await session.LoadManyAsync<IncidentRecord>(stop, rows.Where(r => r.Body is not null).Select(r => r.Row.IncidentId).OfType<string>().Distinct().ToArray())).ToDictionary(i => i.Id, i => i.Title);
        return [.. rows.Select(r => r.Body is { } body && read.Of(body).Row is { } row ? r.Row with { Held = HeldRow.Of(row, told.GetValueOrDefault(r.Row.IncidentId ?? "")) } : r.Row)];
    }

    // what was decided is remembered by the report: also of a row of a newer edition
    private static async Task<IReadOnlyList<RowShown>> WithDecisionsAsync(IReadOnlyList<RowShown> rows, IQuerySession session, CancellationToken stop)
    {
        var suggesting = rows.Where(r => r is { Proposals.Count: > 0, ReportId: not null }).ToList();
        if (suggesting.Count == 0)
        {
            return rows;
        }

        var keys = suggesting.SelectMany(r => r.Proposals!.Select(p => DecidedProposal.Key(r.ReportId!, p.Kind, p.Subkind))).Distinct().ToArray();
        var decided = (await session.LoadManyAsync<DecidedProposal>(stop, keys)).ToDictionary(d => d.Id, DecideProposal.ProposalDecided.Of);
        var versions = (await session.LoadManyAsync<IncidentRecord>(stop, suggesting.Select(r => r.IncidentId!).Distinct().ToArray())).ToDictionary(i => i.Id, i => i.Version);
        return
        [
            .. rows.Select(r => r is { Proposals.Count: > 0, ReportId: { } report } ? r with
            {
                Version = versions.GetValueOrDefault(r.IncidentId!),
                Proposals = [.. r.Proposals.Select(p => p with { Decided = decided.GetValueOrDefault(DecidedProposal.Key(report, p.Kind, p.Subkind)) })],
            } : r),
        ];
    }

    // the body of a row only where it is held back
    private static async Task<List<(RowShown Row, string? Body)>> RowsAsync(string id, int after, int take, string which, string reason, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand(
            $"select line, verdict, incident_id, report_id, at_column, {reason}, proposals::text, back, case when verdict = 'duplicate' then body end, score, settled, settled_by from timeline.import_line where import_id = $1 and line > $2 and {which} order by line limit $3");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = take });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var list = new List<(RowShown, string?)>();
        while (await rows.ReadAsync(stop))
        {
            list.Add((
                new(rows.GetInt32(0), rows.GetString(1), Text(2), Text(3), rows.IsDBNull(4) ? null : rows.GetInt32(4), Text(5), Text(6) is { } proposals ? JsonSerializer.Deserialize<List<ProposalShown>>(proposals, TimelineJson.Options) : null, Text(7),
                    Score: rows.IsDBNull(9) ? null : rows.GetDouble(9), Settled: Text(10), SettledBy: Text(11)),
                Text(8)));
        }

        return list;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static async Task RejectedAsync(string id, HttpContext context, IQuerySession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var import = await FindAsync(id, session, stop);
        await using var command = data.CreateCommand("select body, reason from timeline.import_line where import_id = $1 and verdict = 'rejected' order by line");
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(stop);
        context.Response.ContentType = import.Header is null ? "application/x-ndjson" : "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{import.Set}-rejected.{(import.Header is null ? "ndjson" : "csv")}\"";
        await using var text = new StreamWriter(context.Response.Body, new UTF8Encoding(false));
        if (import.Header is { } header)
        {
            await text.WriteAsync((ReadSheet.WithReasons(header) + "\n").AsMemory(), stop);
        }

        while (await rows.ReadAsync(stop))
        {
            var body = rows.GetString(0);
            await text.WriteAsync(((import.Header is { } cells ? ReadSheet.WithReason(body, cells, rows.IsDBNull(1) ? "" : rows.GetString(1)) : body) + "\n").AsMemory(), stop);
        }
    }
}
