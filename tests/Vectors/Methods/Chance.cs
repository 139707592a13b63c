using System.Globalization;
using System.Text.Json;
using Timeline.Engine.Statistics;

namespace Timeline.Vectors.Methods;

internal static class Chance
{
    // each kind of number from a generator of its own
    public static Answer Numbers(JsonElement input, JsonElement expected)
    {
        SplitMix64 Fresh() => input.Seeded();
        List<T> Take<T>(int n, Func<SplitMix64, T> next) => Fresh() is var chance ? [.. Enumerable.Range(0, n).Select(_ => next(chance))] : [];
        var below = Fresh();
        return new()
        {
            { "next", Take(6, c => c.Next().ToString(CultureInfo.InvariantCulture)) },
            { "below_2_3_7_10_366_1000003", new[] { 2, 3, 7, 10, 366, 1_000_003 }.Select(n => below.Below(n)).ToList() },
            { "unit", Take(4, c => c.Unit()) },
            { "shuffle8_x3", Take(3, Shuffled) },
        };
    }

    private static int[] Shuffled(SplitMix64 chance)
    {
        var items = Enumerable.Range(0, 8).ToArray();
        chance.Shuffle<int>(items);
        return items;
    }
}
