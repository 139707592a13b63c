using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>k of n, each with the same chance p. Tails are taken from the incomplete beta function: one less the other tail would lose all digits.</summary>
public static class Binomial
{
    private const double Half = 0.025;
    private const double Normal975 = 1.959963984540054;

    /// <summary>P(X ≥ k).</summary>
    public static double AtLeast(int k, int n, double p) => k <= 0 ? 1 : k > n || p <= 0 ? 0 : p >= 1 ? 1 : SpecialFunctions.BetaRegularized(k, n - k + 1, p);

    /// <summary>P(X ≤ k).</summary>
    public static double AtMost(int k, int n, double p) => k < 0 ? 0 : k >= n || p <= 0 ? 1 : p >= 1 ? 0 : SpecialFunctions.BetaRegularized(n - k, k + 1, 1 - p);

    /// <summary>P(X = k).</summary>
    public static double Exactly(int k, int n, double p) =>
        k < 0 || k > n ? 0
        : p <= 0 ? (k == 0 ? 1 : 0)
        : p >= 1 ? (k == n ? 1 : 0)
        : Math.Exp(SpecialFunctions.BinomialLn(n, k) + (k * Math.Log(p)) + ((n - k) * SpecialFunctions.Log1p(-p)));

    /// <summary>P(X ≥ k) less half of P(X = k). Reported beside the exact tail, never a gate.</summary>
    public static double MidAtLeast(int k, int n, double p) => AtLeast(k, n, p) - (Exactly(k, n, p) / 2);

    /// <summary>Two-sided: all outcomes no likelier than the one seen (with a tolerance of 1e-7 for ties).</summary>
    public static double TwoSided(int k, int n, double p) => Math.Min(1, LeastLikely.Sum(Enumerable.Range(0, n + 1).Select(i => Exactly(i, n, p)), Exactly(k, n, p)));

    /// <summary>The 95 % limits of Clopper and Pearson: never less than 95 %. These are shown.</summary>
    public static (double Low, double High) ClopperPearson(int k, int n) =>
        (k == 0 ? 0 : BetaQuantile(Half, k, n - k + 1), k == n ? 1 : BetaQuantile(1 - Half, k + 1, n - k));

    /// <summary>The 95 % limits at which the mid-p tail is 2.5 %.</summary>
    public static (double Low, double High) MidLimits(int k, int n) =>
        (k == 0 ? 0 : Bisect(p => MidAtLeast(k, n, p) - Half), k == n ? 1 : Bisect(p => Half - (AtMost(k, n, p) - (Exactly(k, n, p) / 2))));

    /// <summary>Wilson's 95 % limits; of nothing seen, 0 and 1.</summary>
    public static (double Low, double High) Wilson(int k, int n)
    {
        if (n == 0)
        {
            return (0, 1);
        }

        var z2 = Normal975 * Normal975;
        var rate = (double)k / n;
        var middle = rate + (z2 / (2 * n));
        var width = Normal975 * Math.Sqrt(((rate * (1 - rate)) + (z2 / (4 * n))) / n);
        var whole = 1 + (z2 / n);
        return (k == 0 ? 0 : (middle - width) / whole, k == n ? 1 : (middle + width) / whole);
    }

    /// <summary>The central 95 % of the posterior under Jeffreys' prior.</summary>
    public static (double Low, double High) Jeffreys(int k, int n) => (BetaQuantile(Half, k + 0.5, n - k + 0.5), BetaQuantile(1 - Half, k + 0.5, n - k + 0.5));

    // by bisection: the library's own inverse loses digits where the answer is small
    private static double BetaQuantile(double chance, double a, double b) => Bisect(x => SpecialFunctions.BetaRegularized(a, b, x) - chance);

    /// <summary>Where a rising function of a chance crosses zero, to the last bit.</summary>
    internal static double Bisect(Func<double, double> rising)
    {
        var (low, high) = (0.0, 1.0);
        for (var halvings = 0; halvings < 200; halvings++)
        {
            var middle = (low + high) / 2;
            if (middle == low || middle == high)
            {
                break;
            }

            (low, high) = rising(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
