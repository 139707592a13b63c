using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// A newer edition of a file corrects what it says otherwise than the file before it, and nothing else: where a person corrected the report meanwhile, the fields in
/// which the two editions agree stay as the person left them.
/// </summary>
internal sealed class KeepCorrections(IQuerySession session)
{
    private readonly Dictionary<string, ReportForm> saidByFile = [];

    /// <param name="now">What the file says now.</param>
    /// <param name="read">Reads the form in which the person's corrections are kept.</param>
    public async Task<Reading> CorrectionsAsync(IncidentRecord incident, ReportRecord report, Reading now, Func<ReportForm, Task<Reading>> read, CancellationToken stop)
    {
        var form = ReportForm.Of(now.Account, now.Details);
        var before = report.ImportId is not null && !saidByFile.ContainsKey(report.ReportId) ? null : await LastOfFileAsync(incident.Id, report.ReportId, stop);
        if (before is null)
        {
            return now;
        }

        saidByFile[report.ReportId] = form;
        return await read(CorrectReport.Over(ReportForm.Of(report.Account, report.Details), Differing(before, form)));
    }

    private async Task<ReportForm?> LastOfFileAsync(string incidentId, string reportId, CancellationToken stop)
    {
        if (saidByFile.TryGetValue(reportId, out var form))
        {
            return form;
        }

        var said = (await session.Events.FetchStreamAsync(incidentId, token: stop)).Select(e => e.Data).OfType<IIncidentEvent>()
            .Where(e => e.Provenance.ImportId is not null && e.ReportOf() == reportId && e.AccountOf() is not null).ToList();
        // what a file said that was taken back since, no file says
        var takenBack = (await session.LoadManyAsync<Import>(stop, said.Select(e => e.Provenance.ImportId!).Distinct().ToArray())).Where(i => i.TakenBackBy is not null).Select(i => i.Id).ToHashSet();
        return said.FindLast(e => !takenBack.Contains(e.Provenance.ImportId!)) is { } last ? ReportForm.Of(last.AccountOf()!, last.DetailsOf()!) : null;
    }

    /// <summary>The fields in which one form differs from another, with what they are now; details field by field.</summary>
    public static JsonElement Differing(ReportForm before, ReportForm now)
    {
        var (was, said) = (Fields(before), Fields(now));
        var changed = Changed(was, said);
        if (changed.ContainsKey("details") && was["details"] is JsonObject had && said["details"] is JsonObject has)
        {
            changed["details"] = Changed(had, has);
        }

        return JsonSerializer.SerializeToElement(changed);
    }

    private static JsonObject Changed(JsonObject was, JsonObject said) =>
        new(said.Select(f => f.Key).Union(was.Select(f => f.Key)).Where(f => !JsonNode.DeepEquals(was[f], said[f])).Select(f => KeyValuePair.Create(f, said[f]?.DeepClone())));

    private static JsonObject Fields(ReportForm form) => JsonSerializer.SerializeToNode(form, Json.Forms)!.AsObject();
}
