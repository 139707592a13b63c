using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vectors.Peers;

namespace Timeline.Vectors.Methods;

internal static class Bets
{
    public static Answer FromP(JsonElement input, JsonElement expected) =>
        new() { { "e_sqrt", EValue.FromPByRoot(input.Double("p")) }, { "e_mixture", EValue.FromPByMixture(input.Double("p")) } };

    public static Answer Shares(JsonElement input, JsonElement expected)
    {
        var (hits, p0) = (input.Ints("x"), input.Double("p0"));
        var path = Enumerable.Range(1, hits.Length).Select(n => EValue.OfShare(hits.Take(n).Sum(), n, p0)).ToList();
        return new()
        {
            { "e_upper_path", path },
            { "always_valid_p", EValue.AlwaysValidP(path) },
            { "e_two_sided_final", EValue.OfShareEitherWay(hits.Sum(), hits.Length, p0) },
            { "e_tilt_path", EValue.TiltedPath([.. hits.Select(x => x == 1)], input.Doubles("p_i"), input.Doubles("tilts")) },
        };
    }

    public static Answer Surge(JsonElement input, JsonElement expected)
    {
        var (s, t, u, tilts) = (input.Int("s"), input.Double("t"), input.Doubles("u"), input.Doubles("tilts"));
        return new()
        {
            { "e", u.Zip(input.Ints("x"), (now, x) => EValue.OfSurge(s, t, x, now, tilts)).ToList() },
            { "e_sum_check", () => NegativeBinomial.Mean(s + 0.5, t / (t + u[^1]), x => EValue.OfSurge(s, t, x, u[^1], tilts)) },
        };
    }
}
