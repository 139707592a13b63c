using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Engine.Statistics;

/// <summary>
/// The state behind the season-matched tests: how many windows lie over each day, and how often each response was added. Whole numbers only, changed by what changed and by nothing
/// else, so that neither the order of arrival nor a correction taken back leaves a trace; how many responses of each season would be covered in each other is counted from it when it is
/// asked for (<see cref="Read"/>).
/// </summary>
/// <remarks>
/// A window costs its days, a response next to nothing; to read costs the covered days and each response once for every season. A response in doubt counts,
/// in <see cref="Counting.Certain"/>, where all its days are covered, in <see cref="Counting.Possible"/> where one is.
/// </remarks>
public sealed class SeasonCoverage
{
    private readonly IReadOnlyList<int> seasons;
    private readonly Dictionary<int, int> placeOf;
    private readonly SeasonTurn turn;
    private readonly Counting counting;
    private readonly CoveredDays cover = new();
    private readonly Dictionary<UncertainDate, int> responses = [];

    /// <param name="seasons">The whole seasons observed, ascending. What lies in others is left out.</param>
    public SeasonCoverage(IReadOnlyList<int> seasons, SeasonTurn turn, Counting counting)
    {
        (this.seasons, this.turn, this.counting) = (seasons, turn, counting);
        placeOf = seasons.Select((season, place) => (season, place)).ToDictionary(s => s.season, s => s.place);
    }

    /// <summary>Responses that are covered as they were seen.</summary>
    public int K => Read().K;

    public void Add(DaySpan window) => cover.Add(window);

    /// <summary>Takes back a window that was added before.</summary>
    public void TakeBack(DaySpan window) => cover.TakeBack(window);

    /// <returns>Whether it lies in the seasons observed; where it may lie in two it is left out of what is certain, and is possible in the earlier.</returns>
    public bool Add(UncertainDate response)
    {
        var season = turn.SeasonOf(response.Earliest);
        if (!placeOf.ContainsKey(season) || (counting == Counting.Certain && turn.SeasonOf(response.Latest) != season))
        {
            return false;
        }

        responses[response] = responses.GetValueOrDefault(response) + 1;
        return true;
    }

    /// <summary>Takes back a response that was added before; one that was left out is no loss.</summary>
    public void TakeBack(UncertainDate response)
    {
        if (responses.TryGetValue(response, out var times) && times == 1)
        {
            responses.Remove(response);
        }
        else if (times > 1)
        {
            responses[response] = times - 1;
        }
    }

    /// <summary>What the tests need, as it stands now.</summary>
    public SeasonMatrix Read()
    {
        var hits = seasons.Select(_ => new int[seasons.Count]).ToArray();
        var read = new List<SeasonMatrix.Response>();
        var (covered, moves) = (cover.Counted(), new Dictionary<int, int[]>());
        foreach (var (response, times) in responses.OrderBy(r => r.Key))
        {
            var season = turn.SeasonOf(response.Earliest);
            var (from, last) = (placeOf[season], turn.SeasonOf(response.Latest));
            var counts = new bool[seasons.Count];
            for (var into = 0; into < counts.Length; into++)
            {
                var days = new DaySpan(Moved(response.Earliest, season, seasons[into]), Moved(response.Latest, last, seasons[into] + last - season));
                var within = covered.Within(days);
                counts[into] = counting == Counting.Certain ? within == days.Days : within > 0;
                hits[from][into] += counts[into] ? times : 0;
            }

            read.AddRange(Enumerable.Repeat(new SeasonMatrix.Response(from, counts), times));
        }

        return new(seasons, hits, read);

        // each day of the year is looked up in a season once, however many responses have it; which calendar year of its season it lies in goes by the season it comes from
        int Moved(LocalDate day, int own, int season)
        {
            if (!moves.TryGetValue(season, out var known))
            {
                moves[season] = known = new int[12 * 31 * 2];
                Array.Fill(known, int.MinValue);
            }

            ref var at = ref known[((((day.Month - 1) * 31) + day.Day - 1) * 2) + day.Year - own];
            return at != int.MinValue ? at : at = Day.Number(turn.Move(day, season));
        }
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
