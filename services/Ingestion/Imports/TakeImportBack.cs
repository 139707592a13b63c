using JasperFx.Events;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Ingestion.Incidents;
using IncidentBook = Timeline.Ingestion.Incidents.IncidentBook;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// Takes an import back, a batch of reports a transaction: what it brought is retracted, what it corrected or retracted says again what it said before. What somebody changed
/// since, a person or a later file, is left as it is, and said so. Killed anywhere, it goes on where it stood.
/// </summary>
internal sealed class TakeImportBack(IDocumentStore store, NpgsqlDataSource data, IClock clock)
{
    private const int Batch = 200;

    /// <summary>What can become of a report, and that it did of none so far.</summary>
    public static readonly IReadOnlyDictionary<string, int> None = new Dictionary<string, int> { ["retracted"] = 0, ["restored"] = 0, ["left"] = 0 };

    public async Task BatchAsync(Import import, CancellationToken stop)
    {
        var rows = await NextAsync(import.Id, stop);
        await using var session = store.LightweightSession();
        if (rows.Count == 0)
        {
            session.Store(import with { State = "taken-back", Ended = clock.GetCurrentInstant() });
            await session.SaveChangesAsync(stop);
            return;
        }

        var book = new IncidentBook(session, clock);
        await book.LoadAsync([.. rows.Select(r => r.IncidentId)], stop);
        var read = new ReadRow(import);
        var done = new List<(string ReportId, string What, string? Why)>();
        foreach (var row in rows)
        {
            var (what, why) = await DecideAsync(import, row, book, session, stop);
            done.Add((row.ReportId, what, why));
            if (what != "left")
            {
                await ForgetAsync(import, row, read, session, stop);
            }
        }

        book.Write();
        session.QueueSqlCommand(
            "update timeline.import_line l set back = r.back, back_reason = r.reason from unnest(?, ?, ?) as r (report_id, back, reason) where l.import_id = ? and l.report_id = r.report_id and l.verdict in ('created', 'corrected', 'retracted')",
            done.Select(d => d.ReportId).ToArray(), done.Select(d => d.What).ToArray(), done.Select(d => d.Why).ToArray(), import.Id);
        session.Store(import with { TakenBack = None.Keys.ToDictionary(w => w, w => import.TakenBack.GetValueOrDefault(w) + done.Count(d => d.What == w)) });
        try
        {
            await session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IncidentBook.IsConflict(e))
        {
            // somebody changed an incident meanwhile: the batch is decided anew
        }
    }

    private static async Task<(string What, string? Why)> DecideAsync(Import import, Row row, IncidentBook book, IQuerySession session, CancellationToken stop)
    {
        var incident = await book.FindAsync(row.IncidentId, stop);
        var report = incident.Report(row.ReportId)!;
        var reason = $"import {import.Id} of set {import.Set} taken back";
        var provenance = new Provenance(import.TakenBackBy!);
        if (report.ImportId != import.Id)
        {
            return ("left", report.Retracted ? "It was retracted since." : report.ImportId is null ? "A person has corrected it since." : "A later file has corrected it since.");
        }

        if (row.Verdicts.Contains("created"))
        {
            if (!report.Retracted)
            {
                book.Append(new ReportRetracted(row.IncidentId, row.ReportId, reason, provenance));
            }

            return ("retracted", null);
        }

        var said = (await session.Events.FetchStreamAsync(row.IncidentId, token: stop)).Select(e => e.Data).OfType<IIncidentEvent>()
            .Where(e => e.ReportOf() == row.ReportId).TakeWhile(e => e.Provenance.ImportId != import.Id).LastOrDefault(e => e.AccountOf() is not null);
        if (said?.AccountOf() is not { } account || said.DetailsOf() is not { } details)
        {
            return ("left", "What it said before is not known.");
        }

        // it says again what the file before it brought, and that one may be taken back as well
        provenance = provenance with { ImportId = said.Provenance.ImportId };
        if (!report.Retracted)
        {
            book.Append(new ReportCorrected(row.IncidentId, row.ReportId, account, details, reason, provenance));
        }
        else if (incident.Kind.Length > 0 && !incident.IsSaidToBe(account.Kind))
        {
            return ("left", $"The incident is a {incident.Kind} by now, and this report speaks of another kind.");
        }
        else
        {
            book.Append(new ReportRestored(row.IncidentId, row.ReportId, account, details, reason, provenance));
        }

        return ("restored", null);
    }

    // what was taken back may come again: a content that was only seen in this import is as if it had never been seen
    private static async Task ForgetAsync(Import import, Row row, ReadRow read, IDocumentSession session, CancellationToken stop)
    {
        var contents = row.Bodies.Select(b => read.Of(b).Row).OfType<TimelineRow>().ToList();
        if (contents.Select(c => c.RetractionOf ?? c.CorrectionOf ?? c.ExternalId).OfType<string>().FirstOrDefault() is { } externalId
            && await session.LoadAsync<ImportedRecord>(ImportedRecord.Key(import.Set, externalId), stop) is { } record)
        {
            var hashes = contents.Select(TakeRow.HashOf).ToList();
            session.Store(record with { Seen = [.. record.Seen.Except(hashes)], TakenBack = row.Verdicts.Contains("created") });
        }
    }

    private async Task<List<Row>> NextAsync(string import, CancellationToken stop)
    {
        await using var command = data.CreateCommand(
            """
            with next as (
                select distinct report_id from timeline.import_line
                where import_id = $1 and report_id is not null and back is null and verdict in ('created', 'corrected', 'retracted') order by 1 limit $2)
            select l.incident_id, l.report_id, array_agg(l.verdict), array_agg(l.body) from timeline.import_line l join next using (report_id)
            where l.import_id = $1 and l.verdict in ('created', 'corrected', 'retracted') group by 1, 2 order by 2
            """);
        command.Parameters.Add(new() { Value = import });
        command.Parameters.Add(new() { Value = Batch });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<Row>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3)));
        }

        return rows;
    }

    private sealed record Row(string IncidentId, string ReportId, string[] Verdicts, string[] Bodies);
}
