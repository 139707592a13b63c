using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>
/// e-values: bets against chance. However often one looks, an e of 20 or more comes by chance in at most one of twenty; below 3 it says nothing,
/// from 3 some, from 10 moderate, from 20 strong.
/// </summary>
public static class EValue
{
    /// <summary>The odds tilts over which the alternatives are mixed, each weighing the same.</summary>
    public static IReadOnlyList<double> Tilts { get; } = [1.5, 2, 3, 5, 10];

    /// <summary>Of k hits among events whose chances differ (they must have been fixed before the events for a path; a count gives a fixed look).</summary>
    public static double OfTiltedCount(IReadOnlyList<double> chances, int hits) =>
        Tilts.Average(tilt => Math.Exp((hits * Math.Log(tilt)) - chances.Sum(p => Math.Log(1 - p + (tilt * p)))));

    /// <summary>After each event, for chances that were fixed before it.</summary>
    /// <param name="hits">Whether each event fell in the window.</param>
    public static IReadOnlyList<double> TiltedPath(IReadOnlyList<bool> hits, IReadOnlyList<double> chances, IReadOnlyList<double>? tilts = null)
    {
        var logs = (tilts ?? Tilts).Select(t => (Tilt: t, Log: 0.0)).ToArray();
        var path = new List<double>();
        for (var n = 0; n < hits.Count; n++)
        {
            for (var t = 0; t < logs.Length; t++)
            {
                logs[t].Log += (hits[n] ? Math.Log(logs[t].Tilt) : 0) - Math.Log(1 - chances[n] + (logs[t].Tilt * chances[n]));
            }

            path.Add(logs.Average(l => Math.Exp(l.Log)));
        }

        return path;
    }

    /// <summary>k of n in a window that covers a share p0 of the exposure, against a uniform mixture of greater shares. 1 before there is an event, and where the window is everything.</summary>
    public static double OfShare(int k, int n, double p0) =>
        n == 0 || p0 >= 1 ? 1
        : Math.Exp(SpecialFunctions.BetaLn(k + 1, n - k + 1) + Math.Log(SpecialFunctions.BetaRegularized(n - k + 1, k + 1, 1 - p0)) - SpecialFunctions.Log1p(-p0) - LogNull(k, n, p0));

    /// <summary>The same against a uniform mixture of all shares.</summary>
    public static double OfShareEitherWay(int k, int n, double p0) => n == 0 ? 1 : Math.Exp(SpecialFunctions.BetaLn(k + 1, n - k + 1) - LogNull(k, n, p0));

    /// <summary>A surge: x events by exposure u, after s events in exposure t, against rates so many times higher. The guarantee is an average over what the baseline may be.</summary>
    public static double OfSurge(int s, double t, int x, double u, IReadOnlyList<double>? tilts = null)
    {
        var size = s + 0.5;
        return (tilts ?? Tilts).Average(tilt => Math.Exp((x * Math.Log(tilt)) + ((size + x) * (Math.Log(t + u) - Math.Log(t + (tilt * u))))));
    }

    /// <summary>From a p value by the root: half of p^-1/2 (Vovk and Wang 2021).</summary>
    public static double FromPByRoot(double p) => 0.5 / Math.Sqrt(p);

    /// <summary>From a p value by a mixture over all powers, (1 - p + p ln p) / (p ln² p): a half at p = 1, endless at 0 (Vovk and Wang 2021).</summary>
    public static double FromPByMixture(double p)
    {
        var log = -Math.Log(p);
        if (log > 0.1)
        {
            return p <= 0 ? double.PositiveInfinity : (1 - p - (p * log)) / (p * log * log);
        }

        // near 1 the three terms cancel; what is left of e^x - 1 - x over x² is this series
        var (sum, term) = (0.5, 0.5);
        for (var k = 3; k < 12; k++)
        {
            term *= log / k;
            sum += term;
        }

        return sum;
    }

    /// <summary>A p value that holds however often one has looked: one over the greatest e so far, at most 1.</summary>
    public static IReadOnlyList<double> AlwaysValidP(IEnumerable<double> path)
    {
        var greatest = 1.0;
        return [.. path.Select(e => 1 / (greatest = Math.Max(greatest, e)))];
    }

    // a share of 0 or 1 makes some outcomes impossible, but never 0 times the logarithm of 0
    private static double LogNull(int k, int n, double p0) => (k == 0 ? 0 : k * Math.Log(p0)) + (n == k ? 0 : (n - k) * SpecialFunctions.Log1p(-p0));
}
