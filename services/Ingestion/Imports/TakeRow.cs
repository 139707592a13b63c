using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using NodaTime;
using NodaTime.Text;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Forms;

namespace Timeline.Ingestion.Imports;

/// <summary>A row of a timeline file: a report with its own key, or a correction or retraction of one.</summary>
public sealed record TimelineRow : ReportForm
{
    public string? ExternalId { get; init; }

    /// <summary>The key of the record whose incident this is a further report of.</summary>
    public string? Incident { get; init; }

    /// <summary>report (usual), correction or retraction.</summary>
    public string? Action { get; init; }

    /// <summary>The key of the record that this corrects: the same as action "correction" with that key.</summary>
    public string? CorrectionOf { get; init; }

    /// <summary>The key of the record that this retracts.</summary>
    public string? RetractionOf { get; init; }
    public string? Reason { get; init; }

    /// <summary>Since when it was known: an instant, or a day, whose start in UTC it means. Only with backfill.</summary>
    public string? KnownFrom { get; init; }
}

/// <param name="Column">Where in the row reading failed, from 1: of JSON the byte, of cells the number of the cell. Null where it is the row as a whole.</param>
/// <param name="Proposals">What the row's words suggest and its source does not state.</param>
/// <param name="Score">How likely the incident that it may repeat is the same, 0 to 1; null where it may repeat none.</param>
public sealed record RowResult(
    int Line, RowVerdict Verdict, string? IncidentId = null, string? ReportId = null, int? Column = null, string? Reason = null, IReadOnlyList<Proposal>? Proposals = null, double? Score = null);

/// <summary>The theatres that ask for a second person, and by which places they are found.</summary>
public sealed record AskSecond(IReadOnlyList<Vocabulary.Theatre> Asking, Vocabulary.Gazetteer Gazetteer);

/// <summary>
/// Decides what one row of a file changes, whatever format it came in (<see cref="Formats"/>). All rows of a batch share one <see cref="IncidentBook"/> and
/// are committed together.
/// </summary>
/// <param name="second">Which theatres ask for a second person; null where nobody needs be asked: of a dry run, and of what was approved.</param>
/// <param name="into">The incident that a person said a row tells of; null where the row says it by itself.</param>
/// <param name="why">Why it is a report of that incident, or one of its own, where the person said so.</param>
/// <param name="after">The batch that is committed before this one, and may not be yet.</param>
public sealed class TakeRow(Import import, ReadReport read, IDocumentSession session, IncidentBook book, IClock clock, AskSecond? second, string? into = null, string? why = null, TakeRow? after = null)
{
    private readonly ReadRow readRow = new(import);
    private readonly KeepCorrections keep = new(import, session, after?.keep);
    private readonly TwinsOfBatch twins = new(import, session, book, read.Gazetteer);
    private readonly Dictionary<string, ImportedRecord?> known = after is null ? [] : after.changed.ToDictionary(c => c.Key, c => (ImportedRecord?)c.Value);
    private readonly Dictionary<string, ImportedRecord> changed = [];
    private IReadOnlyList<Draft> waiting = [];

    /// <summary>The first row for which a second person is asked; it and what follows it was not decided. Null where there is none.</summary>
    public WaitsAt? Waits { get; private set; }

    /// <summary>Decides a batch of lines, one after the other; what they name is read at one go.</summary>
    public async Task<List<RowResult>> TakeAsync(IReadOnlyList<(int Line, string Body)> lines, CancellationToken stop)
    {
        var rows = lines.Select(l => (l.Line, l.Body, Read: readRow.Of(l.Body))).ToList();
        if (into is not null)
        {
            rows = [.. rows.Select(r => r with { Read = r.Read with { Row = r.Read.Row is { } row ? row with { Incident = into } : null } })];
        }

        await LoadAsync(rows.Select(r => r.Read.Row).OfType<TimelineRow>(), stop);
        var fresh = rows.Where(r => r.Read.Row is { } row && IsNew(row)).Select(r => (r.Line, r.Read.Row!)).ToList();
        await twins.LoadAsync(fresh, stop);
        waiting = fresh.Count > 0 ? await FindAlikeDrafts.WaitingAsync(session, stop) : [];
        var results = new List<RowResult>(rows.Count);
        foreach (var (line, body, said) in rows)
        {
            results.Add(said.Row is { } row
                ? await TakeAsync(line, row, body, stop) with { Proposals = said.Proposals }
                : new(line, RowVerdict.Rejected, Column: said.Column, Reason: said.Reason));
            if (Waits is not null)
            {
                // the order of rows is kept: one that corrects this one must not be decided before it
                results.RemoveAt(results.Count - 1);
                break;
            }
        }

        return results;
    }

