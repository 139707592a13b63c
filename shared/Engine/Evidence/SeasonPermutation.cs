using System.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>
/// S2: whole seasons are swapped: the responses of each keep together and keep their days of the year. It sees through the season and through
/// one heavy year alike; it takes the seasons as exchangeable, or those of a regime where regimes are declared.
/// </summary>
/// <param name="K">Responses covered.</param>
/// <param name="Orders">How many rearrangements there are, or were drawn.</param>
/// <param name="AsMany">How many of them have as many hits as were seen, or more; the one seen is among them where all were tried.</param>
/// <param name="P">Exact where there are at most 40,320 rearrangements (eight seasons), else from draws.</param>
/// <param name="PMin">The smallest p that rearranging can give: the share of rearrangements with the most hits.</param>
/// <param name="E">3^K over the mean of 3^hits, an e-value for one look (Koning 2023).</param>
public sealed record SeasonPermutation(int K, int Orders, int AsMany, double P, double PMin, double E)
{
    private const double Base = 3;

    /// <summary>The rearrangements were drawn: there are too many to try.</summary>
    public bool IsDrawn { get; private init; }

    private const int MostCounted = 12;

    /// <param name="seed">Of the draws, asked only where there are too many rearrangements to try.</param>
    /// <param name="regimes">For each season the regime it belongs to; seasons are swapped within their regime only. Null where all are alike.</param>
    public static SeasonPermutation Of(SeasonMatrix seasons, ulong seed, IReadOnlyList<int>? regimes = null) => Of(seasons, new DrawnOrders(seed), regimes);

    /// <param name="drawn">The draws, which are the same for all with as many seasons in the same regimes; asked only where there are too many rearrangements to try.</param>
    internal static SeasonPermutation Of(SeasonMatrix seasons, DrawnOrders drawn, IReadOnlyList<int>? regimes = null)
    {
        var places = seasons.Seasons.Count;
        var orders = new Permutations(places, regimes);
        return orders.AreFew && places <= MostCounted ? CountAll(seasons, regimes)
            : orders.AreFew ? TryAll(seasons, orders)
            : Read(seasons, drawn.Of(places, regimes));
    }

    /// <summary>By so many draws, however few seasons there are.</summary>
    public static SeasonPermutation Draw(SeasonMatrix seasons, SplitMix64 chance, int draws) => Read(seasons, DrawnOrders.Draw(seasons.Seasons.Count, null, chance, draws));

    /// <summary>
    /// The same as trying every order, without going through them: in how many ways the first so many seasons can have taken a set of places, by their hits.
    /// Sets are far fewer than orders (256 for eight seasons, not 40,320).
    /// </summary>
    private static SeasonPermutation CountAll(SeasonMatrix seasons, IReadOnlyList<int>? regimes)
    {
        var n = seasons.Seasons.Count;
        var most = Enumerable.Range(0, n).Sum(i => Enumerable.Range(0, n).Max(j => seasons[i, j]));
        var ways = new long[]?[1 << n];
        ways[0] = new long[most + 1];
        ways[0]![0] = 1;
        for (var taken = 0; taken < ways.Length - 1; taken++)
        {
            if (ways[taken] is not { } here)
            {
                continue;
            }

            var season = BitOperations.PopCount((uint)taken);
            for (var place = 0; place < n; place++)
            {
                if ((taken & (1 << place)) == 0 && (regimes is null || regimes[season] == regimes[place]))
                {
                    var there = ways[taken | (1 << place)] ??= new long[most + 1];
                    var hits = seasons[season, place];
                    for (var h = 0; h + hits <= most; h++)
                    {
                        there[h + hits] += here[h];
                    }
                }
            }
        }

        var k = seasons.K;
        var all = ways[^1]!;
        var (orders, asMany, weight) = (0L, 0L, 0.0);
        for (var h = 0; h <= most; h++)
        {
            orders += all[h];
            asMany += h >= k ? all[h] : 0;
            weight += all[h] * Math.Pow(Base, h - k);
        }

        var atMost = Array.FindLast(all, w => w > 0);
        return new(k, (int)orders, (int)asMany, (double)asMany / orders, (double)atMost / orders, orders / weight);
    }

    private static SeasonPermutation TryAll(SeasonMatrix seasons, Permutations orders)
    {
        var tally = new Tally(seasons.K);
        orders.TryAll(order => tally.Take(seasons.Of(order)));
        return new(tally.K, tally.Orders, tally.AsMany, (double)tally.AsMany / tally.Orders, (double)tally.AtMost / tally.Orders, tally.Orders / tally.Weight);
    }

    // what was seen is one of the rearrangements besides those drawn: so the p can never be 0, and the e keeps its guarantee
    private static SeasonPermutation Read(SeasonMatrix seasons, int[] orders)
    {
        var (places, tally) = (seasons.Seasons.Count, new Tally(seasons.K));
        for (var at = 0; at < orders.Length; at += places)
        {
            tally.Take(seasons.Of(orders.AsSpan(at, places)));
        }

        return new(tally.K, tally.Orders, tally.AsMany, DrawnP.Of(tally.AsMany, tally.Orders), DrawnP.Of(tally.AtMost, tally.Orders), (tally.Orders + 1) / (1 + tally.Weight)) { IsDrawn = true };
    }

    private sealed class Tally(int k)
    {
        private int beyond;   // how many hits more than were seen the best of them has

        public int K => k;

        public int Orders { get; private set; }

        public int AsMany { get; private set; }

        /// <summary>How many have the most hits of all.</summary>
        public int AtMost { get; private set; }

        /// <summary>The sum of 3^(hits - K).</summary>
        public double Weight { get; private set; }

        public void Take(int hits)
        {
            Orders++;
            AsMany += hits >= k ? 1 : 0;
            Weight += Math.Pow(Base, hits - k);
            if (hits - k > beyond)
            {
                (beyond, AtMost) = (hits - k, 0);
            }

            AtMost += hits - k == beyond ? 1 : 0;
        }
    }
}
