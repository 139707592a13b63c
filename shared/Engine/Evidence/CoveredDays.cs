using System.Runtime.InteropServices;

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

    public void Add(DaySpan window) => Change(window, 1);

    /// <summary>Takes back a window that was added before.</summary>
    public void TakeBack(DaySpan window) => Change(window, -1);

    public bool Holds(int day) => cover.ContainsKey(day);

    /// <summary>How many days of a stretch are covered.</summary>
    public int Within(DaySpan span) => span.Days < cover.Count
        ? Enumerable.Range(span.First, Math.Max(0, span.Days)).Count(cover.ContainsKey)
        : cover.Keys.Count(span.Holds);

    /// <summary>The same days counted up, for whoever asks of many stretches.</summary>
    public CountedUp Counted()
    {
        if (cover.Count == 0)
        {
            return new(0, [0]);
        }

        var (first, last) = (cover.Keys.Min(), cover.Keys.Max());
        var upTo = new int[last - first + 2];
        foreach (var day in cover.Keys)
        {
            upTo[day - first + 1] = 1;
        }

        for (var day = 1; day < upTo.Length; day++)
        {
            upTo[day] += upTo[day - 1];
        }

        return new(first, upTo);
    }

    /// <param name="First">The first covered day.</param>
    /// <param name="UpTo">How many are covered before the n-th day from it, from none.</param>
    public readonly record struct CountedUp(int First, int[] UpTo)
    {
        public int Within(DaySpan span) => Math.Max(0, Before(span.Last + 1) - Before(span.First));

        private int Before(int day) => UpTo[Math.Clamp(day - First, 0, UpTo.Length - 1)];
    }

    private void Change(DaySpan window, int by)
    {
        for (var day = window.First; day <= window.Last; day++)
        {
            ref var windows = ref CollectionsMarshal.GetValueRefOrAddDefault(cover, day, out _);
            windows += by;
            if (windows == 0)
            {
                cover.Remove(day);
            }
        }
    }
}