    // of what is known already it was decided before whether it repeats something
    private bool IsNew(TimelineRow row) =>
        row is { RetractionOf: null, CorrectionOf: null, Incident: null, ExternalId: { } id } && known.GetValueOrDefault(ImportedRecord.Key(import.Set, id)) is null or { TakenBack: true };

    /// <summary>What the imported records now are.</summary>
    public IEnumerable<ImportedRecord> Changed => changed.Values;

    /// <summary>Queues what the imported records now are. The caller commits.</summary>
    public void Write(IDocumentSession on) => on.Store<ImportedRecord>(changed.Values);

    private async Task<RowResult> TakeAsync(int line, TimelineRow row, string body, CancellationToken stop)
    {
        try
        {
            return await DecideAsync(line, row, body, stop);
        }
        catch (JsonException e)
        {
            var refused = ReadRow.Refuse(e);
            return new(line, RowVerdict.Rejected, Column: refused.Column, Reason: refused.Reason);
        }
        catch (Refused e)
        {
            var refused = readRow.Refuse(e);
            return new(line, RowVerdict.Rejected, Column: refused.Column, Reason: refused.Reason);
        }
    }

    // two questions for a batch instead of two for every row
    private async Task LoadAsync(IEnumerable<TimelineRow> rows, CancellationToken stop)
    {
        var names = rows.SelectMany(r => (r.Links ?? []).Select(l => l?.To).Append(r.When?.DerivedFrom).Append(r.Incident).Append(r.RetractionOf ?? r.CorrectionOf ?? r.ExternalId))
            .OfType<string>().Where(n => n.Length is > 0 and <= 200 && !n.Contains('\0', StringComparison.Ordinal)).Distinct().ToList();
        if (import.DryRun)
        {
            // of a dry run, what the batches before would have recorded
            foreach (var record in await KeepTried.RecordsAsync(import.Id, names.Select(n => ImportedRecord.Key(import.Set, n)).Concat(names), session, stop))
            {
                known.TryAdd(record.Id, record);
            }
        }

        foreach (var record in await session.LoadManyAsync<ImportedRecord>(stop, names.Select(n => ImportedRecord.Key(import.Set, n)).Where(key => !known.ContainsKey(key))))
        {
            known[record.Id] = record;
        }

        foreach (var name in names)
        {
            known.TryAdd(ImportedRecord.Key(import.Set, name), null);
        }

        var ids = names.Select(n => known[ImportedRecord.Key(import.Set, n)]?.IncidentId ?? IncidentIds.Of(import.Set, n)).ToList();
        if (import.DryRun)
        {
            // a name may be an incident's own id too, or a set and a key
            book.Suppose(await KeepTried.IncidentsAsync(import.Id, ids.Concat(names).Concat(names.Select(n => known.GetValueOrDefault(n)?.IncidentId).OfType<string>()), session, stop));
        }

        await book.LoadAsync(ids, stop);
    }

    private async Task<ImportedRecord?> RecordAsync(string key, CancellationToken stop)
    {
        if (!known.TryGetValue(key, out var record))
        {
            known[key] = record = await session.LoadAsync<ImportedRecord>(key, stop);
        }

        return record;
    }

    private void Keep(ImportedRecord record) => known[record.Id] = changed[record.Id] = record;

