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
    private readonly Dictionary<(Kind, int Bucket), Dictionary<string, UncertainDate>> buckets = [];
    private readonly Dictionary<string, (Kind Kind, UncertainDate Days)> held = new(StringComparer.Ordinal);
    private int firstMonth = int.MaxValue;
    private int lastMonth = int.MinValue;

    public void Replace(string id, Kind kind, UncertainDate? days)
    {
        if (held.Remove(id, out var before))
        {
            foreach (var bucket in BucketsOf(before.Days))
            {
                buckets[(before.Kind, bucket)].Remove(id);
            }
        }

        if (days is { } now)
        {
            held[id] = (kind, now);
            firstMonth = Math.Min(firstMonth, Month(now.Earliest));
            lastMonth = Math.Max(lastMonth, Month(now.Latest));
            foreach (var bucket in BucketsOf(now))
            {
                if (!buckets.TryGetValue((kind, bucket), out var ids))
                {
                    buckets[(kind, bucket)] = ids = new(StringComparer.Ordinal);
                }

                ids[id] = now;
            }
        }
    }

    /// <summary>All of a kind whose days share a day with day numbers <paramref name="from"/> to <paramref name="to"/>, both counting; each once, in no order.</summary>
    public IEnumerable<string> Touching(Kind kind, long from, long to)
    {
        if (firstMonth > lastMonth || to < from)
        {
            return [];
        }

        // no further than anything recorded reaches, or a wide question would walk through empty centuries
        var first = Day.Number(FirstDay(firstMonth));
        var last = Day.Number(FirstDay(lastMonth).PlusMonths(1)) - 1;
        return from > last || to < first ? [] : Within(kind, (int)Math.Max(from, first), (int)Math.Min(to, last));
    }

    private List<string> Within(Kind kind, int from, int to)
    {
        var found = new List<string>();
        var (start, end) = (Day.At(from), Day.At(to));
        Collect(Enumerable.Range(Month(start), Month(end) - Month(start) + 1), days => Month(days.Earliest), Month(start));
        Collect(Enumerable.Range(start.Year, end.Year - start.Year + 1).Select(Year), days => Year(days.Earliest.Year), Year(start.Year));
        Collect([Apart], _ => Apart, Apart);
        return found;

        void Collect(IEnumerable<int> among, Func<UncertainDate, int> firstOf, int firstAsked)
        {
            foreach (var bucket in among)
            {
                foreach (var (id, days) in buckets.TryGetValue((kind, bucket), out var ids) ? ids : [])
                {
                    // what lies in several buckets is found in the first of them that was asked for
                    if (Math.Max(firstOf(days), firstAsked) == bucket && days.Earliest <= end && start <= days.Latest)
                    {
                        found.Add(id);
                    }
                }
            }
        }
    }

    private static IEnumerable<int> BucketsOf(UncertainDate days) => days.Days() switch
    {
        <= 62 => Enumerable.Range(Month(days.Earliest), Month(days.Latest) - Month(days.Earliest) + 1),
        <= 731 => Enumerable.Range(days.Earliest.Year, days.Latest.Year - days.Earliest.Year + 1).Select(Year),
        _ => [Apart],
    };

    private static int Month(LocalDate day) => (day.Year * 12) + day.Month - 1;

    private static LocalDate FirstDay(int month) => new(month / 12, (month % 12) + 1, 1);

    /// <summary>Years share the numbering with months and must never meet them.</summary>
    private static int Year(int year) => year - 1_000_000;
}
