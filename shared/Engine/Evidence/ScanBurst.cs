namespace Timeline.Engine.Statistics;

/// <summary>The most events in so many days in a row, and how often chance alone brings as many together.</summary>
/// <param name="Most">The largest count in any stretch of that many days.</param>
/// <param name="P">From draws; 1 where no two events come together.</param>
public sealed record ScanBurst(int Most, int AsMany, double P)
{
    /// <summary>Against days drawn evenly from the span: every event from the first to the last, anew each time.</summary>
    /// <param name="days">Day numbers, in any order.</param>
    /// <param name="window">Days in a row, from 1: a stretch [t, t + window - 1].</param>
    public static ScanBurst InSpan(IReadOnlyList<int> days, int span, int window, SplitMix64 chance, int draws) =>
        Against(MostWithin(days, window), draws, () => MostWithin(Draw(days.Count, () => chance.Below(span)), window));

    /// <summary>
    /// Against the same events in seasons drawn anew, each on its day of the year and at its place, so that what gathers every summer is no burst.
    /// </summary>
    /// <param name="events">In the order (day, id); for each its day number in each of the seasons, in their order.</param>
    /// <param name="own">For each event the place of the season it came in.</param>
    /// <param name="near">Whether two events, by position, lie within the radius; null where places do not matter.</param>
    public static ScanBurst InSeasons(IReadOnlyList<IReadOnlyList<int>> events, IReadOnlyList<int> own, int window, Func<int, int, bool>? near, SplitMix64 chance, int draws)
    {
        int Most(Func<int, int> season)
        {
            var days = events.Select((e, i) => e[season(i)]).ToList();
            return near is null ? MostWithin(days, window) : MostNear(days, window, near);
        }

        return Against(Most(i => own[i]), draws, () =>
        {
            var drawn = Draw(events.Count, () => chance.Below(events[0].Count));
            return Most(i => drawn[i]);
        });
    }

    /// <summary>The most events in any stretch of so many days; those on one day all count.</summary>
    public static int MostWithin(IReadOnlyList<int> days, int window)
    {
        var sorted = days.Order().ToArray();
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Length; last++)
        {
            while (sorted[last] - sorted[first] >= window)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    // from each event on, those that come within the days and lie near it
    private static int MostNear(List<int> days, int window, Func<int, int, bool> near)
    {
        var order = Enumerable.Range(0, days.Count).OrderBy(i => days[i]).ToArray();
        var most = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var together = 1;
            for (var j = i + 1; j < order.Length && days[order[j]] - days[order[i]] < window; j++)
            {
                together += near(order[i], order[j]) ? 1 : 0;
            }

            most = Math.Max(most, together);
        }

        return most;
    }

    private static ScanBurst Against(int most, int draws, Func<int> draw)
    {
        var asMany = 0;
        for (var i = 0; i < draws; i++)
        {
            asMany += draw() >= most ? 1 : 0;
        }

        return new(most, asMany, DrawnP.Of(asMany, draws));
    }

    private static List<int> Draw(int n, Func<int> next) => [.. Enumerable.Range(0, n).Select(_ => next())];
}
