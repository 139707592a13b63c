using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What each incident says of a rule that asks where it was or on which days of the year it came. It is judged as soon as its place or days are known, and
/// held where it matched. One that lies elsewhere, or on other days, is a counter-example.
/// </summary>
internal static class JudgeEach
{
    public static void One(string id, RuleInTheatre work, Situation now) => work.Tally.Judge(id, Of(id, work, now));

    private static Judgement? Of(string id, RuleInTheatre work, Situation now)
    {
        var rule = work.Rule;
        if (now.Find(id) is not { } one || !rule.Counts(rule.Cause, one, work.Theatre) || work.Theatre.Theatre.Likeliest(rule.Cause.DaysOf(one)) is not { } year)
        {
            return null;
        }

        var isRoute = rule.Near?.Route is not null;
        var finding = work.Findings.GetValueOrDefault(isRoute ? MatchOnRoute.IdOf(rule, work.Theatre, id) : Selecting.IdOf(rule, work.Theatre, id));
        var isPlaced = !isRoute || Whereabouts.Of(one.Incident, now.Gazetteer) is not null;
        var judged = WeighEvidence.IsObserved(rule, year) && isPlaced;
        var held = judged && finding is not null && WeighEvidence.IsCounted(rule, finding);
        return new(id, year, "present", finding is not null ? "present" : isPlaced ? "absent" : "unknown", judged, held, Says(one, rule, year, isPlaced, held, finding, isRoute));
    }

    private static string Says(Standing one, Rule rule, int year, bool isPlaced, bool held, Finding? finding, bool isRoute)
    {
        var what = $"“{one.Incident.Title}”";
        var there = isRoute ? "on the route" : "on the days of the rule";
        return !WeighEvidence.IsObserved(rule, year) ? $"Not judged: {what} lies outside the seasons the rule can be observed in: {rule.Observed!.Why}."
            : !isPlaced ? $"Not judged: where {what} was is not known."
            : held ? $"Held: {what} {(finding!.Verdict == Certainty.Certain ? "was" : "may have been")} {there}."
            : $"Did not hold: {what} was not {there}.";
    }
}
