using Marten;
using Timeline.Contracts;
using Timeline.Correlation.Watching;
using Timeline.Hosting;

namespace Timeline.Correlation.Ledger;

/// <summary>The ledger as it was last judged, kept with the evidence that it speaks of.</summary>
public sealed record LedgerRecord(string Id, IReadOnlyList<JudgedClaim> Claims)
{
    /// <summary>Judges the claims anew from what the engine holds.</summary>
    public static LedgerRecord Of(ClaimLedger ledger, WorkingSet set) => new(ledger.Set, JudgeClaims.Of(ledger, set.Engine, id => $"{ledger.Set}.{id}"));
}

/// <summary>GET /api/ledger: what became of each claim of the paper. The writer judges them with the evidence; this reads what it wrote.</summary>
public static class ShowLedger
{
    /// <param name="How">rule, order or not-decidable.</param>
    /// <param name="Verdict">supported, contradicted or not-enough-data; null before anything was judged.</param>
    /// <param name="Tier">What its rule is worth: it stands beside the verdict, and neither takes the other's place.</param>
    /// <param name="Why">Why the claim is met so.</param>
    private sealed record ClaimShown(
        string Id, string Says, HowMet How, string? Rule, OrderCheck? Check, IReadOnlyList<string> Incidents, ClaimVerdict? Verdict, Tier? Tier, string? Because, string Why);

    private sealed record LedgerShown(string Theatre, string Set, IReadOnlyList<ClaimShown> Claims);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/api/ledger", async (ClaimLedger ledger, IQuerySession session, CancellationToken stop) =>
        {
            var judged = (await session.LoadAsync<LedgerRecord>(ledger.Set, stop))?.Claims.ToDictionary(c => c.Claim.Id, StringComparer.Ordinal) ?? [];
            return Results.Json(new LedgerShown(ledger.Theatre, ledger.Set, [.. ledger.Claims.Select(c => Shown(c, judged.GetValueOrDefault(c.Id), ledger.Set))]), TimelineJson.Options);
        })
        .RequireAuthorization(Access.Read)
        .Says("rules", "The claims of the paper, each with how it is met (by a rule, by the order of days, or not decidable) and how it stands.",
            "The verdict says whether the record reads as the claim does; the tier of its rule says how much that is worth.")
        .Gives<LedgerShown>(200, """
            { "theatre": "fergana", "set": "paper", "claims": [{ "id": "c01-harvest-incursion-lag", "says": "Incursions start a short time after the harvest.", "how": "rule",
              "rule": "incursion-follows-harvest", "check": null, "incidents": [], "verdict": "supported", "tier": "anecdote", "because": "1 match in 1 season; …", "why": "a lag between two dated things" }] }
            """);

    private static ClaimShown Shown(LedgerEntry claim, JudgedClaim? judged, string set) => new(
        claim.Id, claim.Says, claim.How, claim.Rule, claim.Check, [.. claim.Incidents.Select(id => $"{set}.{id}")], judged?.Verdict, judged?.Tier, judged?.Because, claim.Why);
}
