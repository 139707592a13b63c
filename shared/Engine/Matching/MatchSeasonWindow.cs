using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "it comes in these days of the year". The days are declared, so nothing opens or closes them; the opening day counts, the closing day
/// does not. Each incident is a match of its own and lies in the season year of most of its days.
/// </summary>
internal sealed class MatchSeasonWindow(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        if (Rule.Season is not { } season || now.Find(unit) is not { } one || !Rule.Counts(Rule.Cause, one, Theatre))
        {
            yield break;
        }

        var days = Rule.Cause.DaysOf(one)!.Value;
        var verdict = season.Holds(days);
        if (verdict.Certainty != Certainty.Impossible && Theatre.Theatre.Likeliest(days) is { } year)
        {
            yield return Found(
                [one.Id], year, verdict.Certainty, verdict.Share, [one.Id], null,
                () =>
                [
                    new("inside", one.Id, Say.Dated(one, Rule.Cause)),
                    new("season", null, $"The rule asks for {Say.Season(season)}. {Say.How(verdict)}."),
                ],
                [one.Id], []);
        }
    }
}
