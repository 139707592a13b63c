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
