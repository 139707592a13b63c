using Marten;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Correlation.RuleBook;

/// <summary>GET /api/rules: the rules in force, each in its highest version.</summary>
public static class ListRules
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/rules", async (IQuerySession session, CancellationToken stop) => InForce(await session.Query<PublishedRule>().ToListAsync(stop))).RequireAuthorization(Access.Read)
            .Says("rules", "The rules in force, each in its highest version.");
        app.MapGet("/api/rules/{id}/versions", async (string id, IQuerySession session, CancellationToken stop) =>
            VersionsOf(id, await session.Query<PublishedRule>().ToListAsync(stop))).RequireAuthorization(Access.Read)
            .Says("rules", "Every version of a rule, the first one first; a version never changes.").Asks("id", "The rule.");
    }

    /// <exception cref="Refused">There never was such a rule.</exception>
    private static List<Rule> VersionsOf(string id, IEnumerable<PublishedRule> published) =>
        published.Select(p => p.Rule).Where(r => r.Id == id).OrderBy(r => r.Version).ToList() is { Count: > 0 } versions ? versions : throw Refused.NotFound("such rule");

    public static IReadOnlyList<Rule> InForce(IEnumerable<PublishedRule> published) =>
        [.. published.Select(p => p.Rule).GroupBy(r => r.Id).Select(g => g.MaxBy(r => r.Version)!).OrderBy(r => r.Id, StringComparer.Ordinal)];
}
