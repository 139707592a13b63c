using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// Takes imports in, one batch of rows a transaction, with the rows' verdicts and the progress in that same transaction: killed anywhere, it
/// goes on with the first row that has no verdict. One process at a time runs an import; another takes over when it dies.
/// </summary>
public sealed class RunImports(IDocumentStore store, NpgsqlDataSource data, ImportLane lane, ReadReport read, IClock clock, WatchMarks marks, Settings settings, Gazetteer gazetteer, ILogger<RunImports> log) : BackgroundService
{
    private const int Batch = 500;
    private const long Lock = 0x54494D45_4C494E45;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    // the last line with a verdict of the import that was taken in last; only to begin looking there
    private (string? Import, int Line) reached;

    private readonly SemaphoreSlim wake = new(0);
    private readonly TakeImportBack takeBack = new(store, data, clock);

    public void Wake() => wake.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunNextAsync(stoppingToken))
                {
                    await wake.WaitAsync(TimeSpan.FromSeconds(2), stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "an import could not go on; it tries again");
                await Task.Delay(500, stoppingToken);
            }
        }
    }

    // true where a batch was taken in
    private async Task<bool> RunNextAsync(CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var taken = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Lock } } };
        if (await taken.ExecuteScalarAsync(stop) is not true)
        {
            return false;
        }

        try
        {
            var any = false;
            while (await NextAsync(stop) is { } import)
            {
                await WaitForOutboxAsync(stop);
                await (import.State == "taking-back" ? takeBack.BatchAsync(import, stop) : TakeBatchAsync(import, stop));
                any = true;
            }

            return any;
        }
        finally
        {
            await using var free = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = Lock } } };
            await free.ExecuteScalarAsync(CancellationToken.None);
        }
    }

    // a file must not fill the backlog up: who reports live would be refused for it
    private async Task WaitForOutboxAsync(CancellationToken stop)
    {
        while (marks.Backlog > settings.Backlog / 2)
        {
            await Task.Delay(BetweenLooks, stop);
        }
    }

    private async Task<Import?> NextAsync(CancellationToken stop)
    {
        await using var session = store.QuerySession();
        return await session.Query<Import>().Where(i => i.State == "queued" || i.State == "running" || i.State == "taking-back").OrderBy(i => i.Started).FirstOrDefaultAsync(stop);
    }

    private async Task TakeBatchAsync(Import import, CancellationToken stop)
    {
        await using var connection = await lane.Data.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var session = store.LightweightSession(Marten.Services.SessionOptions.ForTransaction(transaction));
        if (await session.LoadAsync<CancelWish>(import.Id, stop) is { } wish)
        {
            session.Store(import with { State = "cancelled", Ended = clock.GetCurrentInstant() });
            session.Delete(wish);
            await session.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return;
        }

        var lines = await WaitingAsync(import.Id, reached.Import == import.Id ? reached.Line : 0, transaction, stop);
        reached = default;
        var book = new IncidentBook(session, clock);
        var second = import.DryRun || import.ApprovedBy is not null ? null : new AskSecond(await SecondPerson.AskingAsync(session, stop), gazetteer);
        var take = new TakeRow(import, read, session, book, clock, second);
        var results = await take.TakeAsync(lines, stop);
        if (!import.DryRun)
        {
            book.Write();
            take.Write();
        }

        Mark(session, import.Id, results);
        session.Store(take.Waits is { } waits ? After(import, results) with { State = "waiting", Ended = null, Waits = waits } : After(import, results));
        try
        {
            await session.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            reached = (import.Id, results.Count == 0 ? 0 : results[^1].Line);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            log.LogInformation("import {Id}: somebody changed an incident meanwhile; the batch is decided anew", import.Id);
        }
    }

    // one statement for all lines of the batch
    internal static void Mark(IDocumentSession session, string import, List<RowResult> results) => session.QueueSqlCommand(
        """
        update timeline.import_line l set verdict = r.verdict, incident_id = r.incident_id, report_id = r.report_id, at_column = r.at_column, reason = r.reason, proposals = r.proposals::jsonb
        from unnest(?, ?, ?, ?, ?, ?, ?) as r (line, verdict, incident_id, report_id, at_column, reason, proposals)
        where l.import_id = ? and l.line = r.line
        """,
        results.Select(r => r.Line).ToArray(), results.Select(r => ReadWords.Spelling(r.Verdict)).ToArray(), results.Select(r => r.IncidentId).ToArray(),
        results.Select(r => r.ReportId).ToArray(), results.Select(r => r.Column).ToArray(), results.Select(r => r.Reason).ToArray(),
        results.Select(r => r.Proposals is { Count: > 0 } proposals ? JsonSerializer.Serialize(proposals, TimelineJson.Options) : null).ToArray(), import);

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

    // what has its verdict lies behind: to pass it by again costs more with every batch
    private static async Task<List<(int Line, string Body)>> WaitingAsync(string id, int after, NpgsqlTransaction transaction, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select line, body from timeline.import_line where import_id = $1 and line > $2 and verdict is null order by line limit $3", transaction.Connection, transaction)
        {
            Parameters = { new() { Value = id }, new() { Value = after }, new() { Value = Batch } },
        };
        await using var rows = await command.ExecuteReaderAsync(stop);
        var lines = new List<(int, string)>();
        while (await rows.ReadAsync(stop))
        {
            lines.Add((rows.GetInt32(0), rows.GetString(1)));
        }

        return lines;
    }
}
