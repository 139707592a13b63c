using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What a rule is worth so far: its test against chance where it has one (<see cref="TestRule"/>), placed on the ladder; else the counts alone.</summary>
/// <remarks>
/// Matches count where they are not circular and lie in the seasons the rule can be observed in. Judgements stand whether they count or not. A rule is called
/// a pattern only by what came to be known after its version was put in force; what was known before may be what it was made from, and makes it a lead at most.
/// </remarks>
internal static class WeighEvidence
{
    public static readonly Evidence Nothing = new(Tier.None, 0, 0, 0, 0, null, null, null, null, "Nothing recorded meets this rule. 0 seasons could be judged, the rule held in 0.", []);

    /// <param name="found">All matches, counted or not.</param>
    /// <param name="q">The p adjusted for all rules that were tested (<see cref="FalseDiscovery"/>).</param>
    /// <param name="hasDiscoveryData">Something of what was tested was known before the rule's version was put in force.</param>
    public static Evidence Of(Rule rule, Tally tally, int found, Tested? tested, double? q, bool hasDiscoveryData)
    {
        var tier = tested?.Ladder is { } ladder ? EvidenceLadder.TierOf(ladder, q ?? 1, hasDiscoveryData)
            : tally.Possible == 0 ? Tier.None
            : tally.Certain < 3 || tally.Seasons < 3 ? Tier.Anecdote
            : Tier.Untestable;
        return new(
            tier, tally.Judged, tally.Held, tested?.K ?? tally.Certain, tested?.KPossible ?? tally.Possible, tested?.Expected, tested?.P, tested?.PMin, Finite(tested?.E),
            Says(rule, tier, tally, found, tested), [.. tally.Judgements])
        {
            Q = q, PPossible = tested?.Ladder?.PPossible, Shown = tested is { Shown.Count: > 0 } ? tested.Shown : null,
        };
    }

    // hundreds of matches make an e that no number holds; a smaller one is as valid
    private static double? Finite(double? e) => e is { } value && value > double.MaxValue ? double.MaxValue : e;

    /// <summary>Of a pair or a window any circular date spoils the match; of a chain only where no step is left, of a burst where too few are.</summary>
    public static bool IsCounted(Rule rule, Finding finding) => rule.Kind switch
    {
        RuleKind.Chain => finding.Incidents.Skip(1).Any(step => finding.NotCounted.All(n => n.IncidentId != step)),
        RuleKind.Burst => finding.Incidents.Count - finding.NotCounted.Count >= rule.Burst!.AtLeast,
        _ => JudgeSeasons.IsCounted(finding),
    };

    public static bool IsObserved(Rule rule, int year) => rule.Observed is not { } observed || (observed.From <= year && year <= observed.To);

    private static string Says(Rule rule, Tier tier, Tally tally, int found, Tested? tested)
    {
        var units = Judging.IsByIncident(rule) ? Say.Count(tally.Judged, "case", "cases") : Say.Count(tally.Judged, "season", "seasons");
        var not = tally.Judgements.Count - tally.Judged;
        var says = tier == Tier.None && found > 0 ? "Every match rests on a circular date or lies outside the seasons that can be observed."
            : tested?.Says is { } words ? words(tier)
            : Counted(tier, tally);
        return (rule.Kind == RuleKind.DoseResponse ? $"{says} {units} can be compared" : $"{says} {units} could be judged, the rule held in {tally.Held}")
            + (not > 0 ? $"; {not} could not." : ".");
    }

    private static string Counted(Tier tier, Tally tally)
    {
        var matches = $"{Say.Count(tally.Certain, "certain match", "certain matches")} in {Say.Count(tally.Seasons, "season", "seasons")}"
            + (tally.Possible > tally.Certain ? $" and {tally.Possible - tally.Certain} merely possible" : "");
        return tier switch
        {
            Tier.None => "Nothing recorded meets this rule.",
            Tier.Anecdote => $"{matches}. {SayTier.Of(tier)}",
            _ => $"{matches}; rules of this kind are not tested against chance.",
        };
    }
}
