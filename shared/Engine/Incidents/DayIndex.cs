using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Finds what may have begun in a stretch of days without looking at all of history. Each interval lies in the year of its first day, in the order of first days: those of up to two
/// months in one table, those of up to two years in another, so that how far before a stretch one must look is known; wider ones lie apart.
/// </summary>
internal sealed class DayIndex
{
    /// <summary>Days, both ends counting.</summary>
    private const int TwoMonths = 62, TwoYears = 731;

    private readonly record struct Held(Standing Standing, int From, int To);

    private sealed class OfKind
    {
        public Dictionary<int, List<Held>> Narrow { get; } = [];
        public Dictionary<int, List<Held>> Wide { get; } = [];
        public List<Held> Apart { get; } = [];
    }

    private readonly Dictionary<Kind, OfKind> kinds = [];
    private int first = int.MaxValue;
    private int last = int.MinValue;

    /// <param name="isIn">It comes in; else it goes, and had come in with these days.</param>
    public void Put(Standing standing, UncertainDate days, bool isIn)
    {
        var held = new Held(standing, Day.Number(days.Earliest), Day.Number(days.Latest));
        (first, last) = (Math.Min(first, held.From), Math.Max(last, held.To));
        if (!kinds.TryGetValue(standing.Kind, out var kind))
        {
            kinds[standing.Kind] = kind = new();
        }

        var width = held.To - held.From + 1;
        var bucket = width > TwoYears ? kind.Apart : OfYear(width <= TwoMonths ? kind.Narrow : kind.Wide, days.Earliest.Year);
        var at = FirstFrom(bucket, held.From);
        if (isIn)
        {
            bucket.Insert(at, held);
            return;
        }

        for (; at < bucket.Count && bucket[at].From == held.From; at++)
        {
            if (ReferenceEquals(bucket[at].Standing, standing))
            {
                bucket.RemoveAt(at);
                return;
            }
        }
    }

    /// <summary>All of a kind whose days share a day with day numbers <paramref name="from"/> to <paramref name="to"/>, both counting; each once, in no order.</summary>
    public List<Standing> Touching(Kind kind, long from, long to)
    {
        var found = new List<Standing>();
        if (first > last || to < from || from > last || to < first || !kinds.TryGetValue(kind, out var of))
        {
            return found;
        }

        // no further than anything recorded reaches, or a wide question would walk through empty centuries
        var (least, most) = ((int)Math.Max(from, first), (int)Math.Min(to, last));
        Collect(of.Narrow, least, most, TwoMonths, found);
        Collect(of.Wide, least, most, TwoYears, found);
        Collect(of.Apart, least, most, first, found);
        return found;
    }

    private void Collect(Dictionary<int, List<Held>> years, int least, int most, int widest, List<Standing> found)
    {
        if (years.Count == 0)
        {
            return;
        }

        var begins = Math.Max(least - widest + 1, first);
        for (var (year, end) = (Day.At(begins).Year, Day.At(most).Year); year <= end; year++)
        {
            if (years.TryGetValue(year, out var held))
            {
                Collect(held, least, most, begins, found);
            }
        }
    }

    /// <param name="begins">None that begins before this day reaches the stretch.</param>
    private static void Collect(List<Held> held, int least, int most, int begins, List<Standing> found)
    {
        for (var at = FirstFrom(held, begins); at < held.Count && held[at].From <= most; at++)
        {
            if (held[at].To >= least)
            {
                found.Add(held[at].Standing);
            }
        }
    }

    private static List<Held> OfYear(Dictionary<int, List<Held>> years, int year)
    {
        if (!years.TryGetValue(year, out var held))
        {
            years[year] = held = [];
        }

        return held;
    }

    /// <summary>Where the first stands that begins on a day or after it.</summary>
    private static int FirstFrom(List<Held> held, int day)
    {
        var (low, high) = (0, held.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = held[middle].From < day ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
