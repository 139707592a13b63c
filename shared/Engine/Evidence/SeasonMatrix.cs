namespace Timeline.Engine.Statistics;

/// <summary>
/// Each season's responses moved to every other season: how many of the responses of season i would be covered, had they come on the same days of
/// the year in season j. All the season-matched tests are read off these whole numbers.
/// </summary>
public sealed class SeasonMatrix
{
    private readonly int[][] hits;
    private readonly IReadOnlyList<Response> responses;

    internal SeasonMatrix(IReadOnlyList<int> seasons, int[][] hits, IReadOnlyList<Response> responses)
    {
        Seasons = seasons;
        this.hits = [.. hits.Select(row => (int[])row.Clone())];
        this.responses = responses;
        CoveredIn = [.. responses.Select(r => r.In.Count(covered => covered)).Order()];
    }

    /// <summary>The seasons observed, each by the year in which it begins.</summary>
    public IReadOnlyList<int> Seasons { get; }

    /// <summary>How many responses there are.</summary>
    public int N => responses.Count;

    /// <summary>For each response the number of seasons in which its days of the year are covered, ascending.</summary>
    public IReadOnlyList<int> CoveredIn { get; }

    /// <summary>What was seen: every season's responses in their own season.</summary>
    public int K => Enumerable.Range(0, hits.Length).Sum(i => hits[i][i]);

    /// <summary>Seasons with a response that is covered.</summary>
    public int SeasonsWithHit => Enumerable.Range(0, hits.Length).Count(i => hits[i][i] > 0);

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

    /// <summary>As if one season had never been observed, neither its responses nor its windows.</summary>
    /// <param name="place">Its place among <see cref="Seasons"/>, from 0.</param>
    public SeasonMatrix Without(int place) => new(
        Drop(Seasons, place),
        [.. Drop(hits, place).Select(row => Drop(row, place))],
        [.. responses.Where(r => r.Season != place).Select(r => new Response(r.Season > place ? r.Season - 1 : r.Season, Drop(r.In, place)))]);

    private static T[] Drop<T>(IEnumerable<T> items, int place) => [.. items.Where((_, i) => i != place)];

    /// <param name="Season">The place of its own season.</param>
    /// <param name="In">For each season whether it would be covered there.</param>
    internal sealed record Response(int Season, bool[] In);
}