    private async Task<RowResult> DecideAsync(int line, TimelineRow row, string body, CancellationToken stop)
    {
        var (action, externalId) = Action(row);
        var key = ImportedRecord.Key(import.Set, externalId);
        var record = await RecordAsync(key, stop);
        var hash = HashOf(row);
        if (record is not null && record.Seen.Contains(hash))
        {
            return new(line, RowVerdict.Unchanged, record.IncidentId, record.ReportId);
        }

        if (record is null or { TakenBack: true })
        {
            return action == "report"
                ? await CreateAsync(line, row, externalId, key, hash, stop)
                : throw Refused.Field("externalId", $"There is no record '{ReadWords.Excerpt(externalId)}' in the set to {(action == "correction" ? "correct" : "retract")}.");
        }

        var incident = await book.FindAsync(record.IncidentId, stop);
        var report = incident.Report(record.ReportId)!;
        if (report.Retracted)
        {
            return action == "retraction" ? new(line, RowVerdict.Unchanged, incident.Id, report.ReportId) : throw Refused.Field("externalId", "This record was retracted.");
        }

        var provenance = new Provenance(import.By, Known(row, report.KnownFrom), new(import.Set, externalId), import.Id, ApprovedBy: import.ApprovedBy);
        if (action == "retraction")
        {
            if (await MustWaitAsync(line, incident, null, stop))
            {
                return Waiting(line);
            }

            book.Append(new ReportRetracted(incident.Id, report.ReportId, row.Reason ?? "retracted by the imported file", provenance));
            Keep(record with { Seen = [.. record.Seen, hash] });
            return new(line, RowVerdict.Retracted, incident.Id, report.ReportId);
        }

        var form = action == "correction" ? Partly(report, body) : row;
        var reading = await ReadAsync(form, stop, report.Account);

        if (action == "report")
        {
            reading = await keep.CorrectionsAsync(incident, report, reading, f => ReadAsync(f, stop, report.Account), stop);
        }
        else
        {
            await keep.CorrectedByFileAsync(incident, report, body, f => ReadAsync(f, stop, report.Account), stop);
        }

        if (!Same(reading, report) && await MustWaitAsync(line, incident, reading, stop))
        {
            return Waiting(line);
        }

        Keep(record with { Seen = [.. record.Seen, hash] });
        if (Same(reading, report))
        {
            return new(line, RowVerdict.Unchanged, incident.Id, report.ReportId);
        }

        book.Append(new ReportCorrected(incident.Id, report.ReportId, reading.Account, reading.Details, row.Reason ?? "the imported file says otherwise now", provenance));
        return new(line, RowVerdict.Corrected, incident.Id, report.ReportId);
    }

    private async Task<RowResult> CreateAsync(int line, TimelineRow row, string externalId, string key, string hash, CancellationToken stop)
    {
        var incident = await book.FindAsync(row.Incident is { } other ? await IncidentOfAsync(other, stop) : IncidentIds.Of(import.Set, externalId), stop);
        if (row.Incident is null && incident.Reports.Any(r => !r.Retracted))
        {
            throw Refused.Field("externalId", "An incident with the id of this record exists already.");
        }

        var reading = await ReadAsync(row, stop);
        if (incident is { Exists: true, Kind.Length: > 0 } && incident.Kind != ReadWords.Spelling(reading.Account.Kind))
        {
            throw Refused.Field("kind", $"The incident is a {incident.Kind}; a report of it says the same kind.");
        }

        var twin = row.Incident is null ? twins.Of(line, reading) : null;
        var perhaps = twin is null ? null : $"perhaps told already as {twin.IncidentId} ({twin.Score.ToString("0.00", CultureInfo.InvariantCulture)}): {string.Join("; ", twin.Why)}";
        if (twin is not null && import.Duplicates == Import.Hold)
        {
            return new(line, RowVerdict.Duplicate, twin.IncidentId, Reason: perhaps, Score: twin.Score);
        }

        if (await MustWaitAsync(line, incident, reading, stop))
        {
            return Waiting(line);
        }

        // what waits is no incident yet, so the row is not held for it: it is said, and by its number alone, for everybody may read the verdict
        if (row.Incident is null && FindAlikeDrafts.LikeliestOf(waiting, new(reading.Account, reading.Details), twins.Limit(reading), read.Gazetteer) is { } draft)
        {
            var says = string.Create(CultureInfo.InvariantCulture, $"perhaps entered already and waiting for a second person as draft {draft.DraftId} ({draft.Score:0.00}): {string.Join("; ", draft.Why)}");
            perhaps = perhaps is null ? says : $"{perhaps}; {says}";
        }

        var reportId = IncidentIds.Of(import.Set, externalId);
        for (var again = 2; incident.Report(reportId) is not null; again++)
        {
            reportId = $"{IncidentIds.Of(import.Set, externalId)}~{again}";   // the first one was taken back, and stays so
        }

        book.Append(Kinds.Reported(incident.Id, reportId, reading.Account, reading.Details, new(import.By, Known(row, null), new(import.Set, externalId), import.Id, Why: why, ApprovedBy: import.ApprovedBy)));
        Keep(new(key, incident.Id, reportId, [hash]));
        return new(line, RowVerdict.Created, incident.Id, reportId, Reason: perhaps, Score: twin?.Score);
    }

    private async Task<bool> MustWaitAsync(int line, IncidentRecord incident, Reading? reading, CancellationToken stop)
    {
        if (second is null || second.Asking.Count == 0)
        {
            return false;
        }

        var about = reading is null ? [] : new List<Vocabulary.Account> { reading.Account };
        for (var at = incident; ; at = await book.FindAsync(at.MergedInto, stop))
        {
            about.AddRange(at.Reports.Select(r => r.Account));
            if (at.MergedInto is null)
            {
                break;
            }
        }

        Waits = SecondPerson.AskedBy(second.Asking, second.Gazetteer, about) is { } theatre ? new(line, theatre.Id) : null;
        return Waits is not null;
    }

