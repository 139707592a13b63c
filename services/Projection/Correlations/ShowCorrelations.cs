using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Knowing;

namespace Timeline.Projection.Correlations;

/// <summary>GET /api/correlations and /api/correlations/{id}: each with its reasons step by step, what it hangs on, and what the rule is worth so far.</summary>
public static class ShowCorrelations
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/correlations", AllAsync).RequireAuthorization(Access.Read);
        app.MapGet("/api/correlations/{id}", OneAsync).RequireAuthorization(Access.Read);
    }

    private sealed record Asked(string? Rule, string? State, string? Theatre, int? SeasonYear, string? Incident);

    private static async Task<IResult> AllAsync(
        string? rule, string? state, string? theatre, int? seasonYear, string? incident, string? knownAt, string? clock, IQuerySession session, KnownThen then, NpgsqlDataSource data, CancellationToken stop)
    {
        if (state is not (null or "holds" or "withdrawn"))
        {
            throw Refused.Field("state", "It is not one of: holds, withdrawn.");
        }

        var shown = await AtAsync(Moment.Read(knownAt, clock), new(rule, state, theatre, seasonYear, incident), session, then, data, stop);
        return Results.Json(shown.OrderBy(s => s.SeasonYear).ThenBy(s => s.Id, StringComparer.Ordinal), TimelineJson.Options);
    }

    private static async Task<IResult> OneAsync(string id, string? knownAt, string? clock, IQuerySession session, KnownThen then, NpgsqlDataSource data, CancellationToken stop)
    {
        var shown = await AtAsync(Moment.Read(knownAt, clock), new(null, null, null, null, null), session, then, data, stop);
        return Results.Json(shown.FirstOrDefault(s => s.Id == id) ?? throw Refused.NotFound("such correlation"), TimelineJson.Options);
    }

    private static async Task<IEnumerable<CorrelationShown>> AtAsync(Moment moment, Asked asked, IQuerySession session, KnownThen then, NpgsqlDataSource data, CancellationToken stop)
    {
        IEnumerable<CorrelationShown> shown;
        if (moment.KnownAt is not null && !moment.ByRecorded)
        {
            var engine = await then.RunAsync(moment, session, stop);
            shown = engine.Findings.Values.Select(f => CorrelationShown.Of(f, "holds", "detected", engine.EvidenceOf(f.Rule, f.Theatre)));
        }
        else
        {
            var (told, evidence) = moment is { ByRecorded: true, KnownAt: { } at }
                ? (await SaidAtAsync(at, data, stop), await EvidenceSaidAtAsync(at, data, stop))
                : (await session.Query<CorrelationDocument>().ToListAsync(stop), (await session.Query<EvidenceDocument>().ToListAsync(stop)).ToDictionary(e => e.Id, e => e.Evidence));
            shown = told.Select(d => CorrelationShown.Of(d.Finding, d.State, d.LastChange, evidence.GetValueOrDefault(EvidenceDocument.Key(d.Rule, d.Finding.RuleVersion, d.Theatre))));
        }

        return shown.Where(s => (asked.Rule is null || s.Rule == asked.Rule) && (asked.State is null || s.State == asked.State)
            && (asked.Theatre is null || s.Theatre == asked.Theatre) && (asked.SeasonYear is null || s.SeasonYear == asked.SeasonYear)
            && (asked.Incident is null || s.Incidents.Contains(asked.Incident)));
    }

    private static async Task<IReadOnlyList<CorrelationDocument>> SaidAtAsync(Instant at, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("""
            select distinct on (correlation_id) state, last_change, finding::text from timeline.correlation_said
            where tstzrange(said_from, said_to) @> $1 order by correlation_id, seq desc
            """);
        command.Parameters.Add(new() { Value = at });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var said = new List<CorrelationDocument>();
        while (await rows.ReadAsync(stop))
        {
            var finding = JsonSerializer.Deserialize<Finding>(rows.GetString(2), TimelineJson.Options)!;
            said.Add(new(finding.CorrelationId, finding.Rule, finding.Theatre, finding.SeasonYear, rows.GetString(0), rows.GetString(1), finding));
        }

        return said;
    }

    private static async Task<Dictionary<string, Evidence>> EvidenceSaidAtAsync(Instant at, NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand("""
            select distinct on (evidence_id) evidence_id, evidence::text from timeline.evidence_said
            where tstzrange(said_from, said_to) @> $1 order by evidence_id, seq desc
            """);
        command.Parameters.Add(new() { Value = at });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var said = new Dictionary<string, Evidence>();
        while (await rows.ReadAsync(stop))
        {
            said.Add(rows.GetString(0), JsonSerializer.Deserialize<Evidence>(rows.GetString(1), TimelineJson.Options)!);
        }

        return said;
    }
}

/// <summary>A correlation as it is shown.</summary>
public sealed record CorrelationShown(
    string Id, string Rule, int RuleVersion, string Theatre, int SeasonYear, string State, string LastChange, Vocabulary.Certainty Verdict, double Share, LagDays? Lag,
    IReadOnlyList<string> Incidents, IReadOnlyList<ExplanationStep> Explanation, IReadOnlyList<string> HangsOn, IReadOnlyList<NotCounted> NotCounted, Evidence? Evidence)
{
    public static CorrelationShown Of(Finding f, string state, string lastChange, Evidence? evidence) =>
        new(f.CorrelationId, f.Rule, f.RuleVersion, f.Theatre, f.SeasonYear, state, lastChange, f.Verdict, f.Share, f.Lag, f.Incidents, f.Explanation, f.HangsOn, f.NotCounted, evidence);
}
