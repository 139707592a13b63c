using System.Globalization;
using Timeline.Contracts;

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
            Tier.Anecdote => $"{matches}; {Reach(finding)}. An anecdote: too little to tell a pattern from chance.",
            Tier.Untestable => $"{matches}; {Reach(finding)}. It cannot be tested yet.",
            Tier.DateDependent => $"{matches}; {Against(certain)}. It would stand out if the days in doubt were the favourable ones: better dates would decide.",
            Tier.NotDistinguishable => $"{matches}; {Against(certain)}. It cannot be told from chance.",
            Tier.Lead => $"{matches}; {Against(certain)}. A lead, to be watched{Hangs(finding)}.",
            _ => $"{matches}; {Against(certain)}. A pattern, which no single season carries.",
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
        finding.HangsOn.Order().ToList() is { Count: > 0 } on ? $"; without {string.Join(" or ", on)} it would not stand" : "";

    private static string Count(int n, string one, string many) => $"{n} {(n == 1 ? one : many)}";

    // two digits that say something, or a power of ten
    private static string Number(double x) => x.ToString(x is 0 or (>= 0.0005 and < 0.1) ? "0.###" : x < 0.0005 ? "0.#e-0" : "0.##", CultureInfo.InvariantCulture);
}
