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
    /// <summary>
    /// The share of shuffles, the order seen among them, with the most pairs that any of them had: about the smallest p there is. It is estimated, and errs upwards.
    /// </summary>
    public double PMin { get; private init; } = 1;

    /// <summary>Seasons in which a pair begins; 0 where none are told.</summary>
    public int Seasons { get; private init; }

    /// <param name="days">Of each event, in the order (day, id).</param>
    /// <param name="near">The pairs of places (by their position) that lie near one another.</param>
    /// <param name="most">Days apart at most; counts.</param>
    /// <param name="strata">For each event the stratum within which its day may move; null where any day may go anywhere.</param>
    public static Knox Of(IReadOnlyList<int> days, IReadOnlyList<(int First, int Second)> near, int most, IReadOnlyList<int>? strata, SplitMix64 chance, int draws)
    {
        var n = days.Count;
        return Shuffled([.. days.Select(d => new DaySpan(d, d))], near, (long)n * (n - 1) / 2, InTimeOf(days, most), most, strata, Counting.Certain, chance, draws);
    }

    /// <summary>The same of days in doubt, and of two sorts of events of which only pairs of one with the other are asked for.</summary>
    /// <param name="isPair">Whether two events, by position, are one of each sort.</param>
    /// <param name="seasons">For each event the season it lies in.</param>
    /// <param name="counting">Certain: pairs that are near in time whatever the true days are; possible: for some of them.</param>
    public static Knox Of(
        IReadOnlyList<DaySpan> days, IReadOnlyList<(int First, int Second)> near, Func<int, int, bool> isPair, int most, IReadOnlyList<int> strata, IReadOnlyList<int> seasons,
        Counting counting, SplitMix64 chance, int draws)
    {
        var (pairs, inTime) = (0L, 0L);
        for (var a = 0; a < days.Count; a++)
        {
            for (var b = a + 1; b < days.Count; b++)
            {
                if (isPair(a, b))
                {
                    pairs++;
                    inTime += AreNear(days[a], days[b], most, counting) ? 1 : 0;
                }
            }
        }

        return Shuffled([.. days], near, pairs, inTime, most, strata, counting, chance, draws) with
        {
            Seasons = near.Where(p => AreNear(days[p.First], days[p.Second], most, counting)).Select(p => Math.Min(seasons[p.First], seasons[p.Second])).Distinct().Count(),
        };
    }

    private static Knox Shuffled(
        DaySpan[] days, IReadOnlyList<(int First, int Second)> near, long pairs, long inTime, int most, IReadOnlyList<int>? strata, Counting counting, SplitMix64 chance, int draws)
    {
        var x = XOf(days, near, most, counting);
        var expected = pairs == 0 ? 0 : (double)inTime * near.Count / pairs;
        var groups = Enumerable.Range(0, days.Length).GroupBy(i => strata?[i] ?? 0).OrderBy(g => g.Key).Select(g => g.ToArray()).ToList();
        var (asMany, greatest, atGreatest) = (0, x, 0);
        for (var draw = 0; draw < draws; draw++)
        {
            var drawn = XOf(Shuffle(days, groups, chance), near, most, counting);
            asMany += drawn >= x ? 1 : 0;
            (greatest, atGreatest) = drawn > greatest ? (drawn, 1) : (greatest, atGreatest + (drawn == greatest ? 1 : 0));
        }

        return new(x, inTime, near.Count, pairs, expected, x == 0 ? 1 : SpecialFunctions.GammaLowerRegularized(x, expected), asMany, DrawnP.Of(asMany, draws))
        {
            PMin = DrawnP.Of(atGreatest, draws),
        };
    }

    private static bool AreNear(DaySpan a, DaySpan b, int most, Counting counting) => counting == Counting.Certain
        ? a.Last - b.First <= most && b.Last - a.First <= most
        : a.First - b.Last <= most && b.First - a.Last <= most;

    /// <summary>The quarter of the calendar year a month lies in, from 0.</summary>
    public static int Quarter(int month) => (month - 1) / 3;

    private static DaySpan[] Shuffle(DaySpan[] days, List<int[]> groups, SplitMix64 chance)
    {
        var moved = (DaySpan[])days.Clone();
        foreach (var group in groups)
        {
            var values = Array.ConvertAll(group, i => days[i]);
            chance.Shuffle<DaySpan>(values);
            for (var i = 0; i < group.Length; i++)
            {
                moved[group[i]] = values[i];
            }
        }

        return moved;
    }

    private static int XOf(DaySpan[] days, IReadOnlyList<(int First, int Second)> near, int most, Counting counting)
    {
        var count = 0;
        foreach (var (a, b) in near)
        {
            count += AreNear(days[a], days[b], most, counting) ? 1 : 0;
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
