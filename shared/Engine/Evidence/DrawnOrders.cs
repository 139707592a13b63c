namespace Timeline.Engine.Statistics;

/// <summary>
/// Rearrangements drawn from one seed, kept while they are read again: the certain and the possible reading of a finding ask for the same ones, and each season
/// that is left out in turn asks for those of one place fewer. To draw them costs far more than to read hits off them.
/// </summary>
internal sealed class DrawnOrders(ulong seed)
{
    private readonly List<(int Places, IReadOnlyList<int>? Regimes, int[] Orders)> drawn = [];

    /// <summary>As many as <see cref="DrawnP.ForRearrangements"/>, one behind the other.</summary>
    public int[] Of(int places, IReadOnlyList<int>? regimes)
    {
        var at = drawn.FindIndex(d => d.Places == places && (d.Regimes is null ? regimes is null : regimes is not null && d.Regimes.SequenceEqual(regimes)));
        if (at < 0)
        {
            drawn.Add((places, regimes, Draw(places, regimes, new(seed), DrawnP.ForRearrangements)));
            at = drawn.Count - 1;
        }

        return drawn[at].Orders;
    }

    /// <param name="regimes">For each place its regime; null where all may change with all.</param>
    public static int[] Draw(int places, IReadOnlyList<int>? regimes, SplitMix64 chance, int draws)
    {
        var orders = new int[places * draws];
        var at = 0;
        new Permutations(places, regimes).Draw(chance, draws, order =>
        {
            order.CopyTo(orders.AsSpan(at));
            at += places;
        });
        return orders;
    }
}
