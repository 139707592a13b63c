using System.Text.Json;
using System.Text.Json.Nodes;
using Marten;
using Timeline.Contracts;
using Timeline.Correlation.Watching;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.RuleBook;

/// <summary>
/// GET /api/rules, /api/rules/{id} and /api/rules/{id}/versions: the rules as they are matched, each with the document it was read from, when it was put in force and by whom,
/// whether it was retired, and what it is worth so far.
/// </summary>
public static class ListRules
{
    public const string Example = """
        {
          "id": "attack-follows-ransom", "version": 1, "title": "Attack within two months after a ransom", "claim": "Ransoms pay for the next attack.", "citation": "an example", "kind": "follows",
          "cause": { "kind": "ransom" }, "response": { "kind": "attack" }, "minLagDays": 0, "maxLagDays": 60, "published": "2026-11-28T09:00:00Z", "publishedBy": "analyst", "state": "in-force", "retired": null,
          "versions": [{ "version": 1, "published": "2026-11-28T09:00:00Z", "publishedBy": "analyst", "retired": null }], "evidence": { "fergana": { "tier": "none", "k": 0 } },
          "document": { "id": "attack-follows-ransom", "version": 1 }
        }
        """;

    private const string InForce = "in-force", Retired = "retired", All = "all";

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/rules", AllAsync).RequireAuthorization(Access.Read)
            .Says("rules", "The rules in force, each in its highest version.",
                "Beside the fields by which it is matched stand the `document` as it was written, which may be sent back with the next version, when each version was put in force, and the evidence in each theatre.")
            .Asks("state", "Those in force, those that were retired, or all. Left out: those in force.", InForce, Retired, All).Gives(StatusCodes.Status200OK, $"[{Example}]");
        app.MapGet("/api/rules/{id}", OneAsync).RequireAuthorization(Access.Read)
            .Says("rules", "One rule in its highest version, in force or retired.").Asks("id", "The rule.").Gives(StatusCodes.Status200OK, Example);
        app.MapGet("/api/rules/{id}/versions", VersionsAsync).RequireAuthorization(Access.Read)
            .Says("rules", "Every version of a rule, the first one first; a version never changes.").Asks("id", "The rule.").Gives(StatusCodes.Status200OK, $"[{Example}]");
    }

    /// <summary>A version of a rule as it is shown.</summary>
    /// <param name="evidence">What each version is worth, by <see cref="EvidenceRecord.Key"/>.</param>
    public static JsonObject Shown(BookOfRules book, PublishedRule one, IReadOnlyDictionary<string, Evidence>? evidence = null)
    {
        var shown = JsonSerializer.SerializeToNode(one.Rule, TimelineJson.Options)!.AsObject();
        var versions = book.VersionsOf(one.Rule.Id);
        var retired = book.RetirementOf(one.Rule);
        shown["publishedBy"] = one.By;
        shown["state"] = retired is not null ? Retired : one.Id == versions[^1].Id ? InForce : "superseded";
        shown["retired"] = Shown(retired);
        shown["versions"] = new JsonArray([.. versions.Select(v => new JsonObject
        {
            ["version"] = v.Rule.Version,
            ["published"] = JsonSerializer.SerializeToNode(v.Rule.Published, TimelineJson.Options),
            ["publishedBy"] = v.By,
            ["retired"] = Shown(book.RetirementOf(v.Rule)),
        })]);
        shown["evidence"] = new JsonObject(Theatres.Standard.Where(t => one.Rule.AppliesIn(t.Id)).Select(t => (t.Id, Evidence: evidence?.GetValueOrDefault(EvidenceRecord.Key(one.Rule, t.Id))))
            .Where(e => e.Evidence is not null).Select(e => new KeyValuePair<string, JsonNode?>(e.Id, JsonSerializer.SerializeToNode(e.Evidence, TimelineJson.Options))));
        shown["document"] = one.Document is null ? null : JsonNode.Parse(one.Document);
        return shown;
    }

    private static async Task<IResult> AllAsync(string? state, IQuerySession session, CancellationToken stop)
    {
        if (state is not (null or InForce or Retired or All))
        {
            throw Refused.Field("state", $"It is not one of: {InForce}, {Retired}, {All}.");
        }

        var book = await BookOfRules.ReadAsync(session, stop);
        var evidence = await EvidenceAsync(session, stop);
        return Results.Json(
            book.Published.GroupBy(p => p.Rule.Id).Select(g => g.MaxBy(p => p.Rule.Version)!).OrderBy(p => p.Rule.Id, StringComparer.Ordinal)
                .Where(p => state == All || (book.RetirementOf(p.Rule) is not null) == (state == Retired)).Select(p => Shown(book, p, evidence)),
            TimelineJson.Options);
    }

    private static async Task<IResult> OneAsync(string id, IQuerySession session, CancellationToken stop)
    {
        var (book, versions) = await FindAsync(id, session, stop);
        return Results.Json(Shown(book, versions[^1], await EvidenceAsync(session, stop)), TimelineJson.Options);
    }

    private static async Task<IResult> VersionsAsync(string id, IQuerySession session, CancellationToken stop)
    {
        var (book, versions) = await FindAsync(id, session, stop);
        var evidence = await EvidenceAsync(session, stop);
        return Results.Json(versions.Select(v => Shown(book, v, evidence)), TimelineJson.Options);
    }

    /// <exception cref="Refused">There never was such a rule.</exception>
    private static async Task<(BookOfRules Book, IReadOnlyList<PublishedRule> Versions)> FindAsync(string id, IQuerySession session, CancellationToken stop)
    {
        var book = await BookOfRules.ReadAsync(session, stop);
        return book.VersionsOf(id) is { Count: > 0 } versions ? (book, versions) : throw Refused.NotFound("such rule");
    }

    private static async Task<Dictionary<string, Evidence>> EvidenceAsync(IQuerySession session, CancellationToken stop) =>
        (await session.Query<EvidenceRecord>().ToListAsync(stop)).ToDictionary(e => e.Id, e => e.Evidence);

    private static JsonObject? Shown(RetiredRule? retired) => retired is null ? null : new JsonObject
    {
        ["at"] = JsonSerializer.SerializeToNode(retired.At, TimelineJson.Options), ["by"] = retired.By, ["reason"] = retired.Why,
    };
}
