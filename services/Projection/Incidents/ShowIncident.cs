using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;
using Timeline.Projection.Recording;

namespace Timeline.Projection.Incidents;

/// <summary>
/// GET /api/incidents/{id}: what is known of an incident, with its reports side by side; /history: every change with who, when, why,
/// before and after; /external/{set}/{externalId}: the incident that an imported record became.
/// </summary>
public static class ShowIncident
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/incidents/{id}", OneAsync).RequireAuthorization(Access.Read);
        app.MapGet("/api/incidents/{id}/history", HistoryAsync).RequireAuthorization(Access.Read);
        app.MapGet("/api/incidents/external/{set}/{externalId}", ExternalAsync).RequireAuthorization(Access.Read);
    }

    /// <param name="Says">The report's account as it stood then.</param>
    /// <param name="Version">The version of the incident that holds it (<paramref name="IncidentId"/>): what a correction of it expects.</param>
    /// <param name="Reason">Why it was last corrected or taken back; null where it stands as entered.</param>
    /// <param name="Provenance">Of its last word: what it says, or that it was taken back.</param>
    private sealed record ReportShown(
        string ReportId, string IncidentId, long Version, bool Retracted, string? Reason, Vocabulary.Account Says, Vocabulary.Details Details, Provenance Provenance, Instant Recorded, Instant KnownFrom);

    /// <summary>An incident whose reports count for this one.</summary>
    private sealed record MergedShown(string IncidentId, string Why, string By, Instant KnownFrom);

    private static async Task<IResult> OneAsync(string id, string? knownAt, string? clock, NpgsqlDataSource data, IClock now, CancellationToken stop)
    {
        var moment = Moment.Read(knownAt, clock);
        var facts = await FactsAsync(id, data, stop);
        if (facts.Count == 0)
        {
            throw Refused.NotFound($"incident '{id}'");
        }

        var at = moment.KnownAt ?? now.GetCurrentInstant();
        var then = facts.Where(f => (moment.ByRecorded ? f.Recorded : f.KnownFrom) <= at).ToList();
        var book = new IncidentBook();
        then.ForEach(book.Apply);
        var present = book.PresentId(id);
        var incident = book.Resolve(present);
        if (then.TrueForAll(f => f.Event.IncidentId != id))
        {
            throw Refused.NotFound($"incident '{id}' known then");
        }

        var version = then.Where(f => f.Event.IncidentId == id).Max(f => f.Version);
        return Results.Json(new
        {
            id, version, knownAt = at, standing = incident is not null, mergedInto = present == id ? null : present, mergedFrom = MergedFrom(id, then, book), title = incident?.Title, kind = incident?.Kind, incident,
            onset = incident is null ? null : await BoundByParts.OnsetAsync(incident, moment, data, stop),
            reports = Reports([.. then.Where(f => book.PresentId(f.Event.IncidentId) == present)]), linked = await LinkedIncidents.OfAsync(present, incident?.Links ?? [], moment, data, stop),
        }, TimelineJson.Options);
    }

    private static List<MergedShown> MergedFrom(string id, List<Fact> facts, IncidentBook book) =>
    [
        .. from fact in facts
           where fact.Event is IncidentMerged merged && merged.IncidentId != id && book.PresentId(merged.IncidentId) == id
           group fact by fact.Event.IncidentId into merges
           let last = merges.MaxBy(f => f.Version)
           select new MergedShown(merges.Key, ((IncidentMerged)last.Event).Reason, last.Event.Provenance.By, last.KnownFrom),
    ];

    private static List<ReportShown> Reports(List<Fact> facts)
    {
        var versions = facts.GroupBy(f => f.Event.IncidentId).ToDictionary(g => g.Key, g => g.Max(f => f.Version));
        var reports = new Dictionary<(string Incident, string Report), ReportShown>();
        foreach (var fact in facts.OrderBy(f => f.Version))
        {
            var of = fact.Event.IncidentId;
            switch (fact.Event)
            {
                case IReported r:
                    reports[(of, r.ReportId)] = new(r.ReportId, of, versions[of], false, null, r.Account, r.Particulars, r.Provenance, fact.Recorded, fact.KnownFrom);
                    break;
                case ReportCorrected c when reports.TryGetValue((of, c.ReportId), out var was):
                    reports[(of, c.ReportId)] = was with { Retracted = false, Reason = c.Reason, Says = c.Account, Details = c.Details, Provenance = c.Provenance, Recorded = fact.Recorded, KnownFrom = fact.KnownFrom };
                    break;
                case ReportRetracted t when reports.TryGetValue((of, t.ReportId), out var was):
                    reports[(of, t.ReportId)] = was with { Retracted = true, Reason = t.Reason, Provenance = t.Provenance, Recorded = fact.Recorded, KnownFrom = fact.KnownFrom };
                    break;
            }
        }

        return [.. reports.Values];
    }

    private static async Task<IResult> HistoryAsync(string id, NpgsqlDataSource data, CancellationToken stop)
    {
        var facts = (await FactsAsync(id, data, stop)).Where(f => f.Event.IncidentId == id).OrderBy(f => f.Version).ToList();
        if (facts.Count == 0)
        {
            throw Refused.NotFound($"incident '{id}'");
        }

        var said = new Dictionary<string, object>(StringComparer.Ordinal);
        var changes = new List<object>();
        foreach (var fact in facts)
        {
            var (change, report, reason, account, details) = fact.Event switch
            {
                IReported r => ("reported", r.ReportId, null, r.Account, r.Particulars),
                ReportCorrected c => ("corrected", c.ReportId, c.Reason, c.Account, c.Details),
                ReportRetracted t => ("retracted", t.ReportId, t.Reason, null, null),
                IncidentMerged m => ($"merged into {m.IntoId}", null, m.Reason, null, null),
                IncidentUnmerged u => ($"unmerged from {u.FromId}", null, u.Reason, null, (Vocabulary.Details?)null),
                _ => throw new ArgumentException(fact.Event.GetType().Name),
            };
            var after = account is null ? null : new { says = account, details };
            changes.Add(new
            {
                fact.Version, change, reportId = report, by = fact.Event.Provenance.By, recorded = fact.Recorded, knownFrom = fact.KnownFrom, reason,
                before = report is null ? null : said.GetValueOrDefault(report), after, import = fact.Event.Provenance.ImportId,
            });
            if (report is not null && after is not null)
            {
                said[report] = after;
            }
        }

        return Results.Json(changes, TimelineJson.Options);
    }

    private static async Task<IResult> ExternalAsync(string set, string externalId, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand(
            "select incident_id, data->>'reportId' from timeline.fact where data->'provenance'->'external'->>'set' = $1 and data->'provenance'->'external'->>'id' = $2 order by version limit 1");
        command.Parameters.Add(new() { Value = set });
        command.Parameters.Add(new() { Value = externalId });
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop)
            ? Results.Json(new { incidentId = rows.GetString(0), reportId = rows.IsDBNull(1) ? null : rows.GetString(1), set, externalId }, TimelineJson.Options)
            : throw Refused.NotFound($"record '{externalId}' in the set '{set}'");
    }

    /// <summary>The facts of an incident and of all it was ever merged with.</summary>
    private static async Task<List<Fact>> FactsAsync(string id, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("""
            with recursive merges as (
                select incident_id a, data->>'intoId' b from timeline.fact where type = 'incident-merged.v1'),
            together(id) as (
                select $1::text
                union
                select case when m.a = t.id then m.b else m.a end from together t join merges m on t.id in (m.a, m.b))
            select f.version, f.recorded, f.type, f.data::text from timeline.fact f join together t on f.incident_id = t.id
            """);
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var facts = new List<Fact>();
        while (await rows.ReadAsync(stop))
        {
            var happened = (IIncidentEvent)JsonSerializer.Deserialize(rows.GetString(3), EventCatalogue.TypeOf(rows.GetString(2)), TimelineJson.Options)!;
            facts.Add(new(rows.GetInt64(0), rows.GetFieldValue<Instant>(1), happened));
        }

        return facts;
    }
}
