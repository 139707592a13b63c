namespace Timeline.Engine.Statistics;

/// <summary>
/// The rearrangements that one seed draws of so many places, kept for as long as several tests have them in common: a season left out in turn leaves as many places
/// whichever it is, and to draw an order costs many times what it costs to look at it.
/// </summary>
/// <remarks>They are those of <see cref="Permutations.Draw"/>, where all places may change with all. Not safe for use from two threads at once.</remarks>
internal sealed class DrawnOrders(ulong seed)
{
    private readonly Dictionary<(int Places, int Draws), int[]> drawn = [];

    public void Each(int places, int draws, Permutations.Take take)
    {
        if (!drawn.TryGetValue((places, draws), out var orders))
        {
            drawn[(places, draws)] = orders = Draw(places, draws);
        }

        for (var draw = 0; draw < draws; draw++)
        {
            take(orders.AsSpan(draw * places, places));
        }
    }

    private int[] Draw(int places, int draws)
    {
        var orders = new int[places * draws];
        var at = 0;
        new Permutations(places).Draw(new(seed), draws, order =>
        {
            order.CopyTo(orders.AsSpan(at));
            at += places;
        });
        return orders;
    }
}
