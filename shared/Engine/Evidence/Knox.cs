using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Whether events that are near in space are near in time more often than chance would have it (Knox 1964). The days are shuffled over the places,
/// those of a quarter of the year only among themselves, so that a season is not taken for contagion.
/// </summary>
/// <param name="X">Pairs near in both.</param>
/// <param name="InTime">Pairs near in time.</param>
/// <param name="InSpace">Pairs near in space.</param>
/// <param name="Pairs">All pairs.</param>
/// <param name="Expected">InTime × InSpace / Pairs.</param>
/// <param name="PPoisson">P(X or more) were it Poisson: a screen.</param>
/// <param name="AsMany">Shuffles with at least X such pairs.</param>
/// <param name="P">Their p; 1 for fewer than two events or where no pair could be expected.</param>
public sealed record Knox(int X, long InTime, int InSpace, long Pairs, double Expected, double PPoisson, int AsMany, double P)
{
    /// <param name="days">Of each event, in the order (day, id).</param>
    /// <param name="near">The pairs of places (by their position) that lie near one another.</param>
    /// <param name="most">Days apart at most; counts.</param>
    /// <param name="strata">For each event the stratum within which its day may move; null where any day may go anywhere.</param>
    public static Knox Of(IReadOnlyList<int> days, IReadOnlyList<(int First, int Second)> near, int most, IReadOnlyList<int>? strata, SplitMix64 chance, int draws)
    {
        var n = days.Count;
        var (pairs, inTime, x) = ((long)n * (n - 1) / 2, InTimeOf(days, most), XOf(days, near, most));
        var expected = pairs == 0 ? 0 : (double)inTime * near.Count / pairs;
        var groups = Enumerable.Range(0, n).GroupBy(i => strata?[i] ?? 0).OrderBy(g => g.Key).Select(g => g.ToArray()).ToList();
        var asMany = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            asMany += XOf(Shuffle(days, groups, chance), near, most) >= x ? 1 : 0;
        }

        return new(x, inTime, near.Count, pairs, expected, x == 0 ? 1 : SpecialFunctions.GammaLowerRegularized(x, expected), asMany, DrawnP.Of(asMany, draws));
    }

    /// <summary>The quarter of the calendar year a month lies in, from 0.</summary>
    public static int Quarter(int month) => (month - 1) / 3;

    private static int[] Shuffle(IReadOnlyList<int> days, List<int[]> groups, SplitMix64 chance)
    {
        var moved = days.ToArray();
        foreach (var group in groups)
        {
            var values = Array.ConvertAll(group, i => days[i]);
            chance.Shuffle<int>(values);
            for (var i = 0; i < group.Length; i++)
            {
                moved[group[i]] = values[i];
            }
        }

        return moved;
    }

    private static int XOf(IReadOnlyList<int> days, IReadOnlyList<(int First, int Second)> near, int most)
    {
        var count = 0;
        foreach (var (a, b) in near)
        {
            count += Math.Abs(days[a] - days[b]) <= most ? 1 : 0;
        }

        return count;
    }

    private static long InTimeOf(IReadOnlyList<int> days, int most)
    {
        var sorted = days.Order().ToArray();
        var (count, first) = (0L, 0);
        for (var last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] > most)
            {
                first++;
            }

            count += last - first;
        }

        return count;
    }
}
