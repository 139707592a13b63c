using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// The state behind the season-matched tests: how many windows lie over each day, and how many responses of each season would be covered in each
/// other. Whole numbers only, changed by what changed and by nothing else, so that neither the order of arrival nor a correction taken back leaves
/// a trace; p values are worked out from it when they are asked for (<see cref="Read"/>).
/// </summary>
/// <remarks>
/// A window costs its days times the responses near them (in any season); a response costs the number of seasons. A response in doubt counts,
/// in <see cref="Counting.Certain"/>, where all its days are covered, in <see cref="Counting.Possible"/> where one is.
/// </remarks>
public sealed class SeasonCoverage
{
    private const int BucketBits = 5;   // responses are found again by the 32 days they lie in

    private readonly IReadOnlyList<int> seasons;
    private readonly Dictionary<int, int> placeOf;
    private readonly SeasonTurn turn;
    private readonly Counting counting;
    private readonly CoveredDays cover = new();
    private readonly Dictionary<int, HashSet<Moved>> near = [];
    private readonly Dictionary<UncertainDate, Stack<Moved[]>> responses = [];
    private readonly int[][] hits;

    /// <param name="seasons">The whole seasons observed, ascending. What lies in others is left out.</param>
    public SeasonCoverage(IReadOnlyList<int> seasons, SeasonTurn turn, Counting counting)
    {
        (this.seasons, this.turn, this.counting) = (seasons, turn, counting);
        placeOf = seasons.Select((season, place) => (season, place)).ToDictionary(s => s.season, s => s.place);
        hits = [.. seasons.Select(_ => new int[seasons.Count])];
    }

    /// <summary>Responses that are covered as they were seen.</summary>
    public int K => Enumerable.Range(0, seasons.Count).Sum(i => hits[i][i]);

    public void Add(DaySpan window) => Flip(cover.Add(window), 1);

    /// <summary>Takes back a window that was added before.</summary>
    public void TakeBack(DaySpan window) => Flip(cover.TakeBack(window), -1);

    /// <returns>Whether it lies in the seasons observed; where it may lie in two it is left out of what is certain, and is possible in the earlier.</returns>
    public bool Add(UncertainDate response)
    {
        var season = turn.SeasonOf(response.Earliest);
        if (!placeOf.TryGetValue(season, out var from) || (counting == Counting.Certain && turn.SeasonOf(response.Latest) != season))
        {
            return false;
        }

        var moved = seasons.Select((to, into) => Move(response, from, season, to, into)).ToArray();
        foreach (var m in moved)
        {
            foreach (var bucket in Buckets(m))
            {
                (near.TryGetValue(bucket, out var there) ? there : near[bucket] = []).Add(m);
            }

            m.Covered = cover.Within(m.Days);
            hits[from][m.Into] += Counts(m) ? 1 : 0;
        }

        (responses.TryGetValue(response, out var same) ? same : responses[response] = []).Push(moved);
        return true;
    }

    /// <summary>Takes back a response that was added before; one that was left out is no loss.</summary>
    public void TakeBack(UncertainDate response)
    {
        if (!responses.TryGetValue(response, out var same))
        {
            return;
        }

        foreach (var m in same.Pop())
        {
            foreach (var bucket in Buckets(m))
            {
                near[bucket].Remove(m);
            }

            hits[m.From][m.Into] -= Counts(m) ? 1 : 0;
        }

        if (same.Count == 0)
        {
            responses.Remove(response);
        }
    }

    /// <summary>What the tests need, as it stands now.</summary>
    public SeasonMatrix Read() => new(
        seasons, hits, [.. responses.OrderBy(r => r.Key).SelectMany(r => r.Value).Select(moved => new SeasonMatrix.Response(moved[0].From, [.. moved.Select(Counts)]))]);

    private static IEnumerable<int> Buckets(Moved m)
    {
        for (var bucket = m.Days.First >> BucketBits; bucket <= m.Days.Last >> BucketBits; bucket++)
        {
            yield return bucket;
        }
    }

    private Moved Move(UncertainDate response, int from, int season, int to, int into)
    {
        var shift = to - season;
        var first = Day.Number(turn.Move(response.Earliest, turn.SeasonOf(response.Earliest) + shift));
        var last = Day.Number(turn.Move(response.Latest, turn.SeasonOf(response.Latest) + shift));
        return new(from, into, new(first, last));
    }

    private void Flip(IReadOnlyList<int> days, int by)
    {
        foreach (var day in days)
        {
            if (!near.TryGetValue(day >> BucketBits, out var there))
            {
                continue;
            }

            foreach (var m in there)
            {
                if (m.Days.Holds(day))
                {
                    var counted = Counts(m);
                    m.Covered += by;
                    hits[m.From][m.Into] += (Counts(m) ? 1 : 0) - (counted ? 1 : 0);
                }
            }
        }
    }

    private bool Counts(Moved m) => counting == Counting.Certain ? m.Covered == m.Days.Days : m.Covered > 0;

    /// <summary>A response of one season as it would lie in another.</summary>
    private sealed class Moved(int from, int into, DaySpan days)
    {
        public int From => from;

        public int Into => into;

        public DaySpan Days => days;

        /// <summary>How many of its days are covered.</summary>
        public int Covered { get; set; }
    }
}

/// <summary>Which responses count where days are in doubt.</summary>
public enum Counting
{
    /// <summary>Only what holds whatever the true days are: the headline.</summary>
    Certain,

    /// <summary>What holds for some choice of them: shown beside it.</summary>
    Possible,
}
