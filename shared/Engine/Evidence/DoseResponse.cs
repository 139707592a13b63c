namespace Timeline.Engine.Statistics;

/// <summary>
/// Whether more of the cause in a season brings more of the response: the sum of dose times response, responses permuted over the seasons. A trend
/// that both share looks like it too; so the changes from season to season are permuted as well, and the greater p decides.
/// </summary>
/// <param name="Score">Σ dose × response.</param>
/// <param name="Orders">How many rearrangements there are, or were drawn.</param>
/// <param name="AsMany">Those with at least that score.</param>
/// <param name="PScore">Their share.</param>
/// <param name="PMin">The smallest that rearranging can give.</param>
/// <param name="TauB">Kendall's; null where all doses or all responses are alike.</param>
/// <param name="InOrder">The share of rearrangements with at least as many pairs in order, less those out of order; it decides nothing, and is worked out when it is asked for.</param>
/// <param name="ChangeScore">Σ change of dose × change of response.</param>
/// <param name="PChange">Its p; null for fewer than <see cref="LeastForChanges"/> seasons.</param>
public sealed record DoseResponse(
    double Score, int Orders, int AsMany, double PScore, double PMin, int Concordant, int Discordant, double? TauB, Lazy<double> InOrder, double ChangeScore, double? PChange)
{
    /// <summary>Fewer seasons cannot reach a p of 0.01 (three cannot go below 0.167).</summary>
    public const int LeastSeasons = 5;

    /// <summary>Fewer seasons have too few changes.</summary>
    public const int LeastForChanges = 6;

    public double PKendall => InOrder.Value;

    /// <summary>The gate.</summary>
    public double P => PChange is { } change ? Math.Max(PScore, change) : PScore;

    /// <param name="dose">One a season, in their order, with its response at the same place; a season without an amount is left out of both.</param>
    /// <param name="seed">Of the draws, for more than eight seasons.</param>
    public static DoseResponse Of(IReadOnlyList<double> dose, IReadOnlyList<double> response, ulong seed)
    {
        var (score, concordance) = (Sum(dose, response), Concordance(dose, response));
        var (asMany, orders, most, atMost) = (0, 0, double.NegativeInfinity, 0);
        var tried = Rearrange(response, seed, moved =>
        {
            var drawn = Sum(dose, moved);
            orders++;
            asMany += DrawnP.AtLeast(drawn, score) ? 1 : 0;
            (most, atMost) = !DrawnP.AtLeast(drawn, most) ? (most, atMost) : DrawnP.AtLeast(most, drawn) ? (Math.Max(most, drawn), atMost + 1) : (drawn, 1);
        });
        double P(int count) => tried ? (double)count / orders : DrawnP.Of(count, orders);
        var (doses, responses) = (Changes(dose), Changes(response));
        return new(
            score, orders, asMany, P(asMany), P(atMost), concordance.Concordant, concordance.Discordant, TauOf(concordance, dose, response),
            new(() => ShareInOrder(dose, response, concordance.Concordant - concordance.Discordant, seed)),
            Sum(doses, responses), dose.Count < LeastForChanges ? null : ShareAtLeast(doses, responses, seed));
    }

    private static double ShareInOrder(IReadOnlyList<double> dose, IReadOnlyList<double> response, int seen, ulong seed)
    {
        var (asMany, orders) = (0, 0);
        var tried = Rearrange(response, seed, moved =>
        {
            var (more, fewer) = Concordance(dose, moved);
            orders++;
            asMany += more - fewer >= seen ? 1 : 0;
        });
        return tried ? (double)asMany / orders : DrawnP.Of(asMany, orders);
    }

    private static double ShareAtLeast(double[] dose, double[] response, ulong seed)
    {
        var (score, asMany, orders) = (Sum(dose, response), 0, 0);
        var tried = Rearrange(response, seed, moved =>
        {
            orders++;
            asMany += DrawnP.AtLeast(Sum(dose, moved), score) ? 1 : 0;
        });
        return tried ? (double)asMany / orders : DrawnP.Of(asMany, orders);
    }

    private static bool Rearrange(IReadOnlyList<double> response, ulong seed, Action<double[]> take)
    {
        var moved = new double[response.Count];
        var orders = new Permutations(response.Count);
        void Move(ReadOnlySpan<int> order)
        {
            for (var i = 0; i < moved.Length; i++)
            {
                moved[i] = response[order[i]];
            }

            take(moved);
        }

        if (orders.AreFew)
        {
            orders.TryAll(Move);
            return true;
        }

        orders.Draw(new(seed), DrawnP.ForRearrangements, Move);
        return false;
    }

    private static double Sum(IReadOnlyList<double> dose, IReadOnlyList<double> response)
    {
        var sum = 0.0;
        for (var i = 0; i < dose.Count; i++)
        {
            sum += dose[i] * response[i];
        }

        return sum;
    }

    private static (int Concordant, int Discordant) Concordance(IReadOnlyList<double> dose, IReadOnlyList<double> response)
    {
        var (concordant, discordant) = (0, 0);
        for (var i = 0; i < dose.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var sign = Math.Sign(dose[i] - dose[j]) * Math.Sign(response[i] - response[j]);
                concordant += sign > 0 ? 1 : 0;
                discordant += sign < 0 ? 1 : 0;
            }
        }

        return (concordant, discordant);
    }

    private static double? TauOf((int Concordant, int Discordant) pairs, IReadOnlyList<double> dose, IReadOnlyList<double> response)
    {
        var untied = Math.Sqrt(Untied(dose)) * Math.Sqrt(Untied(response));
        return untied == 0 ? null : (pairs.Concordant - pairs.Discordant) / untied;
    }

    private static double Untied(IReadOnlyList<double> values) =>
        (values.Count * (values.Count - 1.0) / 2) - values.GroupBy(v => v).Sum(g => g.Count() * (g.Count() - 1.0) / 2);

    private static double[] Changes(IReadOnlyList<double> values) => [.. values.Skip(1).Select((v, i) => v - values[i])];
}
