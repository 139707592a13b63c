using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Exposed days and all others of the span, by calendar month (summed over the years), with the responses of each: so that a month rich in
/// responses by itself is compared with itself only.
/// </summary>
public static class MonthStrata
{
    /// <param name="span">The days observed.</param>
    /// <param name="windows">The exposed stretches; where they overlap a day counts once.</param>
    /// <param name="responses">Day numbers; those outside the span are left out.</param>
    /// <param name="washout">So many days before each window are neither exposed nor baseline: what brings the trigger may bring responses too.</param>
    /// <returns>January to December.</returns>
    public static IReadOnlyList<Stratum> Of(DaySpan span, IReadOnlyList<DaySpan> windows, IEnumerable<int> responses, int washout = 0)
    {
        var exposed = CoveredDays.Of(windows);
        var washed = CoveredDays.Of(windows.Select(w => new DaySpan(w.First - washout, w.First - 1)));
        var (x1, t1, x0, t0) = (new int[12], new int[12], new int[12], new int[12]);
        void Count(int day, int[] inExposed, int[] inBaseline)
        {
            var month = Day.At(day).Month - 1;
            if (exposed.Holds(day))
            {
                inExposed[month]++;
            }
            else if (!washed.Holds(day))
            {
                inBaseline[month]++;
            }
        }

        for (var day = span.First; day <= span.Last; day++)
        {
            Count(day, t1, t0);
        }

        foreach (var day in responses.Where(span.Holds))
        {
            Count(day, x1, x0);
        }

        return [.. Enumerable.Range(0, 12).Select(m => new Stratum(x1[m], t1[m], x0[m], t0[m]))];
    }
}
