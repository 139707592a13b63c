using NodaTime;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

public sealed class SeasonPermutationTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Counting_the_ways_says_what_trying_every_order_says(int seasons, bool regimes)
    {
        var chance = new Random((seasons * 2) + (regimes ? 1 : 0));
        for (var time = 0; time < 50; time++)
        {
            var matrix = Draw(seasons, chance);
            int[]? bound = regimes ? [.. Enumerable.Range(0, seasons).Select(_ => chance.Next(2))] : null;
            var hits = Orders([], seasons, bound).Select(order => matrix.Of(order)).ToList();

            var found = SeasonPermutation.Of(matrix, 1, bound);

            Assert.Equal((matrix.K, hits.Count, hits.Count(h => h >= matrix.K)), (found.K, found.Orders, found.AsMany));
            Assert.Equal((double)hits.Count(h => h == hits.Max()) / hits.Count, found.PMin);
            Assert.Equal(hits.Count / hits.Sum(h => Math.Pow(3, h - matrix.K)), found.E, 1e-9);
        }
    }

    private static SeasonMatrix Draw(int seasons, Random chance)
    {
        var coverage = new SeasonCoverage([.. Enumerable.Range(1990, seasons)], SeasonTurn.NewYear, Counting.Certain);
        foreach (var year in Enumerable.Range(1990, seasons))
        {
            if (chance.Next(3) > 0)
            {
                coverage.Add(DaySpan.After(new LocalDate(year, 6, 1 + chance.Next(30)), 0, 40));
            }

            for (var n = chance.Next(4); n > 0; n--)
            {
                coverage.Add(UncertainDate.On(new LocalDate(year, 5 + chance.Next(4), 1 + chance.Next(28))));
            }
        }

        return coverage.Read();
    }

    // plainly, one place after the other
    private static IEnumerable<int[]> Orders(int[] begun, int seasons, int[]? bound) => begun.Length == seasons ? [begun]
        : Enumerable.Range(0, seasons).Where(p => !begun.Contains(p) && (bound is null || bound[p] == bound[begun.Length])).SelectMany(p => Orders([.. begun, p], seasons, bound));
}
