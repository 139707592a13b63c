using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Exposed days and all others of the span, by calendar month (summed over the years), with the responses of each: so that a month rich in
/// responses by itself is compared with itself only.
/// </summary>
public static class MonthStrata
{
    /// <param name="observed">The stretches of days observed, none twice.</param>
    /// <param name="windows">The exposed stretches; where they overlap a day counts once.</param>
    /// <param name="responses">Each in all its days; those that begin outside them are left out.</param>
    /// <param name="counting">Where its days are in doubt a response is exposed if all of them are, or if one is; else it is baseline, in the month of its first day.</param>
    /// <param name="washout">So many days before each window are neither exposed nor baseline: what brings the trigger may bring responses too.</param>
    /// <returns>January to December.</returns>
    public static IReadOnlyList<Stratum> Of(IReadOnlyList<DaySpan> observed, IReadOnlyList<DaySpan> windows, IEnumerable<DaySpan> responses, Counting counting, int washout = 0)
    {
        var exposed = CoveredDays.Of(windows);
        var washed = CoveredDays.Of(windows.Select(w => new DaySpan(w.First - washout, w.First - 1)));
        var (x1, t1, x0, t0) = (new int[12], new int[12], new int[12], new int[12]);
        void Count(DaySpan days, int[] inExposed, int[] inBaseline)
        {
            var month = Day.At(days.First).Month - 1;
            var covered = exposed.Within(days);
            if (counting == Counting.Certain ? covered == days.Days : covered > 0)
            {
                inExposed[month]++;
            }
            else if (!washed.Holds(days.First))
            {
                inBaseline[month]++;
            }
        }

        foreach (var day in observed.SelectMany(o => Enumerable.Range(o.First, o.Days)))
        {
            Count(new(day, day), t1, t0);
        }

        foreach (var days in responses.Where(r => observed.Any(o => o.Holds(r.First))))
        {
            Count(days, x1, x0);
        }

        return [.. Enumerable.Range(0, 12).Select(m => new Stratum(x1[m], t1[m], x0[m], t0[m]))];
    }
}
