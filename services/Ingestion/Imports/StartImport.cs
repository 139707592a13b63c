using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Marten;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Forms;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// POST /api/imports takes a file and answers at once with its id; GET /api/imports/{id} tells how far it is and what became of every row.
/// </summary>
public static class StartImport
{
    /// <summary>The most bytes of a file.</summary>
    public const long FileMost = 200L * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/imports", StartAsync).RequireAuthorization(Access.Record)
            .Says("imports", "Takes a file in the timeline format, of at most 200 MB, and answers at once with the import's id.", "One JSON object a line, or one array: a report with an externalId, or a correction or retraction of one. A row whose content was ever seen changes nothing.")
            .Asks("format", "How the file is written; timeline where it is not said.", "timeline")
            .Asks("set", "The name of the set that the rows belong to, small letters, digits and hyphens, at most 40: a record is known by set and externalId.")
            .Asks("dryRun", "true: the verdicts are worked out and nothing is recorded.")
            .Asks("backfill", "true: rows may say since when they were known (knownFrom).")
            .Accepts<TimelineRow>("application/x-ndjson", "application/json").Gives<Import>(202);
        app.MapGet("/api/imports/{id}", ShowAsync).RequireAuthorization(Access.Read)
            .Says("imports", "How far an import is, and what became of every row.")
            .Asks("id", "The import, as it was answered when the file was taken.").Asks("after", "Only verdicts of lines after this one.").Asks("take", "How many verdicts at most, 1 to 10000; usually 1000.")
            .Gives<ImportShown>(200, """{ "id": "0198", "set": "paper", "state": "done", "rows": 2, "done": 2, "counts": { "created": 1, "rejected": 1 }, "verdicts": [{ "line": 1, "verdict": "created", "incidentId": "paper.x", "reportId": "paper.x" }], "rejected": [{ "line": 2, "verdict": "rejected", "column": 17, "reason": "when.date: …" }] }""");
        app.MapGet("/api/imports/{id}/rejected", RejectedAsync).RequireAuthorization(Access.Read)
            .Says("imports", "The rows that were rejected, as they came, to be mended and sent again.").Asks("id", "The import.").Produces<string>(200, "application/x-ndjson");
    }

    private static async Task<IResult> StartAsync(
        HttpRequest request, string? format, string? set, bool? dryRun, bool? backfill,
        ClaimsPrincipal who, IDocumentStore store, NpgsqlDataSource data, RunImports runner, IClock clock, CancellationToken stop)
    {
        if (format is not (null or "timeline"))
        {
            throw Refused.Field("format", $"'{ReadWords.Excerpt(format)}' is not one of: timeline.");
        }

        if (set is null || !IncidentIds.IsSetName(set))
        {
            throw Refused.Field("set", "Name the set: small letters, digits and hyphens, at most 40.");
        }

        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = FileMost;
        var import = new Import
        {
            Id = Guid.CreateVersion7().ToString("N"), Set = set, Format = "timeline", By = who.Name(), Backfill = backfill ?? false, DryRun = dryRun ?? false, Started = clock.GetCurrentInstant(),
        };
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var rows = await KeepAsync(import.Id, request.Body, connection, stop);
        import = import with { Rows = rows, State = rows == 0 ? "done" : "queued" };
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        session.Insert(import);
        await session.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);   // lines and import together: a file is accepted whole or not at all
        runner.Wake();
        return Results.Accepted($"/api/imports/{import.Id}", import);
    }

    // the file is kept line by line as it arrives; nothing of it is in memory at once
    private static async Task<int> KeepAsync(string id, Stream file, NpgsqlConnection connection, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy timeline.import_line (import_id, line, body) from stdin (format binary)", stop);
        var rows = 0;
        try
        {
            await foreach (var (line, body) in ReadLines.OfAsync(file, stop))
            {
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(id, stop);
                await copy.WriteAsync(line, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(body.Replace("\0", "\uFFFD", StringComparison.Ordinal), stop);
                rows++;
            }
        }
        catch (DecoderFallbackException)
        {
            throw Refused.Field("body", $"The file is not UTF-8: something in line {rows + 1} cannot be read.");
        }
        catch (JsonException e)
        {
            throw Refused.Field("body", $"The file is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }

        await copy.CompleteAsync(stop);
        return rows;
    }

    private static async Task<IResult> ShowAsync(string id, int? after, int? take, IQuerySession session, NpgsqlDataSource data, CancellationToken stop)
    {
        var import = await session.LoadAsync<Import>(id, stop) ?? throw Refused.NotFound($"import '{ReadWords.Excerpt(id)}'");
        var verdicts = await VerdictsAsync(id, after ?? 0, Math.Clamp(take ?? 1000, 1, 10_000), "verdict is not null", data, stop);
        var rejected = await VerdictsAsync(id, 0, 1000, "verdict = 'rejected'", data, stop);
        return Results.Json(
            new ImportShown(
                import.Id, import.Set, import.Format, import.State, import.Rows, import.Done, import.Counts, import.Backfill, import.DryRun, import.By, import.Started, import.Ended, verdicts, rejected),
            TimelineJson.Options);
    }

    /// <param name="Done">How many rows have their verdict.</param>
    /// <param name="Counts">How many rows there are of each verdict.</param>
    /// <param name="Rejected">The first thousand rows that were rejected.</param>
    private sealed record ImportShown(
        string Id, string Set, string Format, string State, int Rows, int Done, IReadOnlyDictionary<string, int> Counts, bool Backfill, bool DryRun, string By, Instant Started, Instant? Ended,
        IReadOnlyList<RowShown> Verdicts, IReadOnlyList<RowShown> Rejected);

    private sealed record RowShown(int Line, string Verdict, string? IncidentId, string? ReportId, int? Column, string? Reason);

    private static async Task<List<RowShown>> VerdictsAsync(string id, int after, int take, string which, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand(
            $"select line, verdict, incident_id, report_id, at_column, reason from timeline.import_line where import_id = $1 and line > $2 and {which} order by line limit $3");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = take });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var list = new List<RowShown>();
        while (await rows.ReadAsync(stop))
        {
            list.Add(new(rows.GetInt32(0), rows.GetString(1), Text(2), Text(3), rows.IsDBNull(4) ? null : rows.GetInt32(4), Text(5)));
        }

        return list;

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }

    private static async Task<IResult> RejectedAsync(string id, IQuerySession session, NpgsqlDataSource data, CancellationToken stop)
    {
        _ = await session.LoadAsync<Import>(id, stop) ?? throw Refused.NotFound($"import '{ReadWords.Excerpt(id)}'");
        await using var command = data.CreateCommand("select body from timeline.import_line where import_id = $1 and verdict = 'rejected' order by line");
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var text = new StringBuilder();
        while (await rows.ReadAsync(stop))
        {
            text.Append(rows.GetString(0)).Append('\n');
        }

        return Results.Text(text.ToString(), "application/x-ndjson");
    }
}
