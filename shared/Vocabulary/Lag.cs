namespace Timeline.Vocabulary;

/// <summary>
/// How many days lie from one uncertain day to another: the second less the first, so negative where the second comes earlier.
/// The two days are taken as independent, each day of each as likely as any other.
/// </summary>
public static class Lag
{
    /// <summary>The least and the greatest lag in days; both can occur.</summary>
    public static (int Min, int Max) Between(UncertainDate a, UncertainDate b) =>
        (Day.Number(b.Earliest) - Day.Number(a.Latest), Day.Number(b.Latest) - Day.Number(a.Earliest));

    /// <summary>Whether <paramref name="b"/> comes from <paramref name="min"/> to <paramref name="max"/> days after <paramref name="a"/>; both bounds count.</summary>
    /// <remarks>Where <paramref name="max"/> is below <paramref name="min"/> no lag can satisfy it: impossible.</remarks>
    public static Verdict Within(UncertainDate a, UncertainDate b, int min, int max)
    {
        var all = (long)a.Days() * b.Days();
        return max < min ? Verdict.Of(0, all) : Verdict.Of(PairsAtMost(a, b, max) - PairsAtMost(a, b, (long)min - 1), all);
    }

    /// <summary>Pairs of days in which b comes at most so many days after a.</summary>
    internal static long PairsAtMost(UncertainDate a, UncertainDate b, long lag)
    {
        // beyond the lags that occur nothing changes, and the sums stay small
        var (least, greatest) = Between(a, b);
        lag = Math.Clamp(lag, (long)least - 1, greatest);
        // the last day of a leaves this many days of b within the lag; each day earlier leaves one fewer, between none and all
        var fromLastDay = Day.Number(a.Latest) + lag - Day.Number(b.Earliest) + 1;
        return Staircase(fromLastDay, b.Days()) - Staircase(fromLastDay - a.Days(), b.Days());
    }

    /// <summary>1 + 2 + … up to <paramref name="steps"/> steps, no step higher than <paramref name="ceiling"/>.</summary>
    private static long Staircase(long steps, long ceiling)
    {
        var rising = Math.Clamp(steps, 0, ceiling);
        return (rising * (rising + 1) / 2) + (Math.Max(0, steps - ceiling) * ceiling);
    }
}
