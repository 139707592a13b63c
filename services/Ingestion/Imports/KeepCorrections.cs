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
        var standing = ReportForm.Of(report.Account, report.Details);
        return await read(CorrectReport.Over(standing, OfKind(standing, form, Differing(before, form))));
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
