using System.Security.Cryptography;
using System.Text.Json;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Correlations;
using Timeline.Projection.Knowing;
using Timeline.Projection.Seasons;
using Timeline.Vocabulary;

namespace Timeline.Projection.Views;

/// <param name="Views">What the views show: seasons, standing correlations, evidence.</param>
/// <param name="FromNothing">The same, worked out anew from the facts alone.</param>
public sealed record ViewDigests(string Views, string FromNothing);

/// <summary>GET /internal/digest: whether the views equal a run from nothing over the same facts.</summary>
public static class Digest
{
    public static void Map(RouteGroupBuilder between) => between.MapGet("/digest", async (
        IQuerySession session, NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, CancellationToken stop) =>
    {
        var seasons = await session.Query<SeasonDocument>().ToListAsync(stop);
        var standing = (await session.Query<CorrelationDocument>().Where(c => c.State == "holds").ToListAsync(stop)).Select(c => c.Finding);
        var evidence = await session.Query<EvidenceDocument>().ToListAsync(stop);
        var rules = await KnownThen.RulesAsync(Moment.Now, session, stop);
        var reached = await session.Query<DayDocument>().OrderByDescending(d => d.Day).FirstOrDefaultAsync(stop);
        var engine = TimelineEngine.FromNothing(gazetteer, theatres, rules, await HeldFacts.ReadAsync(data, stop), reached?.Day);
        return new ViewDigests(
            Of(seasons.Select(s => s.View), standing, evidence),
            Of(seasons.Select(s => engine.Season(s.Theatre, s.SeasonYear)), engine.Findings.Values, evidence.Where(e => rules.Any(r => r.Id == e.Rule && r.Version == e.RuleVersion && r.AppliesIn(e.Theatre))).Select(e => e with { Evidence = engine.EvidenceOf(e.Rule, e.Theatre) })));
    });

    private static string Of(IEnumerable<SeasonView> seasons, IEnumerable<Finding> findings, IEnumerable<EvidenceDocument> evidence) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            seasons = seasons.OrderBy(s => s.Theatre, StringComparer.Ordinal).ThenBy(s => s.SeasonYear),
            findings = findings.OrderBy(f => f.CorrelationId, StringComparer.Ordinal),
            evidence = evidence.OrderBy(e => e.Id, StringComparer.Ordinal),
        }, TimelineJson.Options)));
}
