namespace Timeline.Engine.Statistics;

/// <summary>Events of one stratum (usually a month of the year), in exposed days and in all others of it.</summary>
public sealed record Stratum(int X1, double T1, int X0, double T0)
{
    /// <summary>One without exposed or without baseline days, or without events, says nothing.</summary>
    public bool Speaks => T1 > 0 && T0 > 0 && X1 + X0 > 0;

    public double Share => T1 / (T1 + T0);
}

/// <summary>The same by strata, so that a season which is rich in events by itself is compared with itself only.</summary>
/// <param name="Ratio">Mantel and Haenszel's; null where it is undefined.</param>
/// <param name="P">P(X1 or more), given the stratum totals.</param>
/// <param name="PMin">The smallest p that these totals can give.</param>
/// <param name="E">An e-value for one look, an equal mixture over odds tilts.</param>
public sealed record StratifiedRateRatio(int X1, double Expected, double? Ratio, double P, double MidP, double PLess, double PMin, double E)
{
    public static StratifiedRateRatio Of(IEnumerable<Stratum> strata)
    {
        var speaking = strata.Where(s => s.Speaks).ToList();
        var x1 = speaking.Sum(s => s.X1);
        double[] shares = [.. speaking.SelectMany(s => Enumerable.Repeat(s.Share, s.X1 + s.X0))];
        var exposed = new PoissonBinomial(shares);
        var (above, below) = (speaking.Sum(s => s.X1 * s.T0 / (s.T1 + s.T0)), speaking.Sum(s => s.X0 * s.T1 / (s.T1 + s.T0)));
        return new(x1, exposed.Mean, below == 0 ? null : above / below, exposed.AtLeast(x1), exposed.MidAtLeast(x1), exposed.AtMost(x1), exposed.AtLeast(shares.Length),
            EValue.OfTiltedCount(shares, x1));
    }
}
