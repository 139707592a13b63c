using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What a rule is worth so far, from counts alone. No test against chance is made here: that room is left empty.</summary>
/// <remarks>Matches count where they are not circular and lie in the seasons the rule can be observed in. Judgements stand whether they count or not.</remarks>
internal static class WeighEvidence
{
    public static readonly Evidence Nothing = new(Tier.None, 0, 0, 0, 0, null, null, null, null, "Nothing recorded meets this rule.", []);

    public static Evidence Of(RuleInTheatre work)
    {
        var counted = work.Findings.Values.Where(f => IsObserved(work.Rule, f.SeasonYear) && IsCounted(work.Rule, f)).ToList();
        var k = counted.Count(f => f.Verdict == Certainty.Certain);
        var seasons = counted.Where(f => f.Verdict == Certainty.Certain).Select(f => f.SeasonYear).Distinct().Count();
        var judged = work.Judgements.Values.Count(j => j.Judged);
        var held = work.Judgements.Values.Count(j => j.Held);
        var tier = counted.Count == 0 ? Tier.None : k < 3 || seasons < 3 ? Tier.Anecdote : Tier.Untestable;
        return new(tier, judged, held, k, counted.Count, null, null, null, null, Says(work, tier, k, counted.Count, seasons, judged, held), [.. work.Judgements.Values]);
    }

    /// <summary>Of a pair or a window any circular date spoils the match; of a chain only where no step is left.</summary>
    public static bool IsCounted(Rule rule, Finding finding) => rule.Kind == RuleKind.Chain
        ? finding.Incidents.Skip(1).Any(step => finding.NotCounted.All(n => n.IncidentId != step))
        : JudgeSeasons.IsCounted(finding);

    public static bool Same(Evidence a, Evidence b) => a with { Judgements = b.Judgements } == b && a.Judgements.SequenceEqual(b.Judgements);

    private static bool IsObserved(Rule rule, int year) => rule.Observed is not { } observed || (observed.From <= year && year <= observed.To);

    private static string Says(RuleInTheatre work, Tier tier, int k, int possible, int seasons, int judged, int held)
    {
        var isChain = work.Rule.Kind == RuleKind.Chain;
        var units = isChain ? Say.Count(judged, "case", "cases") : Say.Count(judged, "season", "seasons");
        var matches = $"{Say.Count(k, "certain match", "certain matches")} in {Say.Count(seasons, "season", "seasons")}"
            + (possible > k ? $" and {possible - k} merely possible" : "");
        var not = work.Judgements.Values.Count(j => !j.Judged);
        var judgedSo = $"{units} could be judged, the rule held in {held}" + (not > 0 ? $"; {not} could not" : "");
        var says = tier switch
        {
            Tier.None when work.Findings.Count > 0 => "Every match rests on a circular date or lies outside the seasons that can be observed",
            Tier.None => "Nothing recorded meets this rule",
            Tier.Anecdote => $"{matches}: an anecdote, too little to tell a pattern from chance",
            _ => $"{matches}; no test against chance has been made yet",
        };
        return $"{says}. {judgedSo}.";
    }
}
