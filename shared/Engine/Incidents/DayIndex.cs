using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Finds what may have begun in a stretch of days without looking at all of history. Intervals of up to two months lie in the months they
/// touch, those of up to two years in the years, wider ones apart.
/// </summary>
internal sealed class DayIndex
{
    private const int Apart = int.MinValue;
    private readonly Dictionary<(Kind, int Bucket), List<(Standing Standing, int From, int To)>> buckets = [];
    private int first = int.MaxValue;
    private int last = int.MinValue;

    public void Add(Standing standing, UncertainDate days)
    {
        var (from, to) = (Day.Number(days.Earliest), Day.Number(days.Latest));
        (first, last) = (Math.Min(first, from), Math.Max(last, to));
        foreach (var bucket in BucketsOf(days))
        {
            if (!buckets.TryGetValue((standing.Kind, bucket), out var held))
            {
                buckets[(standing.Kind, bucket)] = held = [];
            }

            held.Add((standing, from, to));
        }
    }

    /// <summary>Takes out what was added with these days.</summary>
    public void Remove(Standing standing, UncertainDate days)
    {
        foreach (var bucket in BucketsOf(days))
        {
            var held = buckets[(standing.Kind, bucket)];
            held[held.FindIndex(h => h.Standing.Id == standing.Id)] = held[^1];
            held.RemoveAt(held.Count - 1);
        }
    }

    /// <summary>All of a kind whose days share a day with day numbers <paramref name="from"/> to <paramref name="to"/>, both counting; each once, in no order.</summary>
    public List<Standing> Touching(Kind kind, long from, long to)
    {
        var found = new List<Standing>();
        if (first > last || to < from || from > last || to < first)
        {
            return found;
        }

        // no further than anything recorded reaches, or a wide question would walk through empty centuries
        var (least, most) = ((int)Math.Max(from, first), (int)Math.Min(to, last));
        var (start, end) = (Day.At(least), Day.At(most));
        for (var month = Month(start); month <= Month(end); month++)
        {
            Collect(month, month == Month(start) ? int.MinValue : Day.Number(FirstDay(month)));
        }

        for (var year = start.Year; year <= end.Year; year++)
        {
            Collect(Year(year), year == start.Year ? int.MinValue : Day.Number(new(year, 1, 1)));
        }

        Collect(Apart, int.MinValue);
        return found;

        // what lies in several buckets is found in the first of them that was asked for: in a later one only what begins in it
        void Collect(int bucket, int begins)
        {
            foreach (var (standing, one, other) in buckets.TryGetValue((kind, bucket), out var held) ? held : [])
            {
                if (one >= begins && one <= most && least <= other)
                {
                    found.Add(standing);
                }
            }
        }
    }

    private static IEnumerable<int> BucketsOf(UncertainDate days) => days.Days() switch
    {
        <= 62 => Month(days.Earliest) == Month(days.Latest) ? [Month(days.Earliest)] : Enumerable.Range(Month(days.Earliest), Month(days.Latest) - Month(days.Earliest) + 1),
        <= 731 => Enumerable.Range(days.Earliest.Year, days.Latest.Year - days.Earliest.Year + 1).Select(Year),
        _ => [Apart],
    };

    private static int Month(LocalDate day) => (day.Year * 12) + day.Month - 1;

    private static LocalDate FirstDay(int month) => new(month / 12, (month % 12) + 1, 1);

    /// <summary>Years share the numbering with months and must never meet them.</summary>
    private static int Year(int year) => year - 1_000_000;
}
