using NodaTime;

namespace Timeline.Engine.Statistics;

/// <summary>
/// Each season's responses moved to every other season: how many of the responses of season i would lie within the lag of a cause, had they come on the
/// same days of the year in season j. All the season-matched tests are read off these whole numbers.
/// </summary>
public sealed class SeasonMatrix
{
    private readonly int[][] hits;

    private SeasonMatrix(int[][] hits, IReadOnlyList<double> shares)
    {
        this.hits = hits;
        Shares = shares;
    }

    /// <param name="years">The whole seasons observed, each a calendar year.</param>
    /// <param name="responses">Those outside the years are left out.</param>
    public static SeasonMatrix Of(IReadOnlyList<int> years, IEnumerable<LocalDate> causes, IEnumerable<LocalDate> responses, int least, int most)
    {
        var days = new CoveredDays(least, most);
        foreach (var cause in causes)
        {
            days.Add(cause);
        }

        return Of(years, responses, days.Holds);
    }

    /// <param name="covered">Whether a day lies in a window.</param>
    public static SeasonMatrix Of(IReadOnlyList<int> years, IEnumerable<LocalDate> responses, Func<LocalDate, bool> covered)
    {
        var hits = years.Select(_ => new int[years.Count]).ToArray();
        var shares = new List<double>();
        foreach (var response in responses)
        {
            var season = years.IndexOf(response.Year);
            if (season < 0)
            {
                continue;
            }

            var held = 0;
            for (var j = 0; j < years.Count; j++)
            {
                if (covered(InYear(response, years[j])))
                {
                    hits[season][j]++;
                    held++;
                }
            }

            shares.Add((double)held / years.Count);
        }

        return new(hits, shares);
    }

    public int Seasons => hits.Length;

    /// <summary>For each response the share of seasons in which its day of the year is covered.</summary>
    public IReadOnlyList<double> Shares { get; }

    /// <summary>What was seen: every season's responses in their own season.</summary>
    public int K => Enumerable.Range(0, Seasons).Sum(i => hits[i][i]);

    public int this[int season, int moved] => hits[season][moved];

    /// <summary>The hits of a rearrangement: the responses of season i in season order[i].</summary>
    public int Of(ReadOnlySpan<int> order)
    {
        var sum = 0;
        for (var i = 0; i < order.Length; i++)
        {
            sum += hits[i][order[i]];
        }

        return sum;
    }

    // 29 February is 28 February in a common year
    private static LocalDate InYear(LocalDate day, int year) =>
        new(year, day.Month, Math.Min(day.Day, CalendarSystem.Iso.GetDaysInMonth(year, day.Month)));
}

file static class Lists
{
    public static int IndexOf(this IReadOnlyList<int> years, int year)
    {
        for (var i = 0; i < years.Count; i++)
        {
            if (years[i] == year)
            {
                return i;
            }
        }

        return -1;
    }
}
