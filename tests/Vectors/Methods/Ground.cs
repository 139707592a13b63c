using System.Text.Json;
using MathNet.Numerics;
using Timeline.Engine.Statistics;
using Timeline.Vectors.Peers;

namespace Timeline.Vectors.Methods;

internal static class Ground
{
    public static Answer Distance(JsonElement input, JsonElement expected) => new() { { "km", input.GetProperty("a").Point().KilometresTo(input.GetProperty("b").Point()) } };

    public static Answer Route(JsonElement input, JsonElement expected)
    {
        var found = RouteDistance.Of(input.GetProperty("point").Point(), [.. input.GetProperty("route").EnumerateArray().Select(p => p.Point())]);
        return new() { { "km", found.Km }, { "segment", found.Segment }, { "along_km", found.AlongKm } };
    }

    public static Answer Knox(JsonElement input, JsonElement expected)
    {
        var near = new NearPairs(input.Double("eps_km"));
        foreach (var (point, i) in input.GetProperty("points").EnumerateArray().Select((p, i) => (p.Point(), i)))
        {
            near.Add(Id(i), point);
        }

        var pairs = near.Pairs.Select(p => (int.Parse(p.First), int.Parse(p.Second))).ToList();
        var mc = input.GetProperty("mc");
        Knox Of(int[]? strata) => Engine.Statistics.Knox.Of(input.Ints("t"), pairs, input.Int("eps_days"), strata, mc.Seeded(), mc.Int("replicates"));
        var anywhere = Of(null);
        var quarters = Of([.. input.Ints("t").Select(t => Engine.Statistics.Knox.Quarter(Reading.Day(input.GetProperty("day0").GetString()!).PlusDays(t).Month))]);
        return new()
        {
            { "x", anywhere.X },
            { "close_time", anywhere.InTime },
            { "close_space", anywhere.InSpace },
            { "pairs", anywhere.Pairs },
            { "expected_x", anywhere.Expected },
            { "p_poisson", anywhere.PPoisson },
            { "p_poisson_strictly_more", anywhere.Expected == 0 ? 0 : SpecialFunctions.GammaLowerRegularized(anywhere.X + 1, anywhere.Expected) },
            { "mc_ge", anywhere.AsMany },
            { "mc_p", anywhere.P },
            { "mc_strata_ge", quarters.AsMany },
            { "mc_strata_p", quarters.P },
        };
    }

    public static Answer Burst(JsonElement input, JsonElement expected)
    {
        var (days, span, window, mc) = (input.Ints("t"), input.Int("span_days"), input.Int("window_days"), input.GetProperty("mc"));
        var found = ScanBurst.InSpan(days, span, window, mc.Seeded(), mc.Int("replicates"));
        return new()
        {
            { "max_in_window", found.Most },
            { "p_exact_continuous", ScanClosedForm.Exact(found.Most, days.Length, (double)window / span) },
            { "p_wallenstein_neff", ScanClosedForm.WallensteinNeff(found.Most, days.Length, (double)window / span) },
            { "mc_ge", found.AsMany },
            { "mc_p", found.P },
        };
    }

    // ids are ordered as text
    private static string Id(int i) => $"{i:D6}";
}
