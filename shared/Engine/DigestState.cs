using System.Security.Cryptography;
using System.Text.Json;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>The canonical form of all that an engine says: findings, evidence and views in the order of their keys, as JSON, hashed.</summary>
internal static class DigestState
{
    private sealed record Worth(string Rule, int Version, string Theatre, Evidence Evidence);

    private sealed record State(IReadOnlyList<Finding> Findings, IReadOnlyList<Worth> Evidence, IReadOnlyList<SeasonView> Seasons);

    public static string Of(IEnumerable<Finding> findings, IEnumerable<(RuleInTheatre Work, Evidence Evidence)> atWork, IEnumerable<SeasonView> seasons)
    {
        var state = new State(
            [.. findings.OrderBy(f => f.CorrelationId, StringComparer.Ordinal)],
            [.. atWork.Select(w => new Worth(w.Work.Rule.Id, w.Work.Rule.Version, w.Work.Theatre.Theatre.Id, w.Evidence))
                .OrderBy(w => w.Rule, StringComparer.Ordinal).ThenBy(w => w.Theatre, StringComparer.Ordinal)],
            [.. seasons.OrderBy(s => s.Theatre, StringComparer.Ordinal).ThenBy(s => s.SeasonYear)]);
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(state, TimelineJson.Options)));
    }
}
