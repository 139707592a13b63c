namespace Timeline.Engine.Statistics;

/// <summary>Events in exposed days against events in baseline days. Given their sum, the exposed ones are binomial.</summary>
/// <param name="Ratio">Null where the baseline is empty.</param>
/// <param name="MedianUnbiased">Null where it is undefined.</param>
/// <param name="PMin">The smallest p that so many events can give.</param>
/// <param name="Limits">Clopper and Pearson's 95 % limits of the ratio; no upper one where the baseline is empty.</param>
/// <param name="E">Against a uniform mixture of greater shares.</param>
public sealed record RateRatio(
    double? Ratio, double? MedianUnbiased, double P, double MidP, double PTwoSided, double PMin, (double Low, double? High) Limits, (double Low, double? High) MidLimits, double E)
{
    /// <param name="x1">Events in the exposed days.</param>
    /// <param name="t1">Exposed days.</param>
    /// <param name="x0">Events in the baseline days.</param>
    /// <param name="t0">Baseline days.</param>
    public static RateRatio Of(int x1, double t1, int x0, double t0)
    {
        var (n, p0) = (x1 + x0, t1 / (t1 + t0));
        if (n == 0)
        {
            return new(null, null, 1, 1, 1, 1, (0, null), (0, null), 1);
        }

        var exact = Binomial.ClopperPearson(x1, n);
        var mid = Binomial.MidLimits(x1, n);
        return new(
            x0 == 0 ? null : x1 / t1 / (x0 / t0), x0 == 0 ? null : x1 == 0 ? 0 : ToRatio(Binomial.Bisect(q => Binomial.MidAtLeast(x1, n, q) - 0.5)),
            Binomial.AtLeast(x1, n, p0), Binomial.MidAtLeast(x1, n, p0), Binomial.TwoSided(x1, n, p0), Math.Pow(p0, n),
            (ToRatio(exact.Low)!.Value, ToRatio(exact.High)), (ToRatio(mid.Low)!.Value, ToRatio(mid.High)), EValue.OfShare(x1, n, p0));

        double? ToRatio(double share) => share >= 1 ? null : share / (1 - share) * t0 / t1;
    }
}

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
public sealed record StratifiedRateRatio(int X1, double Expected, double? Ratio, double P, double MidP, double PLess)
{
    public static StratifiedRateRatio Of(IEnumerable<Stratum> strata)
    {
        var speaking = strata.Where(s => s.Speaks).ToList();
        var x1 = speaking.Sum(s => s.X1);
        var exposed = new PoissonBinomial([.. speaking.SelectMany(s => Enumerable.Repeat(s.Share, s.X1 + s.X0))]);
        var (above, below) = (speaking.Sum(s => s.X1 * s.T0 / (s.T1 + s.T0)), speaking.Sum(s => s.X0 * s.T1 / (s.T1 + s.T0)));
        return new(x1, exposed.Mean, below == 0 ? null : above / below, exposed.AtLeast(x1), exposed.MidAtLeast(x1), exposed.AtMost(x1));
    }
}
