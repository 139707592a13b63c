using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Whether more was counted or weighed in exposed windows than in matched windows without exposure (the same calendar days of other years, those
/// with nothing kept as 0): which windows were exposed is permuted. The gate is the sum of ln(1 + x), so that one giant seizure does not decide.
/// </summary>
/// <param name="Choices">How many choices of exposed windows there are, or were drawn.</param>
/// <param name="SumAsMany">Choices whose sum is at least the one seen.</param>
/// <param name="PSum">By the sum; shown.</param>
/// <param name="LogAsMany">Choices whose sum of ln(1 + x) is.</param>
/// <param name="P">By the sum of ln(1 + x): the gate.</param>
/// <param name="PMin">One over the number of choices: the smallest p possible without ties.</param>
/// <param name="MeanRatio">Mean exposed over mean control; null where the latter is 0.</param>
/// <param name="Shift">Hodges and Lehmann's shift of ln(1 + x).</param>
/// <param name="U">Mann and Whitney's count of pairs in which the exposed window has more, ties half.</param>
/// <param name="Superiority">U of all pairs: the chance that an exposed window has more than a control.</param>
public sealed record QuantityPermutation(
    double Choices, int SumAsMany, double PSum, int LogAsMany, double P, double PMin, double? MeanRatio, double Shift, double U, double Superiority)
{
    /// <summary>No more choices than this are tried one by one.</summary>
    public const double MostTried = 200_000;

    /// <summary>The choices were drawn: there are too many to try.</summary>
    public bool IsDrawn => 1 / PMin > MostTried;

    /// <summary>exp of the shift: how many times as much, roughly.</summary>
    public double Multiplier => Math.Exp(Shift);

    /// <param name="exposed">Totals, not negative; at least one.</param>
    /// <param name="control">Likewise; at least one.</param>
    /// <param name="seed">Of the draws, where there are too many choices to try.</param>
    public static QuantityPermutation Of(IReadOnlyList<double> exposed, IReadOnlyList<double> control, ulong seed)
    {
        double[] all = [.. exposed, .. control];
        double[] logs = [.. all.Select(SpecialFunctions.Log1p)];
        var choices = Math.Round(SpecialFunctions.Binomial(all.Length, exposed.Count));
        var (sum, log) = (exposed.Sum(), logs.Take(exposed.Count).Sum());
        var (sums, inLogs) = (0, 0);
        void Take(ReadOnlySpan<int> chosen)
        {
            var (s, l) = (0.0, 0.0);
            foreach (var i in chosen)
            {
                s += all[i];
                l += logs[i];
            }

            sums += DrawnP.AtLeast(s, sum) ? 1 : 0;
            inLogs += DrawnP.AtLeast(l, log) ? 1 : 0;
        }

        var tried = choices <= MostTried;
        if (tried)
        {
            EachChoice(all.Length, exposed.Count, Take);
        }
        else
        {
            new Permutations(all.Length).Draw(new(seed), DrawnP.ForRearrangements, order => Take(order[..exposed.Count]));
        }

        double P(int asMany) => tried ? asMany / choices : DrawnP.Of(asMany, DrawnP.ForRearrangements);
        var pairs = exposed.SelectMany(e => control.Select(c => (e, c))).ToList();
        var u = pairs.Sum(p => p.e > p.c ? 1 : p.e == p.c ? 0.5 : 0);
        var mean = control.Average();
        return new(
            tried ? choices : DrawnP.ForRearrangements, sums, P(sums), inLogs, P(inLogs), 1 / choices, mean == 0 ? null : exposed.Average() / mean,
            Middle([.. pairs.Select(p => SpecialFunctions.Log1p(p.e) - SpecialFunctions.Log1p(p.c)).Order()]), u, u / pairs.Count);
    }

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>Every choice of so many of n, each once, in the order of the dictionary.</summary>
    private static void EachChoice(int n, int of, Permutations.Take take)
    {
        var chosen = Enumerable.Range(0, of).ToArray();
        while (true)
        {
            take(chosen);
            var i = of - 1;
            while (i >= 0 && chosen[i] == n - of + i)
            {
                i--;
            }

            if (i < 0)
            {
                return;
            }

            chosen[i]++;
            for (var j = i + 1; j < of; j++)
            {
                chosen[j] = chosen[j - 1] + 1;
            }
        }
    }
}
