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
    private const double Half = 0.025;

    /// <summary>
    /// The exact 95 % limits of the ratio, given the totals of the strata: in one stratum those of Clopper and Pearson. No upper one where all came in exposed days.
    /// </summary>
    public (double Low, double? High) Limits { get; private init; }

    public static StratifiedRateRatio Of(IEnumerable<Stratum> strata)
    {
        var speaking = strata.Where(s => s.Speaks).ToList();
        var x1 = speaking.Sum(s => s.X1);
        double[] shares = [.. speaking.SelectMany(s => Enumerable.Repeat(s.Share, s.X1 + s.X0))];
        var exposed = new PoissonBinomial(shares);
        var (above, below) = (speaking.Sum(s => s.X1 * s.T0 / (s.T1 + s.T0)), speaking.Sum(s => s.X0 * s.T1 / (s.T1 + s.T0)));
        return new(x1, exposed.Mean, below == 0 ? null : above / below, exposed.AtLeast(x1), exposed.MidAtLeast(x1), exposed.AtMost(x1), exposed.AtLeast(shares.Length),
            EValue.OfTiltedCount(shares, x1))
        {
            Limits = LimitsOf(exposed.Mass, x1),
        };
    }

    // given the totals, a rate so many times as high makes each count so many times as likely as often as it counts
    private static (double Low, double? High) LimitsOf(IReadOnlyList<double> mass, int x1)
    {
        double[] logs = [.. mass.Select(m => Math.Log(m))];
        double Tail(double share, Func<int, bool> isIn)
        {
            var by = Math.Log(share) - MathNet.Numerics.SpecialFunctions.Log1p(-share);
            var most = logs.Select((log, k) => log + (k * by)).Max();
            var (tail, all) = (0.0, 0.0);
            for (var k = 0; k < logs.Length; k++)
            {
                var weight = Math.Exp(logs[k] + (k * by) - most);
                all += weight;
                tail += isIn(k) ? weight : 0;
            }

            return tail / all;
        }

        double Ratio(double share) => share / (1 - share);
        return (
            x1 == 0 ? 0 : Ratio(Binomial.Bisect(share => Tail(share, k => k >= x1) - Half)),
            x1 == logs.Length - 1 ? null : Ratio(Binomial.Bisect(share => Half - Tail(share, k => k <= x1))));
    }
}
