using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>Seasons with the cause and without, in which the response came and did not: is it likelier with the cause? Fisher's exact test.</summary>
/// <param name="PGreater">One-sided, the gate.</param>
/// <param name="PMin">The smallest one-sided p that these margins can give.</param>
/// <param name="RiskDifference">Null where one of the rows is empty.</param>
/// <param name="LogOddsRatio">With a half added to each cell (Haldane).</param>
/// <param name="E">3^a over the mean of 3^A when causes fall on the seasons by chance: an e-value for one look, as in <see cref="SeasonPermutation"/>.</param>
public sealed record FisherAbsence(double PGreater, double PLess, double MidPGreater, double MidPLess, double PTwoSided, double PMin, double? RiskDifference, double LogOddsRatio, double E)
{
    /// <param name="a">With the cause, it came.</param>
    /// <param name="b">With the cause, it did not.</param>
    /// <param name="c">Without, it came.</param>
    /// <param name="d">Without, it did not.</param>
    public static FisherAbsence Of(int a, int b, int c, int d)
    {
        var (least, most) = (Math.Max(0, a + c - (c + d)), Math.Min(a + b, a + c));
        double Mass(int x) => Math.Exp(
            SpecialFunctions.BinomialLn(a + b, x) + SpecialFunctions.BinomialLn(c + d, a + c - x) - SpecialFunctions.BinomialLn(a + b + c + d, a + c));
        var greater = Tail(most, a, -1);
        var less = Tail(least, a, 1);
        return new(
            greater, less, greater - (Mass(a) / 2), less - (Mass(a) / 2), Math.Min(1, LeastLikely.Sum(Enumerable.Range(least, most - least + 1).Select(Mass), Mass(a))), Mass(most),
            a + b == 0 || c + d == 0 ? null : ((double)a / (a + b)) - ((double)c / (c + d)),
            Math.Log((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5))),
            1 / Enumerable.Range(least, most - least + 1).Sum(x => Mass(x) * Math.Pow(3, x - a)));

        // from the far end, which is the small one, to what was seen
        double Tail(int from, int to, int step)
        {
            var sum = 0.0;
            for (var x = from; x != to + step; x += step)
            {
                sum += Mass(x);
            }

            return Math.Min(1, sum);
        }
    }
}
