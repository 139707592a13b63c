using System.ComponentModel;
using System.Security.Claims;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// POST /api/imports/{id}/rows/{line}: of a row that was held back as likely told already, a person says what it is: a further report of that incident, or one of its own.
/// </summary>
public static class SettleRow
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/api/imports/{id}/rows/{line}", HandleAsync).RequireAuthorization(Access.Record)
            .Says("imports", "Says what a row is that was held back as likely told already: a further report of that incident, or one of its own.")
            .Asks("id", "The import.").Asks("line", "The line of the row.")
            .Refuses(StatusCodes.Status409Conflict, "The row is not one that is held back, or the import has not ended.")
            .Takes<RowForm>("""{ "as": "report" }""").Gives<RowSettled>(200, """{ "line": 7, "verdict": "created", "incidentId": "asam.1999-7", "reportId": "imb.1999-08-03" }""");

    private sealed record RowForm(
        [property: Description("report: of the incident that was found, or of incidentId; incident: a new one.")] string? As,
        [property: Description("Another incident than the one that was found.")] string? IncidentId = null);

    private sealed record RowSettled(int Line, string Verdict, string? IncidentId, string? ReportId);

    private static async Task<IResult> HandleAsync(
        string id, int line, HttpRequest request, ClaimsPrincipal who, ReadReport read, IDocumentSession session, NpgsqlDataSource data, IClock clock, Gazetteer gazetteer, CancellationToken stop)
    {
        var form = await Body.ReadAsync<RowForm>(request, stop);
        if (form.As is not ("report" or "incident"))
        {
            throw Refused.Field("as", "Say what it is: report or incident.");
        }

        var import = await ShowImport.FindAsync(id, session, stop);
        if (import is not { State: "done" or "cancelled", DryRun: false })
        {
            throw Refused.Field("id", "Rows are settled of an import that has ended, was no dry run, and was not taken back.", StatusCodes.Status409Conflict);
        }

        var (body, twin) = await HeldAsync(id, line, data, stop);
        var book = new IncidentBook(session, clock);
        // approved as a whole: whoever approved it and settles a row of it does so in the name of who sent it
        var by = import.ApprovedBy == who.Name() ? import.By : who.Name();
        var second = import.ApprovedBy is not null ? null : new AskSecond(await SecondPerson.AskingAsync(session, stop), gazetteer);
        var take = new TakeRow(import with { Duplicates = Import.Record, By = by }, read, session, book, clock, second, form.As == "report" ? form.IncidentId ?? twin : null);
        var results = await take.TakeAsync([(line, body)], stop);
        if (take.Waits is { } waits)
        {
            throw Refused.Field("line", $"In the theatre {waits.Theatre} a second person approves what is entered, and nobody approved this import: enter it as a report.", StatusCodes.Status409Conflict);
        }

        var result = results.Single();
        if (result.Verdict == RowVerdict.Rejected)
        {
            throw Refused.Field("line", result.Reason!);
        }

        book.Write();
        take.Write(session);
        TakeImportIn.Mark(session, id, [result]);
        var (held, settled) = (ReadWords.Spelling(RowVerdict.Duplicate), ReadWords.Spelling(result.Verdict));
        session.Store(import with { Counts = import.Counts.ToDictionary(c => c.Key, c => c.Value + (c.Key == settled ? 1 : 0) - (c.Key == held ? 1 : 0)) });
        try
        {
            await session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            throw Refused.Field("line", "Somebody changed the incident meanwhile: look again.", StatusCodes.Status409Conflict);
        }

        return Results.Json(new RowSettled(line, settled, result.IncidentId, result.ReportId), TimelineJson.Options);
    }

    private static async Task<(string Body, string Twin)> HeldAsync(string id, int line, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select body, incident_id, verdict from timeline.import_line where import_id = $1 and line = $2");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = line });
        await using var rows = await command.ExecuteReaderAsync(stop);
        if (!await rows.ReadAsync(stop))
        {
            throw Refused.Field("line", $"The import has no row in line {line}.", StatusCodes.Status404NotFound);
        }

        return !rows.IsDBNull(2) && rows.GetString(2) == ReadWords.Spelling(RowVerdict.Duplicate)
            ? (rows.GetString(0), rows.GetString(1))
            : throw Refused.Field("line", "This row is not held back.", StatusCodes.Status409Conflict);
    }
}
