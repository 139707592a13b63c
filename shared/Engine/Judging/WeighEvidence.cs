using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What a rule is worth so far, from counts alone. No test against chance is made here: that room is left empty.</summary>
/// <remarks>Matches count where they are not circular and lie in the seasons the rule can be observed in. Judgements stand whether they count or not.</remarks>
internal static class WeighEvidence
{
    public static readonly Evidence Nothing = new(Tier.None, 0, 0, 0, 0, null, null, null, null, "Nothing recorded meets this rule. 0 seasons could be judged, the rule held in 0.", []);

    /// <param name="found">All matches, counted or not.</param>
    public static Evidence Of(Rule rule, Tally tally, int found)
    {
        var tier = tally.Possible == 0 ? Tier.None : tally.Certain < 3 || tally.Seasons < 3 ? Tier.Anecdote : Tier.Untestable;
        return new(tier, tally.Judged, tally.Held, tally.Certain, tally.Possible, null, null, null, null, Says(rule, tier, tally, found), [.. tally.Judgements]);
    }

    /// <summary>Of a pair or a window any circular date spoils the match; of a chain only where no step is left, of a burst where too few are.</summary>
    public static bool IsCounted(Rule rule, Finding finding) => rule.Kind switch
    {
        RuleKind.Chain => finding.Incidents.Skip(1).Any(step => finding.NotCounted.All(n => n.IncidentId != step)),
        RuleKind.Burst => finding.Incidents.Count - finding.NotCounted.Count >= rule.Burst!.AtLeast,
        _ => JudgeSeasons.IsCounted(finding),
    };

    public static bool Same(Evidence a, Evidence b) => a with { Judgements = b.Judgements } == b && a.Judgements.SequenceEqual(b.Judgements);

    public static bool IsObserved(Rule rule, int year) => rule.Observed is not { } observed || (observed.From <= year && year <= observed.To);

    private static string Says(Rule rule, Tier tier, Tally tally, int found)
    {
        var units = Judging.IsByIncident(rule) ? Say.Count(tally.Judged, "case", "cases") : Say.Count(tally.Judged, "season", "seasons");
        var matches = $"{Say.Count(tally.Certain, "certain match", "certain matches")} in {Say.Count(tally.Seasons, "season", "seasons")}"
            + (tally.Possible > tally.Certain ? $" and {tally.Possible - tally.Certain} merely possible" : "");
        var not = tally.Judgements.Count - tally.Judged;
        var says = tier switch
        {
            Tier.None when found > 0 => "Every match rests on a circular date or lies outside the seasons that can be observed",
            Tier.None => "Nothing recorded meets this rule",
            Tier.Anecdote => $"{matches}: an anecdote, too little to tell a pattern from chance",
            _ => $"{matches}; no test against chance has been made yet",
        };
        return (rule.Kind == RuleKind.DoseResponse ? $"{says}. {units} can be compared" : $"{says}. {units} could be judged, the rule held in {tally.Held}")
            + (not > 0 ? $"; {not} could not." : ".");
    }
}
