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

/// <summary>What a person says a row is.</summary>
/// <param name="As">report or incident.</param>
/// <param name="Into">Of a report, another incident than the one that was found.</param>
/// <param name="Why">Null where nothing was said.</param>
internal sealed record RowAnswer(int Line, string As, string? Into, string? Why);

/// <summary>What a row that was held back has become.</summary>
internal sealed record RowSettled(int Line, string Verdict, string? IncidentId, string? ReportId);

/// <summary>A row that somebody settled before.</summary>
internal sealed class SettledBeforeException(string says, string asWhat, RowSettled now) : Exception(says)
{
    /// <summary>report or incident.</summary>
    public string As { get; } = asWhat;
    public RowSettled Now { get; } = now;
}

/// <summary>
/// Records one row that was held back as a person said, in a transaction of its own. The import is held meanwhile: of two who settle the same row the second sees what the first did, and the
/// counts are of both.
/// </summary>
internal sealed class SettleHeld(ReadReport read, IDocumentStore store, IClock clock, Gazetteer gazetteer)
{
    /// <exception cref="Refused">The row cannot be settled so, or not now.</exception>
    public async Task<RowSettled> SettleAsync(string id, RowAnswer answer, string who, CancellationToken stop)
    {
        try
        {
            return await RecordAsync(id, answer, who, stop);
        }
        catch (SettledBeforeException e)
        {
            throw Refused.Field("line", e.Message, StatusCodes.Status409Conflict);
        }
    }

    /// <exception cref="SettledBeforeException">Somebody settled the row before.</exception>
    /// <exception cref="Refused">The row cannot be settled so, or not now.</exception>
    public async Task<RowSettled> RecordAsync(string id, RowAnswer answer, string who, CancellationToken stop)
    {
        await using var session = store.LightweightSession();
        EnsureEnded(await ShowImport.FindAsync(id, session, stop));
        var import = await ApproveImport.HoldAsync(id, session, stop);
        EnsureEnded(import);
        var (body, twin) = await HeldAsync(id, answer.Line, session, stop);
        var book = new IncidentBook(session, clock);
        // approved as a whole: whoever approved it and settles a row of it does so in the name of who sent it
        var by = import.ApprovedBy == who ? import.By : who;
        var second = import.ApprovedBy is not null ? null : new AskSecond(await SecondPerson.AskingAsync(session, stop), gazetteer);
        var take = new TakeRow(import with { Duplicates = Import.Record, By = by }, read, session, book, clock, second, answer.As == SettleRow.Report ? answer.Into ?? twin : null, answer.Why);
        var results = await take.TakeAsync([(answer.Line, body)], stop);
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
        session.QueueSqlCommand("update timeline.import_line set settled = ?, settled_by = ? where import_id = ? and line = ?", answer.As, who, id, answer.Line);
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

        return new(answer.Line, settled, result.IncidentId, result.ReportId);
    }

    /// <exception cref="Refused">Nothing of it can be settled now.</exception>
    public static void EnsureEnded(Import import)
    {
        if (import is not { State: "done" or "cancelled", DryRun: false })
        {
            throw Refused.Field("id", "Rows are settled of an import that has ended, was no dry run, and was not taken back.", StatusCodes.Status409Conflict);
        }
    }

    private static async Task<(string Body, string Twin)> HeldAsync(string id, int line, IQuerySession session, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("select body, incident_id, verdict, report_id, settled, settled_by from timeline.import_line where import_id = $1 and line = $2");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = line });
        await using var rows = await session.ExecuteReaderAsync(command, stop);
        if (!await rows.ReadAsync(stop))
        {
            throw Refused.Field("line", $"The import has no row in line {line}.", StatusCodes.Status404NotFound);
        }

        if (Text(2) == ReadWords.Spelling(RowVerdict.Duplicate))
        {
            return (rows.GetString(0), rows.GetString(1));
        }

        throw Text(4) is { } settled
            ? new SettledBeforeException($"{Text(5)} has settled it already, as {(settled == SettleRow.Report ? "a further report" : "an incident of its own")}.", settled, new(line, Text(2)!, Text(1), Text(3)))
            : Refused.Field("line", "This row is not held back.", StatusCodes.Status409Conflict);

        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
    }
}
