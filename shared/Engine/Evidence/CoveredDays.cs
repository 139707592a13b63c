namespace Timeline.Engine.Statistics;

/// <summary>
/// The days that lie in some window, kept as how many windows lie over each day: adding a window and taking it back are exact opposites, so that
/// no order of arrival and no correction can leave a trace.
/// </summary>
public sealed class CoveredDays
{
    private readonly Dictionary<int, int> cover = [];

    public static CoveredDays Of(IEnumerable<DaySpan> windows)
    {
        var days = new CoveredDays();
        foreach (var window in windows)
        {
            days.Add(window);
        }

        return days;
    }

    /// <returns>The days that were bare and are covered now.</returns>
    public IReadOnlyList<int> Add(DaySpan window) => Change(window, 1);

    /// <summary>Takes back a window that was added before.</summary>
    /// <returns>The days that were covered and are bare now.</returns>
    public IReadOnlyList<int> TakeBack(DaySpan window) => Change(window, -1);

    public bool Holds(int day) => cover.ContainsKey(day);

    /// <summary>How many days of a stretch are covered.</summary>
    public int Within(DaySpan span) => span.Days < cover.Count
        ? Enumerable.Range(span.First, Math.Max(0, span.Days)).Count(cover.ContainsKey)
        : cover.Keys.Count(span.Holds);

    private List<int> Change(DaySpan window, int by)
    {
        var flipped = new List<int>();
        for (var day = window.First; day <= window.Last; day++)
        {
            var before = cover.GetValueOrDefault(day);
            if (before + by == 0)
            {
                cover.Remove(day);
            }
            else
            {
                cover[day] = before + by;
            }

            if (before == 0 || before + by == 0)
            {
                flipped.Add(day);
            }
        }

        return flipped;
    }
}
