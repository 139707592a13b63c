namespace Timeline.Engine.Statistics;

/// <summary>
/// S2: whole seasons are swapped: the responses of each keep together and keep their days of the year. It sees through the season and through
/// one heavy year alike; it takes the seasons as exchangeable.
/// </summary>
/// <param name="Orders">How many rearrangements there are, or were drawn.</param>
/// <param name="AsMany">How many of them have as many hits as were seen, or more; the one seen is among them where all were tried.</param>
/// <param name="P">Exact up to eight seasons, else (1 + as many) / (1 + drawn) (Phipson and Smyth 2010).</param>
/// <param name="PMin">The share of rearrangements that reach the most hits possible; null where they were drawn.</param>
/// <param name="E">3^K over the mean of 3^hits, an e-value for one look (Koning 2023); null where they were drawn.</param>
public sealed record SeasonPermutation(int K, int Orders, int AsMany, double P, double? PMin, double? E)
{
    /// <summary>Up to so many seasons every rearrangement is tried (40,320).</summary>
    public const int AllTried = 8;

    /// <summary>So many are drawn beyond that.</summary>
    public const int Drawn = 9999;

    private const double Base = 3;

    /// <param name="chance">Asked only where there are more than eight seasons.</param>
    public static SeasonPermutation Of(SeasonMatrix seasons, Func<SplitMix64> chance) => seasons.Seasons <= AllTried ? TryAll(seasons) : Draw(seasons, chance(), Drawn);

    public static SeasonPermutation TryAll(SeasonMatrix seasons)
    {
        var k = seasons.K;
        var (orders, asMany, most, atMost, sum) = (0, 0, -1, 0, 0.0);
        Permutations.Each(seasons.Seasons, order =>
        {
            var hits = seasons.Of(order);
            orders++;
            asMany += hits >= k ? 1 : 0;
            (most, atMost) = hits > most ? (hits, 1) : (most, atMost + (hits == most ? 1 : 0));
            sum += Math.Pow(Base, hits);
        });
        return new(k, orders, asMany, (double)asMany / orders, (double)atMost / orders, Math.Pow(Base, k) * orders / sum);
    }

    /// <summary>One order is shuffled on and on.</summary>
    public static SeasonPermutation Draw(SeasonMatrix seasons, SplitMix64 chance, int draws)
    {
        var k = seasons.K;
        var order = new int[seasons.Seasons];
        var asMany = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }

            chance.Shuffle<int>(order);
            asMany += seasons.Of(order) >= k ? 1 : 0;
        }

        return new(k, draws, asMany, (1.0 + asMany) / (1 + draws), null, null);
    }
}

/// <summary>Every order of a few things, each once (Heap 1963).</summary>
internal static class Permutations
{
    public delegate void Take(ReadOnlySpan<int> order);

    public static void Each(int n, Take take)
    {
        var order = Enumerable.Range(0, n).ToArray();
        var counts = new int[n];
        take(order);
        for (var i = 1; i < n;)
        {
            if (counts[i] < i)
            {
                var j = i % 2 == 0 ? 0 : counts[i];
                (order[i], order[j]) = (order[j], order[i]);
                take(order);
                counts[i]++;
                i = 1;
            }
            else
            {
                counts[i++] = 0;
            }
        }
    }
}
