using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Finds what may have begun in a stretch of days without looking at all of history. Intervals of up to two months lie in the months they
/// touch, those of up to two years in the years, wider ones apart.
/// </summary>
internal sealed class DayIndex
{
    private readonly record struct Held(Standing Standing, int From, int To);

    private sealed class OfKind
    {
        public Dictionary<int, List<Held>> Months { get; } = [];
        public Dictionary<int, List<Held>> Years { get; } = [];
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
        if (width > 731)
        {
            Put(kind.Apart, held, isIn);
            return;
        }

        var (buckets, from, to) = width <= 62 ? (kind.Months, Month(days.Earliest), Month(days.Latest)) : (kind.Years, days.Earliest.Year, days.Latest.Year);
        for (var at = from; at <= to; at++)
        {
            if (!buckets.TryGetValue(at, out var bucket))
            {
                buckets[at] = bucket = [];
            }

            Put(bucket, held, isIn);
        }
    }

    private static void Put(List<Held> bucket, in Held held, bool isIn)
    {
        if (isIn)
        {
            bucket.Add(held);
            return;
        }

        for (var n = 0; n < bucket.Count; n++)
        {
            if (ReferenceEquals(bucket[n].Standing, held.Standing))
            {
                bucket[n] = bucket[^1];
                bucket.RemoveAt(bucket.Count - 1);
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
        var (start, end) = (Day.At(least), Day.At(most));
        for (var month = Month(start); of.Months.Count > 0 && month <= Month(end); month++)
        {
            if (of.Months.TryGetValue(month, out var held))
            {
                Collect(held, month == Month(start) ? int.MinValue : Day.Number(new(month / 12, (month % 12) + 1, 1)));
            }
        }

        for (var year = start.Year; of.Years.Count > 0 && year <= end.Year; year++)
        {
            if (of.Years.TryGetValue(year, out var held))
            {
                Collect(held, year == start.Year ? int.MinValue : Day.Number(new(year, 1, 1)));
            }
        }

        Collect(of.Apart, int.MinValue);
        return found;

        // what lies in several buckets is found in the first of them that was asked for: in a later one only what begins in it
        void Collect(List<Held> held, int begins)
        {
            foreach (var (standing, one, other) in held)
            {
                if (one >= begins && one <= most && least <= other)
                {
                    found.Add(standing);
                }
            }
        }
    }

    private static int Month(LocalDate day) => (day.Year * 12) + day.Month - 1;
}
