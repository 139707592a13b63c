namespace Timeline.Engine.Statistics;

/// <summary>
/// S1: each response keeps its day of the year, and its season is as likely to have been any of those observed. A season that is the same every
/// year then explains itself. Exact. Its weakness: responses of one season are taken as independent, so that one heavy year can look like a pattern
/// (<see cref="SeasonPermutation"/> does not have it).
/// </summary>
/// <param name="Expected">The hits to be expected when the season alone is at work.</param>
/// <param name="P">P(K or more).</param>
/// <param name="PMin">The smallest p that these seasons and days can give at all.</param>
/// <param name="E">An e-value for one look, an equal mixture over odds tilts.</param>
public sealed record SeasonMatched(int K, double Expected, double P, double MidP, double PMin, double E)
{
    public static SeasonMatched Of(SeasonMatrix seasons)
    {
        var chances = new PoissonBinomial(seasons.Shares);
        var k = seasons.K;
        return new(k, chances.Mean, chances.AtLeast(k), chances.MidAtLeast(k), chances.AtLeast(chances.Reachable), EValue.OfTiltedCount(seasons.Shares, k));
    }
}
