using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// A newer edition of a file corrects what it says otherwise than the file before it, and nothing else: where a person has ever corrected the report, the fields in which the two editions agree stay
/// as the person left them, however many editions come after.
/// </summary>
/// <param name="after">What the batch before has seen, which is committed before this one and may not be yet.</param>
internal sealed class KeepCorrections(Import import, IQuerySession session, KeepCorrections? after = null)
{
    // what a file said is not what was recorded of it: that has the person's words in it
    private readonly Dictionary<string, ReportForm> saidByFile = [];
    private readonly IReadOnlyDictionary<string, ReportForm> before = after is null ? new Dictionary<string, ReportForm>() : new Dictionary<string, ReportForm>(after.saidByFile);
    private Dictionary<string, Import>? imports;

    /// <param name="now">What the file says now.</param>
    /// <param name="read">Reads the form in which the person's corrections are kept.</param>
    public async Task<Reading> CorrectionsAsync(IncidentRecord incident, ReportRecord report, Reading now, Func<ReportForm, Task<Reading>> read, CancellationToken stop)
    {
        var form = ReportForm.Of(now.Account, now.Details);
        if (report is { ImportId: not null, ByPerson: false })
        {
            return now;
        }

        var said = await LastOfFileAsync(incident, report, read, stop);
        saidByFile[report.ReportId] = form;
        var standing = ReportForm.Of(report.Account, report.Details);
        return said is null ? now : await read(CorrectReport.Over(standing, OfKind(standing, form, Differing(said, form))));
    }

    /// <summary>A row of the file corrects some fields of the report: what the file says from now on is what it said before with these laid over.</summary>
    public async Task CorrectedByFileAsync(IncidentRecord incident, ReportRecord report, string body, Func<ReportForm, Task<Reading>> read, CancellationToken stop)
    {
        if (report is { ImportId: not null, ByPerson: false } || await LastOfFileAsync(incident, report, read, stop) is not { } said)
        {
            return;
        }

        var now = await read(CorrectReport.Over(said, TakeRow.Given(body)));
        saidByFile[report.ReportId] = ReportForm.Of(now.Account, now.Details);
    }

    // the batch before may be committed by now or not: what it saw is asked first
    private async Task<ReportForm?> LastOfFileAsync(IncidentRecord incident, ReportRecord report, Func<ReportForm, Task<Reading>> read, CancellationToken stop) =>
        saidByFile.GetValueOrDefault(report.ReportId) ?? before.GetValueOrDefault(report.ReportId) ?? await AsFiledAsync(report, read, stop) ?? await AsRecordedAsync(incident.Id, report.ReportId, stop);

    /// <summary>What the last row of a file said of the report, read as rows are read now; null where no file of the set stands that did, or it cannot be read any more.</summary>
    private async Task<ReportForm?> AsFiledAsync(ReportRecord report, Func<ReportForm, Task<Reading>> read, CancellationToken stop)
    {
        imports ??= (await session.Query<Import>().Where(i => i.Set == import.Set && i.TakenBackBy == null && (!i.DryRun || i.Id == import.Id)).ToListAsync(stop)).ToDictionary(i => i.Id);
        ReportForm? said = null;
        foreach (var (id, body) in await RowsAsync(report.ReportId, stop))
        {
            if (new ReadRow(imports[id]).Of(body).Row is not { RetractionOf: null } row || row.Action is "retraction")
            {
                continue;
            }

            try
            {
                // a correction of a file says only some fields: what the file says is the row before it with these laid over
                var form = row.CorrectionOf is null && row.Action is null or "report" ? row : said is null ? null : CorrectReport.Over(said, TakeRow.Given(body));
                said = form is null ? said : await read(form) is var reading ? ReportForm.Of(reading.Account, reading.Details) : null;
            }
            catch (Exception e) when (e is Refused or JsonException)
            {
                return null;
            }
        }

        return said;
    }

    private async Task<List<(string Import, string Body)>> RowsAsync(string reportId, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select import_id, body from timeline.import_line where import_id = any($1) and report_id = $2 and back is null and verdict in ('created', 'corrected') order by import_id, line")
        {
            Parameters = { new() { Value = imports!.Keys.ToArray() }, new() { Value = reportId } },
        };
        await using var rows = await session.ExecuteReaderAsync(command, stop);
        var found = new List<(string, string)>();
        while (await rows.ReadAsync(stop))
        {
            found.Add((rows.GetString(0), rows.GetString(1)));
        }

        return found;
    }

    private async Task<ReportForm?> AsRecordedAsync(string incidentId, string reportId, CancellationToken stop)
    {
        var said = (await session.Events.FetchStreamAsync(incidentId, token: stop)).Select(e => e.Data).OfType<IIncidentEvent>()
            .Where(e => e.Provenance.ImportId is not null && e.ReportOf() == reportId && e.AccountOf() is not null).ToList();
        // what a file said that was taken back since, no file says
        var takenBack = (await session.LoadManyAsync<Import>(stop, said.Select(e => e.Provenance.ImportId!).Distinct().ToArray())).Where(i => i.TakenBackBy is not null).Select(i => i.Id).ToHashSet();
        return said.FindLast(e => !takenBack.Contains(e.Provenance.ImportId!)) is { } last ? ReportForm.Of(last.AccountOf()!, last.DetailsOf()!) : null;
    }

    // the person took it for another kind, and both editions for the old one: what the file says anew of that kind's own fields says nothing of the person's
    private static JsonElement OfKind(ReportForm standing, ReportForm now, JsonElement differing) => differing.TryGetProperty("kind", out _) || CorrectReport.IsKind(standing.Kind, now.Kind)
        ? differing
        : JsonSerializer.SerializeToElement(differing.EnumerateObject().Where(f => f.Name is not ("details" or "subkind")).ToDictionary(f => f.Name, f => f.Value));

    /// <summary>The fields in which one form differs from another, with what they are now; details field by field, or all of them where the kind is another.</summary>
    public static JsonElement Differing(ReportForm before, ReportForm now)
    {
        var (was, said) = (Fields(before), Fields(now));
        var changed = Changed(was, said);
        if (!CorrectReport.IsKind(before.Kind, now.Kind))
        {
            changed["details"] = said["details"]?.DeepClone();
        }
        else if (changed.ContainsKey("details") && was["details"] is JsonObject had && said["details"] is JsonObject has)
        {
            changed["details"] = Changed(had, has);
        }

        return JsonSerializer.SerializeToElement(changed);
    }

    private static JsonObject Changed(JsonObject was, JsonObject said) =>
        new(said.Select(f => f.Key).Union(was.Select(f => f.Key)).Where(f => !JsonNode.DeepEquals(was[f], said[f])).Select(f => KeyValuePair.Create(f, said[f]?.DeepClone())));

    private static JsonObject Fields(ReportForm form) => JsonSerializer.SerializeToNode(form, Json.Forms)!.AsObject();
}
