using Timeline.Contracts;

namespace Timeline.Console.Api;

/// <summary>The claims of the paper, as <c>GET /api/ledger</c> gives them.</summary>
public sealed record LedgerView(string Theatre, string Set, IReadOnlyList<ClaimView> Claims);

/// <param name="How">rule, order or not-decidable.</param>
/// <param name="Verdict">supported, contradicted or not-enough-data; null before anything was judged.</param>
public sealed record ClaimView(
    string Id, string Says, string How, string? Rule, string? Check, IReadOnlyList<string> Incidents, string? Verdict, Tier? Tier, string? Because, string Why);
