using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>absence: a row a season, whether the cause came, and whether the response did.</summary>
internal static class TestAbsences
{
    public static Tested? Of(Rule rule, SeasonsSeen seen)
    {
        // "no B without A" asks after the recorded absence of A; "no B after A" after A itself: there the response that stays away is what came
        var without = rule.Cause.Polarity == Polarity.DidNotOccur;
        var seasons = seen.Used.Where(s => s.Cause != "circular")
            .Select(s => new AbsenceSeason(s.SeasonYear, (s.Cause == "present") != without, s.IsOpen ? null : without == (s.Came == "present"))).ToList();
        if (seasons.Count == 0)
        {
            return null;
        }

        var found = AbsenceFinding.Of(seasons);
        return Tested.Of(
            found.Ladder, null, null,
            tier => $"{found.Ladder.KCertain} of {Count(seasons.Count, "season", "seasons")} agree{Open(found.Ladder)} (p = {Number(found.Certain.PGreater)}; the least possible is {Number(found.Certain.PMin)}). {SayTier.Of(tier)}");
    }

    private static string Open(LadderInputs ladder) =>
        ladder.KPossible > ladder.KCertain ? $" for certain and {Count(ladder.KPossible - ladder.KCertain, "more", "more")} perhaps" : "";
}
