using Timeline.Contracts;
using Timeline.Engine.Statistics;

namespace Timeline.Engine;

/// <summary>follows, gated-window: whether responses lie in the windows that causes open more often than their season explains.</summary>
internal static class TestWindows
{
    public static Tested? Of(SeasonsSeen seen)
    {
        var found = seen.WeighWindows();
        return found.Seasons.Count == 0 ? null
            : Tested.Of(found.Ladder, found.Certain.Expected, found.Certain.E, tier => SaySeasonal.Of(found, tier), NaiveOf(found));
    }

    /// <summary>S0, of what has any response at all.</summary>
    public static IReadOnlyList<ShownNumber> NaiveOf(SeasonalFinding found) => found.Certain.N == 0 ? []
        : [new(ShownNumber.Naive, found.Naive.P, null, null, null, "What p would be were every day of the year alike. Where anything has a season that is no evidence.")];
}
