using System.Text.Json;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// GET /api/incidents/{id}/proposals: what the words of imported rows suggest of an incident and their source does not state, each with what was decided of it. Decided it is as on the import's page
/// (<see cref="DecideProposal"/>), by import and line.
/// </summary>
public static class ListProposals
{
    private const string Example = """
        [{ "importId": "0198", "line": 2, "incidentId": "asam.1999-7", "reportId": "asam.1999-7", "version": 1,
           "proposals": [{ "kind": "attack", "subkind": "hijacking", "words": "The tug was hijacked." }] }]
        """;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/api/incidents/{id}/proposals", HandleAsync).RequireAuthorization(Access.Read)
            .Says("incidents", "What the words of imported rows suggest of an incident and their source does not state.",
                "By report, of those that stand and of those of incidents that were merged into it: the last row of a file that told or corrected the report, with its import and line, by which it is decided "
                + "(POST /api/imports/{id}/rows/{line}/proposals), and the version to expect there. None of a report whose words suggest nothing, or whose import was taken back.")
            .Asks("id", "The incident.")
            .Gives<IReadOnlyList<ProposalsOfReport>>(200, Example);

    /// <param name="IncidentId">Of which the report is: the one that was asked for, or one that was merged into it.</param>
    /// <param name="Version">That incident's.</param>
    internal sealed record ProposalsOfReport(string ImportId, int Line, string IncidentId, string ReportId, long Version, IReadOnlyList<ShowImport.ProposalShown> Proposals);

    private static async Task<IResult> HandleAsync(string id, IQuerySession session, CancellationToken stop)
    {
        var incident = id.Contains('\0', StringComparison.Ordinal) ? null : await session.LoadAsync<IncidentRecord>(id, stop);
        if (incident is null)
        {
            throw Refused.NotFound($"incident '{ReadWords.Excerpt(id)}'");
        }

        var together = await FindDuplicates.WithMergedAsync(incident, session, stop);
        return Results.Json(await OfAsync(together, session, stop), TimelineJson.Options);
    }

    private static async Task<IReadOnlyList<ProposalsOfReport>> OfAsync(IReadOnlyList<IncidentRecord> together, IQuerySession session, CancellationToken stop)
    {
        var told = together.SelectMany(i => i.Reports.Where(r => r is { Retracted: false, External: not null }).Select(r => (Incident: i, Report: r))).ToList();
        if (told.Count == 0)
        {
            return [];
        }

        var sets = told.Select(t => t.Report.External!.Set).Distinct().ToArray();
        var imports = await session.Query<Import>().Where(i => i.Set.IsOneOf(sets) && i.TakenBackBy == null && !i.DryRun).Select(i => i.Id).ToListAsync(stop);
        var rows = (await RowsAsync([.. imports], [.. told.Select(t => t.Report.ReportId)], session, stop)).ToDictionary(r => r.Report);
        var keys = rows.Values.SelectMany(r => r.Proposals.Select(p => DecidedProposal.Key(r.Report, p.Kind, p.Subkind))).ToArray();
        var decided = (await session.LoadManyAsync<DecidedProposal>(stop, keys)).ToDictionary(d => d.Id, DecideProposal.ProposalDecided.Of);
        return
        [
            .. from t in told
               where rows.ContainsKey(t.Report.ReportId)
               let row = rows[t.Report.ReportId]
               where row.Incident == t.Incident.Id
               select new ProposalsOfReport(
                   row.Import, row.Line, t.Incident.Id, row.Report, t.Incident.Version,
                   [.. row.Proposals.Select(p => p with { Decided = decided.GetValueOrDefault(DecidedProposal.Key(row.Report, p.Kind, p.Subkind)) })]),
        ];
    }

    // what is unchanged may be an old file's row: it says something only where no other row of the report is left
    private static async Task<List<Row>> RowsAsync(string[] imports, string[] reports, IQuerySession session, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select import_id, line, incident_id, report_id, proposals::text from (
                select distinct on (report_id) import_id, line, incident_id, report_id, proposals from timeline.import_line
                where import_id = any($1) and report_id = any($2) and back is null order by report_id, verdict = 'unchanged', import_id desc, line desc) as last
            where proposals is not null
            """)
        {
            Parameters = { new() { Value = imports }, new() { Value = reports } },
        };
        await using var rows = await session.ExecuteReaderAsync(command, stop);
        var found = new List<Row>();
        while (await rows.ReadAsync(stop))
        {
            found.Add(new(
                rows.GetString(0), rows.GetInt32(1), rows.GetString(2), rows.GetString(3), JsonSerializer.Deserialize<List<ShowImport.ProposalShown>>(rows.GetString(4), TimelineJson.Options)!));
        }

        return found;
    }

    private sealed record Row(string Import, int Line, string Incident, string Report, IReadOnlyList<ShowImport.ProposalShown> Proposals);
}
