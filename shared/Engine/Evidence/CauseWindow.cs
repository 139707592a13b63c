using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>The days that a cause opens to its responses, where the cause's own days may be in doubt.</summary>
/// <param name="Surely">The days that lie in the window whatever the true days are; null where there are none.</param>
/// <param name="Possibly">The days that lie in it for some choice of the true days.</param>
public readonly record struct CauseWindow(DaySpan? Surely, DaySpan Possibly)
{
    /// <summary>From <paramref name="least"/> to <paramref name="most"/> days after the cause; both count. Null where most is below least.</summary>
    public static CauseWindow? After(UncertainDate cause, int least, int most)
    {
        var days = DaySpan.Of(cause);
        return Of(new(days.Last + least, days.First + most), new(days.First + least, days.Last + most));
    }

    /// <summary>From the day it opens, which counts, to the day it closes, which does not. Null where it closes before it opens whatever the days.</summary>
    public static CauseWindow? Between(UncertainDate opens, UncertainDate closes)
    {
        var (open, close) = (DaySpan.Of(opens), DaySpan.Of(closes));
        return Of(new(open.Last, close.First - 1), new(open.First, close.Last - 1));
    }

    private static CauseWindow? Of(DaySpan surely, DaySpan possibly) => possibly.Days < 1 ? null : new(surely.Days < 1 ? null : surely, possibly);
}
