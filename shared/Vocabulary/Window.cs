namespace Timeline.Vocabulary;

/// <summary>Whether an uncertain day lies in a window whose edges are uncertain. The opening day counts, the closing day does not.</summary>
public static class Window
{
    /// <summary>Whether opens ≤ day &lt; closes; the share is counted over the choices in which the window opens before it closes.</summary>
    public static Verdict Holds(UncertainDate opens, UncertainDate day, UncertainDate closes)
    {
        long windows = 0;
        long held = 0;
        for (var open = Day.Number(opens.Earliest); open <= Day.Number(opens.Latest); open++)
        {
            windows += Math.Max(0, Day.Number(closes.Latest) - Math.Max(open + 1, Day.Number(closes.Earliest)) + 1);
        }

        for (var d = Math.Max(Day.Number(day.Earliest), Day.Number(opens.Earliest)); d <= Day.Number(day.Latest) && d < Day.Number(closes.Latest); d++)
        {
            held += (long)Math.Min(d - Day.Number(opens.Earliest) + 1, opens.Days()) * Math.Min(Day.Number(closes.Latest) - d, closes.Days());
        }

        var certain = day.Earliest >= opens.Latest && day.Latest < closes.Earliest;
        return held == 0 ? Verdict.Never : new(certain ? Certainty.Certain : Certainty.Possible, held, windows * day.Days());
    }
}
