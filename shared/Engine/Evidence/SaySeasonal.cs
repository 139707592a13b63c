using Timeline.Contracts;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine.Statistics;

/// <summary>A finding in sentences for a person. Counts, never shares of them: two of two is no hundred percent.</summary>
public static class SaySeasonal
{
    public static string Of(SeasonalFinding finding, Tier tier)
    {
        var (certain, merely) = (finding.Certain, finding.Possible.K - finding.Certain.K);
        var matches = Count(certain.K, "match", "matches") + (merely > 0 ? $" and {merely} merely possible" : "") + $" in {Count(certain.SeasonsWithMatch, "season", "seasons")}";
        return tier switch
        {
            Tier.None => $"Nothing that counts meets the rule in {Count(finding.Seasons.Count, "season", "seasons")}.",
            Tier.Anecdote or Tier.Untestable => $"{matches}; {Reach(finding)}. {SayTier.Of(tier)}",
            Tier.Lead => $"{matches}; {Against(certain)}. {SayTier.Of(tier)}{Hangs(finding)}",
            _ => $"{matches}; {Against(certain)}. {SayTier.Of(tier)}",
        };
    }

    private static string Reach(SeasonalFinding finding) =>
        finding.Certain is { K: > 0, Matched.CannotTellFromSeason: true }
            ? "where the cause comes on the same days every year timing alone cannot tell it from the season; seasons without it, moving dates or amounts could"
        : finding.Certain.PMin > EvidenceLadder.Level
            ? $"with {Count(finding.Seasons.Count, "season", "seasons")} like these no arrangement can reach p = {Number(EvidenceLadder.Level)}, {Number(finding.Certain.PMin)} is the least"
        : Against(finding.Certain);

    private static string Against(SeasonalReading certain) => $"the season alone would bring {Number(certain.Expected)} (p = {Number(certain.P)}, e = {Number(certain.E)})";

    private static string Hangs(SeasonalFinding finding) =>
        finding.HangsOn.Order().ToList() is { Count: > 0 } on ? $" Without {string.Join(" or ", on)} it would not stand." : "";
}
