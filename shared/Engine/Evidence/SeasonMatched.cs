namespace Timeline.Engine.Statistics;

/// <summary>
/// S1: each response keeps its day of the year, and its season is as likely to have been any of those observed. A season that is the same every
/// year then explains itself. Exact. Its weakness: responses of one season are taken as independent, so that one heavy year can look like a pattern
/// (<see cref="SeasonPermutation"/> does not have it).
/// </summary>
/// <param name="K">Responses covered.</param>
/// <param name="Expected">As many are to be expected when the season alone is at work.</param>
/// <param name="P">P(K or more).</param>
/// <param name="MidP">P less half of P(exactly K); shown, never a gate.</param>
/// <param name="PMin">The smallest p that these seasons and days can give at all.</param>
/// <param name="E">An e-value for one look, an equal mixture over odds tilts.</param>
public sealed record SeasonMatched(int K, double Expected, double P, double MidP, double PMin, double E)
{
    /// <summary>Every response is covered in all seasons or in none: timing alone can never tell the cause from the season.</summary>
    public bool CannotTellFromSeason => PMin == 1;

    public static SeasonMatched Of(SeasonMatrix seasons)
    {
        var shares = seasons.CoveredIn.Select(covered => (double)covered / seasons.Seasons.Count).ToArray();
        var hits = new PoissonBinomial(shares);
        var k = seasons.K;
        return new(k, hits.Mean, hits.AtLeast(k), hits.MidAtLeast(k), hits.AtLeast(hits.Reachable), EValue.OfTiltedCount(shares, k));
    }
}
