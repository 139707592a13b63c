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
            tier => $"{found.Ladder.KCertain} of {Count(seasons.Count, "season", "seasons")} agree{Open(found.Ladder)} (p = {Number(found.Certain.PGreater)}; the least possible is {Number(found.Certain.PMin)}). {SayTier.Of(tier)}",
            [.. Difference(seasons, found, without), .. NextEmpty(seasons, without)]) with
        {
            Parts = [seen.Made("fisher", found.Certain.PGreater, found.Certain.PMin, null, found.Possible.PGreater, "Fisher's exact test of the table: seasons with the cause and without, in which it came and did not.")],
        };
    }

    /// <summary>How much oftener it came with the cause; of fewer than three seasons with the cause, or without, a share would say more than is known.</summary>
    private static IEnumerable<ShownNumber> Difference(IReadOnlyList<AbsenceSeason> seasons, AbsenceFinding found, bool without)
    {
        var (with, none) = (seasons.Count(s => s.Caused), seasons.Count(s => !s.Caused));
        return with < 3 || none < 3 || found.Certain.RiskDifference is not { } difference ? []
            :
            [
                new(
                    "risk-difference", difference, null, found.Possible.RiskDifference is { } most && most != difference ? most : null, "share",
                    $"The share of the {Count(with, "season", "seasons")} with the cause in which {What(without)}, less that of the {none} without."),
            ];
    }

    /// <summary>How surprising one silence would be, and three in a row; after Jeffreys, from the seasons with the cause.</summary>
    private static IEnumerable<ShownNumber> NextEmpty(IReadOnlyList<AbsenceSeason> seasons, bool without)
    {
        var (with, held) = (seasons.Count(s => s.Caused), seasons.Count(s => s is { Caused: true, Came: true }));
        return with == 0 ? [] : new[] { (Next: 1, Name: "next-empty"), (Next: 3, Name: "next-three-empty") }.Select(next => new ShownNumber(
            next.Name, Predictive.AllEmpty(held, with, next.Next), null, null, null,
            $"The chance, by the {Count(with, "season", "seasons")} with the cause, of which {held} had it, that {(next.Next == 1 ? "in the next season with the cause" : $"in none of the next {next.Next} seasons with the cause")} {What(without)}."));
    }

    // of "no B after A" it is the silence that is expected
    private static string What(bool without) => without ? "the response comes" : "the response stays away";

    private static string Open(LadderInputs ladder) =>
        ladder.KPossible > ladder.KCertain ? $" for certain and {Count(ladder.KPossible - ladder.KCertain, "more", "more")} perhaps" : "";
}
