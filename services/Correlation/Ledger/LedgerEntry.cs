using Timeline.Contracts;

namespace Timeline.Correlation.Ledger;

public enum HowMet { Rule, Order, NotDecidable }

/// <summary>What a claim says of the seasons, or cases, of its rule.</summary>
public enum Asks { Each, Once, Association }

public enum OrderCheck { Before, Overlap, Within, Midpoints, RecordedAbsent }

public enum ClaimVerdict { Supported, Contradicted, NotEnoughData }

/// <summary>A claim and how it is met.</summary>
/// <param name="Rule">The rule that tests it; null where none does.</param>
/// <param name="Incidents">Of an order check, by their ids in the imported set, in the order the claim gives them.</param>
/// <param name="WithinDays">The most days of <see cref="OrderCheck.Within"/>; both ends count.</param>
/// <param name="Why">Why it is met so, and what is to be known of the answer.</param>
public sealed record LedgerEntry(
    string Id, string Says, HowMet How, string? Rule, Asks? Asks, OrderCheck? Check, IReadOnlyList<string> Incidents, int? WithinDays, string Why);

/// <summary>A claim as it stands today.</summary>
/// <param name="Tier">What its rule is worth; null without a rule.</param>
/// <param name="Because">A sentence for a person.</param>
public sealed record JudgedClaim(LedgerEntry Claim, ClaimVerdict Verdict, Tier? Tier, string Because);

/// <param name="Set">The imported set whose incidents the order checks speak of.</param>
public sealed record ClaimLedger(string Theatre, string Set, IReadOnlyList<LedgerEntry> Claims);
