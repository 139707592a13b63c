namespace Timeline.Vocabulary;

/// <summary>
/// Whether an uncertain day lies in a window whose opening and closing are themselves uncertain. The opening day counts, the closing day does not.
/// </summary>
public static class Window
{
    /// <summary>Whether opens ≤ day &lt; closes.</summary>
    /// <remarks>
    /// <para>Certain where it holds whatever the three days are; impossible where no choice satisfies it, also where no choice of opening and
    /// closing makes a window at all. Otherwise the share counts, of the choices in which the window opens before it closes, those that hold the day.</para>
    /// <para>So an opening that may lie after the closing leaves the verdict possible even where the share is 1: the window is not sure to be one.</para>
    /// </remarks>
    public static Verdict Holds(UncertainDate opens, UncertainDate day, UncertainDate closes)
    {
        var windows = Windows(opens, closes);
        var satisfied = Triples(opens, day, closes);
        if (satisfied == 0)
        {
            return Verdict.Never;
        }

        var certain = day.Earliest >= opens.Latest && day.Latest < closes.Earliest;
        var (held, all) = Fit(satisfied, (Int128)windows * day.Days());
        return new(certain ? Certainty.Certain : Certainty.Possible, held, all);
    }

    /// <summary>Pairs in which it opens before it closes.</summary>
    private static long Windows(UncertainDate opens, UncertainDate closes) =>
        ((long)opens.Days() * closes.Days()) - Lag.PairsAtMost(opens, closes, 0);

    private static Int128 Triples(UncertainDate opens, UncertainDate day, UncertainDate closes)
    {
        var (open, close) = (Day.Number(opens.Earliest), Day.Number(closes.Latest));
        var first = Math.Max(Day.Number(day.Earliest), open);
        var last = Math.Min(Day.Number(day.Latest), close - 1);
        Int128 triples = 0;
        for (var d = first; d <= last; d++)
        {
            // openings on or before this day, times closings after it
            triples += (long)Math.Min(d - open + 1, opens.Days()) * Math.Min(close - d, closes.Days());
        }

        return triples;
    }

    /// <summary>Exact for dates up to two million days wide; beyond that both counts are halved together until they fit.</summary>
    private static (long Satisfied, long All) Fit(Int128 satisfied, Int128 all)
    {
        while (all > long.MaxValue)
        {
            (satisfied, all) = ((satisfied + 1) / 2, (all + 1) / 2);
        }

        return ((long)satisfied, (long)all);
    }
}
