using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>
/// What each season year gives to a rule that more brings more: a pair of numbers, where both are known, the season is over and reports had time to
/// come. No season holds by itself; whether more goes with more is for the test over all of them.
/// </summary>
internal static class JudgeDoses
{
    public static Judgement? In(int year, RuleInTheatre work, Situation now)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        var isObserved = WeighEvidence.IsObserved(rule, year);
        if (!Judging.IsListed(year, work, now))
        {
            return null;
        }

        var pair = MatchDoseResponse.Of(year, rule, theatre);
        var finding = work.Findings.GetValueOrDefault(Selecting.IdOf(rule, theatre, SeasonUnit.Of(year)));
        var circular = finding is not null && !WeighEvidence.IsCounted(rule, finding);
        var over = now.AsOf is { } day && day > theatre.Theatre.DaysOf(year).Latest.PlusDays(theatre.Delay.GraceDays);
        var cause = circular ? "circular" : pair.Doses.Count > 0 ? "present" : pair.NoDose.Count > 0 ? "absent" : "unknown";
        var response = pair.Surely.Count > 0 ? "present" : pair.NoResponse.Count > 0 ? "absent" : "unknown";
        var judged = isObserved && over && (cause is "present" or "absent") && response != "unknown";
        return new(SeasonUnit.Of(year), year, cause, response, judged, false, Says(rule, pair, circular, over, judged, isObserved, theatre));
    }

    private static string Says(Rule rule, MatchDoseResponse.Pair pair, bool circular, bool over, bool judged, bool isObserved, TheatreSeasons theatre) =>
        judged ? $"Compared: {MatchDoseResponse.Says(pair, rule.Dose!)}."
        : !isObserved ? $"Not compared: outside the seasons the rule can be observed in: {rule.Observed!.Why}."
        : circular ? "Not compared: a date was worked out from what it would be tested against."
        : !pair.HasDose && pair.Silent.Count > 0 ? $"Not compared: no source gives an amount in {rule.Dose!.Unit} of {string.Join(", ", pair.Silent.Select(s => $"“{s.Incident.Title}”"))}."
        : !pair.HasDose ? $"Not compared: nothing is known of the {JudgeSeasons.Side(rule.Cause)}."
        : pair.Surely.Count + pair.NoResponse.Count == 0 ? $"Not compared: nothing is surely known of the {JudgeSeasons.Side(rule.Response!)}."
        : !over ? $"Not compared yet: the season is not over, with {theatre.Delay.GraceDays} days for reports to come in."
        : "Not compared.";
}