    // it has no verdict yet: whoever sees Waits passes it by
    private static RowResult Waiting(int line) => new(line, RowVerdict.Rejected);

    /// <summary>The content of a row, as it is known again.</summary>
    public static string HashOf(TimelineRow row) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(row, TimelineJson.Options)));

    private static (string Action, string ExternalId) Action(TimelineRow row)
    {
        var action = row.RetractionOf is not null ? "retraction" : row.CorrectionOf is not null ? "correction" : row.Action ?? "report";
        if (action is not ("report" or "correction" or "retraction"))
        {
            throw Refused.Field("action", $"'{ReadWords.Excerpt(action)}' is not one of: report, correction, retraction.");
        }

        var externalId = row.RetractionOf ?? row.CorrectionOf ?? row.ExternalId;
        if (string.IsNullOrWhiteSpace(externalId) || externalId.Length > 200 || externalId.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused.Field("externalId", "Every row carries the record's own key, of at most 200 characters.");
        }

        var problems = new Problems();
        ReadWords.Text(row.Reason, 2000, "reason", problems);
        problems.ThrowIfAny();

        return (action, externalId);
    }

    private async Task<Reading> ReadAsync(ReportForm form, CancellationToken stop, Vocabulary.Account? standing = null)
    {
        // a record may name one that comes later in the file, or in another file: its id follows from its key, and the link waits
        var names = (form.Links ?? []).Select(l => l?.To).Append(form.When?.DerivedFrom).Where(n => !string.IsNullOrWhiteSpace(n)).Distinct();
        var ids = new Dictionary<string, string>();
        foreach (var name in names)
        {
            ids[name!] = standing is not null && FindIncident.Named(standing).Contains(name) ? name! : await IncidentOfAsync(name!, stop);
        }

        var problems = new Problems();
        var reading = read.Read(form, problems, ids.GetValueOrDefault);
        problems.ThrowIfAny();
        return reading!;
    }

    private async Task<string> IncidentOfAsync(string externalId, CancellationToken stop)
    {
        var key = ImportedRecord.Key(import.Set, externalId);
        var record = await RecordAsync(key, stop);
        if (record is not null)
        {
            return record.IncidentId;
        }

        // the word may also be an incident's own id, or a set and a key; what this batch and the one before make is not in the store yet
        return book.Changed(externalId)?.Id ?? known.GetValueOrDefault(externalId)?.IncidentId
            ?? await FindIncident.OneAsync(externalId, session, stop) ?? IncidentIds.Of(import.Set, externalId);
    }

    private static ReportForm Partly(ReportRecord report, string body) => CorrectReport.Over(ReportForm.Of(report.Account, report.Details), Given(body));

    /// <summary>The fields of the report that a row of JSON gives: without those that are the row's own.</summary>
    internal static JsonElement Given(string body)
    {
        var given = JsonNode.Parse(body)!.AsObject();
        foreach (var own in new[] { "externalId", "incident", "action", "correctionOf", "retractionOf", "reason", "knownFrom" })
        {
            given.Remove(own);
        }

        return JsonSerializer.SerializeToElement(given);
    }

    private Instant? Known(TimelineRow row, Instant? notBefore)
    {
        if (row.KnownFrom is null)
        {
            return null;
        }

        if (!import.Backfill)
        {
            throw Refused.Field("knownFrom", "Only an import with backfill=true may say since when something was known.");
        }

        var known = LocalDatePattern.Iso.Parse(row.KnownFrom) is { Success: true, Value: var day } ? day.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant()
            : OffsetDateTimePattern.Rfc3339.Parse(row.KnownFrom) is { Success: true, Value: var at } ? at.ToInstant()
            : throw Refused.Field("knownFrom", $"'{ReadWords.Excerpt(row.KnownFrom)}' is neither a day nor an instant such as 1999-08-10T00:00:00Z.");
        if (known > clock.GetCurrentInstant())
        {
            throw Refused.Field("knownFrom", "It lies in the future: nothing is known before it is recorded.");
        }

        return known >= (notBefore ?? Instant.MinValue) ? known : throw Refused.Field("knownFrom", "It lies before what it corrects was known.");
    }

    private static bool Same(Reading reading, ReportRecord report) =>
        JsonSerializer.Serialize(reading.Account, TimelineJson.Options) == JsonSerializer.Serialize(report.Account, TimelineJson.Options)
        && JsonSerializer.Serialize(reading.Details, TimelineJson.Options) == JsonSerializer.Serialize(report.Details, TimelineJson.Options);
}
