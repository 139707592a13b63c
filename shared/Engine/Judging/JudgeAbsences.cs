using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What each season year says of a rule that something does not come. A season is judged when its days and the grace for reports have passed and
/// somebody says whether it came: seen, or recorded not to have come or stated to have been watched for, over all the days or some of them. It held when it did not come after its cause.
/// </summary>
/// <remarks>A season in which the cause is recorded not to have come is listed with what came and not judged: the rule says nothing of it.</remarks>
internal static class JudgeAbsences
{
    public static Judgement? In(int year, RuleInTheatre work, Situation now)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        var isObserved = WeighEvidence.IsObserved(rule, year);
        var (yes, no) = rule.Response is null ? ([], []) : Statements.Of(year, rule.Cause, rule, theatre);
        var asked = MatchAbsence.Asked(rule);
        if (!Judging.IsListed(year, work, now))
        {
            return null;
        }

        var season = MatchAbsence.Of(year, rule, theatre, now);
        var finding = work.Findings.GetValueOrDefault(Selecting.IdOf(rule, theatre, SeasonUnit.Of(year)));
        var cause = rule.Response is null || yes.Count > 0 ? "present" : no.Count > 0 ? "absent" : "unknown";
        var response = Response(year, season, asked, rule, theatre);
        var over = season is not null && MatchAbsence.IsOver(season, theatre, now.AsOf);
        var circular = finding is not null && !WeighEvidence.IsCounted(rule, finding);
        var judged = isObserved && over && cause == "present" && response != "unknown" && !circular;
        var held = judged && response == "absent";
        return new(
            SeasonUnit.Of(year), year, circular ? "circular" : cause, response, judged, held,
            Says(rule, asked, circular ? "circular" : cause, response, isObserved, over, judged, held, season, theatre));
    }

    private static string Response(int year, MatchAbsence.Expected? season, Selector asked, Rule rule, TheatreSeasons theatre)
    {
        if (season is not null)
        {
            return season.Came.Any(c => c.Verdict.Certainty == Certainty.Certain) ? "present" : season.IsSpokenOf ? "absent" : "unknown";
        }

        var (came, none) = Statements.Of(year, asked, rule, theatre);
        return came.Count > 0 ? "present" : none.Count > 0 ? "absent" : "unknown";
    }

    private static string Says(
        Rule rule, Selector asked, string cause, string response, bool isObserved, bool over, bool judged, bool held, MatchAbsence.Expected? season, TheatreSeasons theatre)
    {
        var seen = $"{Say.Name(asked.Kind)} {JudgeSeasons.Word(response)}" + (rule.Response is null ? "" : $", {JudgeSeasons.Side(rule.Cause)} {JudgeSeasons.Word(cause)}");
        return judged && held ? $"Held: it did not come ({seen}); {(season!.None.Count == 0 ? "the watches" : "the records")} {(season.Covered == season.Days.Days() ? "cover all" : $"overlap {season.Covered}")} of {season.Days.Days()} days."
            : judged ? $"Did not hold: it came ({seen})."
            : !isObserved ? $"Not judged: outside the seasons the rule can be observed in ({seen}): {rule.Observed!.Why}."
            : cause == "circular" ? $"Not judged: a date was worked out from what it would be tested against ({seen})."
            : cause != "present" ? $"Not judged: nothing was expected ({seen})."
            : response == "unknown" ? $"Not judged: nobody says that it did not come, and no record is not no event ({seen})."
            : !over ? $"Not judged yet: its days are not over, with {theatre.Delay.GraceDays} days for reports to come in ({seen})."
            : $"Not judged: {seen}.";
    }
}
