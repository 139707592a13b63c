using System.Security.Cryptography;
using System.Text.Json;
using Marten;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Watching;

/// <param name="Told">What was told and stands: correlations, evidence and standing alerts.</param>
/// <param name="FromNothing">The same, worked out anew from the facts alone.</param>
public sealed record Digests(string Told, string FromNothing);

/// <summary>
/// GET /internal/digest: whether what was told equals what a run from nothing over the same facts would tell. Two systems with the same
/// facts have the same digests, whatever happened to them on the way.
/// </summary>
public static class Digest
{
    public static void Map(RouteGroupBuilder between) => between.MapGet("/digest", async (
        IQuerySession session, NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, CancellationToken stop) =>
    {
        var set = await WorkingSet.ReadAsync(session, data, gazetteer, theatres, stop, rowsAlone: true);
        var told = set.Correlations.Values.Where(c => c.Holds).Select(c => c.Finding);
        // whether an alert stands follows from facts alone; whether somebody acknowledged or closed it does not, and is no part of this
        var open = set.Threads.Values.Where(t => t.Stands).Select(t => (t.CorrelationId, t.Watch));
        var due = set.Engine.Findings.Values;
        var wanted = due.Where(f => set.Rules.First(r => r.Id == f.Rule).Alert).SelectMany(f => set.Watches.Where(w => w.Wants(f)).Select(w => (f.CorrelationId, w.Id)));
        var called = theatres.SelectMany(t => RaiseEvidence.Wanted(set, t)).Select(c => (c.Key, c.Watch.Id));
        var judged = set.Rules.SelectMany(r => theatres.Where(t => r.AppliesIn(t.Id)).Select(t => (Key: EvidenceRecord.Key(r, t.Id), Evidence: set.Engine.EvidenceOf(r.Id, t.Id))));
        return new Digests(
            Of(told, open, set.Evidence.Select(e => (e.Key, e.Value))),
            Of(due, wanted.Concat(called), judged));
    });

    private static string Of(IEnumerable<Finding> findings, IEnumerable<(string Correlation, string Watch)> alerts, IEnumerable<(string Key, Evidence Evidence)> evidence) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            findings = findings.OrderBy(f => f.CorrelationId, StringComparer.Ordinal),
            alerts = alerts.Select(a => $"{a.Watch}~{a.Correlation}").Order(StringComparer.Ordinal),
            evidence = evidence.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new { e.Key, e.Evidence }),
        }, TimelineJson.Options)));
}
