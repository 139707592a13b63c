using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// Takes the rows of one import in, a batch a transaction, with the rows' verdicts and the progress in that same transaction. While one batch is committed the next is decided; it knows what
/// that one changes, is committed after it or not at all, and is decided anew where that one was not committed.
/// </summary>
internal sealed class TakeImportIn(IDocumentStore store, NpgsqlDataSource data, ImportLane lane, ReadReport read, IClock clock, Gazetteer gazetteer, ILogger log)
{
    private const int Size = 500;

    /// <summary>Goes on with the first row that has no verdict until there is none left, the import stands still, or something else comes first.</summary>
    /// <param name="before">Is waited for before each commit.</param>
    /// <param name="isNext">Whether this import is still the one to go on with; asked after each commit.</param>
    public async Task TakeAsync(Import import, Func<Task> before, Func<Task<bool>> isNext, CancellationToken stop)
    {
        for (var batch = await DecideAsync(import, null, stop); batch is not null;)
        {
            await before();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var decided = batch;
            var next = decided.GoesOn ? Task.Run(() => DecideAsync(decided.Import, decided, end.Token), stop) : Task.FromResult<Batch?>(null);
            try
            {
                batch = await CommitAsync(decided, stop) && await isNext() ? await next : null;
            }
            finally
            {
                // where this one was not committed nobody wants the next, and it has written nothing
                await end.CancelAsync();
                await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Rows that are decided and not committed.</summary>
    /// <param name="Import">The import as it will be.</param>
    private sealed record Batch(Import Import, List<RowResult> Results, IncidentBook Book, TakeRow Take)
    {
        public bool GoesOn => Import.State == "running" && Results.Count > 0;
    }

    private async Task<Batch?> DecideAsync(Import import, Batch? after, CancellationToken stop)
    {
        await using var session = store.LightweightSession();
        var lines = await WaitingAsync(import.Id, after?.Results[^1].Line ?? 0, stop);
        var second = import.DryRun || import.ApprovedBy is not null ? null : new AskSecond(await SecondPerson.AskingAsync(session, stop), gazetteer);
        var book = new IncidentBook(session, clock, after?.Book);
        var take = new TakeRow(import, read, session, book, clock, second, after: after?.Take);
        var results = await take.TakeAsync(lines, stop);
        return new(take.Waits is { } waits ? After(import, results) with { State = "waiting", Ended = null, Waits = waits } : After(import, results), results, book, take);
    }

    // false where it could not be: the import was cancelled, or somebody changed one of its incidents first
    private async Task<bool> CommitAsync(Batch batch, CancellationToken stop)
    {
        var import = batch.Import;
        await using var connection = await lane.Data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        if (await session.LoadAsync<CancelWish>(import.Id, stop) is { } wish)
        {
            var stands = await session.LoadAsync<Import>(import.Id, stop);
            session.Store(stands! with { State = "cancelled", Ended = clock.GetCurrentInstant() });
            session.Delete(wish);
            KeepTried.Forget(import.Id, session);
            await session.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return false;
        }

        if (!import.DryRun)
        {
            batch.Book.Write(session);
            batch.Take.Write(session);
        }
        else if (batch.GoesOn)
        {
            KeepTried.Write(import.Id, batch.Book, batch.Take.Changed, session);
        }
        else
        {
            KeepTried.Forget(import.Id, session);
        }

        Mark(session, import.Id, batch.Results);
        session.Store(import);
        try
        {
            await session.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return true;
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            log.LogInformation("import {Id}: somebody changed an incident meanwhile; the batch is decided anew", import.Id);
            return false;
        }
    }

    // one statement for all lines of the batch
    internal static void Mark(IDocumentSession session, string import, List<RowResult> results) => session.QueueSqlCommand(
        """
        update timeline.import_line l set verdict = r.verdict, incident_id = r.incident_id, report_id = r.report_id, at_column = r.at_column, reason = r.reason, proposals = r.proposals::jsonb,
            score = coalesce(r.score, l.score)
        from unnest(?, ?, ?, ?, ?, ?, ?, ?) as r (line, verdict, incident_id, report_id, at_column, reason, proposals, score)
        where l.import_id = ? and l.line = r.line
        """,
        results.Select(r => r.Line).ToArray(), results.Select(r => ReadWords.Spelling(r.Verdict)).ToArray(), results.Select(r => r.IncidentId).ToArray(),
        results.Select(r => r.ReportId).ToArray(), results.Select(r => r.Column).ToArray(), results.Select(r => r.Reason).ToArray(),
        results.Select(r => r.Proposals is { Count: > 0 } proposals ? JsonSerializer.Serialize(proposals, TimelineJson.Options) : null).ToArray(), results.Select(r => r.Score).ToArray(), import);

    private Import After(Import import, List<RowResult> results)
    {
        var done = import.Done + results.Count;
        var ended = done >= import.Rows;
        return import with
        {
            State = ended ? "done" : "running",
            Done = done,
            Counts = import.Counts.ToDictionary(c => c.Key, c => c.Value + results.Count(r => ReadWords.Spelling(r.Verdict) == c.Key)),
            Ended = ended ? clock.GetCurrentInstant() : null,
        };
    }

    // what lies behind has its verdict, or is about to: to pass it by again costs more with every batch
    private async Task<List<(int Line, string Body)>> WaitingAsync(string id, int after, CancellationToken stop)
    {
        await using var command = data.CreateCommand("select line, body from timeline.import_line where import_id = $1 and line > $2 and verdict is null order by line limit $3");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = Size });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var lines = new List<(int, string)>();
        while (await rows.ReadAsync(stop))
        {
            lines.Add((rows.GetInt32(0), rows.GetString(1)));
        }

        return lines;
    }
}
