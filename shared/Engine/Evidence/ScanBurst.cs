namespace Timeline.Engine.Statistics;

/// <summary>The most events in so many days in a row, and how often chance alone brings as many together.</summary>
/// <param name="Most">The largest count in any stretch of that many days.</param>
/// <param name="P">From draws; 1 where no two events come together.</param>
/// <param name="PMin">The share of draws with the most that could come together at all; 1 where that is not known.</param>
public sealed record ScanBurst(int Most, int AsMany, double P, double PMin = 1)
{
    /// <summary>Against days drawn evenly from the span: every event from the first to the last, anew each time.</summary>
    /// <param name="days">Day numbers, in any order.</param>
    /// <param name="window">Days in a row, from 1: a stretch [t, t + window - 1].</param>
    public static ScanBurst InSpan(IReadOnlyList<int> days, int span, int window, SplitMix64 chance, int draws) =>
        Against(MostWithin(days, window), draws, () => MostWithin(Draw(days.Count, () => chance.Below(span)), window));

    /// <summary>
    /// Against the same events in seasons drawn anew, each on its day of the year and at its place, so that what gathers every summer is no burst.
    /// </summary>
    /// <param name="events">In the order (day, id); for each its day in each of the seasons, in their order.</param>
    /// <param name="own">For each event the place of the season it came in.</param>
    /// <param name="near">Whether two events, by position, lie within the radius; null where places do not matter.</param>
    /// <param name="counting">Where days are in doubt: events all of whose days lie in the stretch, or some.</param>
    public static ScanBurst InSeasons(
        IReadOnlyList<IReadOnlyList<DaySpan>> events, IReadOnlyList<int> own, int window, Func<int, int, bool>? near, Counting counting, SplitMix64 chance, int draws)
    {
        int Most(Func<int, int> season) => MostOf([.. events.Select((e, i) => e[season(i)])], window, near, counting);
        if (events.Count == 0)
        {
            return new(0, draws, 1);
        }

        // more cannot come together than when all fall in one season
        var (most, reachable, asMany, atMost) = (Most(i => own[i]), Most(_ => 0), 0, 0);
        reachable = Math.Max(reachable, most);
        for (var i = 0; i < draws; i++)
        {
            var drawn = Draw(events.Count, () => chance.Below(events[0].Count));
            var came = Most(e => drawn[e]);
            asMany += came >= most ? 1 : 0;
            atMost += came >= reachable ? 1 : 0;
        }

        return new(most, asMany, DrawnP.Of(asMany, draws), DrawnP.Of(atMost, draws));
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

    // from each event on, those that come within the days and lie near it; whatever most come together, the stretch may begin where the earliest of them ends or begins
    private static int MostOf(DaySpan[] days, int window, Func<int, int, bool>? near, Counting counting)
    {
        int Begins(int i) => counting == Counting.Certain ? days[i].First : days[i].Last;
        bool Lies(int i, int start) => counting == Counting.Certain ? days[i].First >= start && days[i].Last < start + window : days[i].First < start + window && days[i].Last >= start;
        var order = Enumerable.Range(0, days.Length).OrderBy(Begins).ToArray();
        var longest = counting == Counting.Certain ? 0 : days.Max(d => d.Days - 1);
        var most = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var start = Begins(order[i]);
            if (!Lies(order[i], start))
            {
                continue;   // longer in doubt than the stretch is
            }

            // what may come in the stretch begins before it is over; who comes before in this order ended before it
            var together = 1;
            for (var j = i + 1; j < order.Length && Begins(order[j]) - longest < start + window; j++)
            {
                together += Lies(order[j], start) && near?.Invoke(order[i], order[j]) != false ? 1 : 0;
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
