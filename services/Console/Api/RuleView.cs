using System.Text.Json.Nodes;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Console.Api;

/// <summary>A version of a rule, as far as the pages show it.</summary>
/// <param name="Published">When it was put in force.</param>
/// <param name="State">in-force, retired or superseded.</param>
/// <param name="Versions">All there are, the first one first.</param>
/// <param name="Evidence">What it is worth so far, by theatre.</param>
/// <param name="Document">As it was written; null of versions that came before that was kept.</param>
public sealed record RuleView(
    string Id, int Version, string Title, string Claim, string Citation, RuleKind Kind, bool Alert, IReadOnlyList<string> BlindSpots, IReadOnlyList<CompetingClaim>? Competing, Observed? Observed,
    IReadOnlyList<string>? Theatres, Instant? Published, string? PublishedBy, string State, RetirementView? Retired, IReadOnlyList<RuleVersionView> Versions,
    IReadOnlyDictionary<string, Evidence> Evidence, JsonObject? Document)
{
    /// <summary>Null where all seasons are alike.</summary>
    public IReadOnlyList<Regime>? Regimes { get; init; }

    public bool IsRetired => State == "retired";
}

/// <param name="Retired">How it was taken out of force; null where it never was, or another superseded it.</param>
public sealed record RuleVersionView(int Version, Instant? Published, string? PublishedBy, RetirementView? Retired);

public sealed record RetirementView(Instant At, string By, string Reason);
