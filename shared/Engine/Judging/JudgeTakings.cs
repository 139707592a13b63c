using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What each anchor says of a chain rule. A taking is judged when its outcome is known: one of which it never became known is listed, and speaks neither for the
/// rule nor against it. It held when it was matched and ended in ransom, or in release with every step of the rule present. An anchor of another kind, and one that did not occur or only
/// threatens, has no outcome: it is judged when the longest step's days have passed or all steps are present, and held in the latter case.
/// </summary>
/// <remarks>Where a step asks for more than its kind, what ended the captivity may be none of what the rule asks for: then a ransom is not enough either, and every step must be present.</remarks>
internal static class JudgeTakings
{
    /// <summary>The day on which an anchor is judged otherwise though nothing new was recorded of it; null where it is none of the rule's.</summary>
    public static LocalDate? TurningDay(string id, RuleInTheatre work, Situation now) => AnchorOf(id, work, now) is not { } anchor
        ? null
        : anchor.Onset!.Value.Latest.PlusDays(1 + (HasOutcome(anchor) ? BuildChains.OpenDays : LongestDays(work.Rule)));

    public static void One(string id, RuleInTheatre work, Situation now, LocalDate? asOf) =>
        work.Tally.Judge(id, AnchorOf(id, work, now) is { } anchor ? Judge(anchor, work.Theatre.Theatre.Likeliest(anchor.Onset)!.Value, work, now, asOf) : null);

    private static Standing? AnchorOf(string id, RuleInTheatre work, Situation now) =>
        now.Find(id) is { } anchor && work.Rule.Counts(work.Rule.Cause, anchor, work.Theatre) && work.Theatre.Theatre.Likeliest(anchor.Onset) is not null ? anchor : null;

    private static bool HasOutcome(Standing anchor) => anchor is { Kind: Kind.HostageTaking, Counts: true };

    // which day is compared narrows nothing
    private static bool AsksMore(ChainStep step) =>
        step.Of with { Polarity = step.Of.Polarity == Polarity.Occurred ? null : step.Of.Polarity, Edge = null } != new Selector(step.Of.Kind);

    private static int LongestDays(Rule rule) => rule.Steps.Select(s => s.WithinDays).DefaultIfEmpty().Max();

    private static Judgement Judge(Standing anchor, int year, RuleInTheatre work, Situation now, LocalDate? asOf)
    {
        var rule = work.Rule;
        var finding = work.Findings.GetValueOrDefault(Selecting.IdOf(rule, work.Theatre, anchor.Id));
        var steps = finding is null ? [] : MatchChain.StepsOf(anchor, rule, work.Theatre, now).Where(s => s.Verdict.Certainty != Certainty.Impossible).Select(s => s.Rule.Step).ToHashSet(StringComparer.Ordinal);
        var complete = finding is not null && rule.Steps.All(s => steps.Contains(s.Step));
        var isObserved = rule.Observed is not { } observed || (observed.From <= year && year <= observed.To);
        ChainOutcome? outcome = HasOutcome(anchor) ? BuildChains.Of(anchor, now, asOf).Outcome : null;
        var known = outcome is { } ended
            ? ended is not (ChainOutcome.Open or ChainOutcome.Unknown or ChainOutcome.Inconsistent)
            : complete || (asOf is { } day && day > anchor.Onset!.Value.Latest.PlusDays(LongestDays(rule)));
        var held = isObserved && known && finding is not null && WeighEvidence.IsCounted(rule, finding) && outcome switch
        {
            ChainOutcome.Ransomed => complete || !rule.Steps.Any(AsksMore),
            ChainOutcome.Released or null => complete,
            _ => false,
        };
        return new(
            anchor.Id,
            year,
            "present",
            finding is not null ? "present" : known ? "absent" : "unknown",
            isObserved && known,
            held,
            Says(anchor, outcome, rule, isObserved, known, held, finding));
    }

    private static string Says(Standing anchor, ChainOutcome? outcome, Rule rule, bool isObserved, bool known, bool held, Finding? finding)
    {
        var what = $"“{anchor.Incident.Title}”" + (outcome is { } ended ? $": {Word(ended)}" : "") + (finding?.Lag is { } lag ? $", {Say.Days((lag.Min, lag.Max))} after the taking" : "");
        return !isObserved ? $"Not judged: outside the seasons the rule can be observed in ({what}). {rule.Observed!.Why}".TrimEnd()
            : !known ? $"Not judged: {what}."
            : held ? $"Held: {what}."
            : $"Did not hold: {what}.";
    }

    private static string Word(ChainOutcome outcome) => outcome switch
    {
        ChainOutcome.Open => "its outcome is still open",
        ChainOutcome.Unknown => "its outcome never became known",
        ChainOutcome.Inconsistent => "what is linked to it would come before it",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
