using System.Text.Json;
using Timeline.Engine.Statistics;

namespace Timeline.Vectors.Methods;

internal static class Ladder
{
    public static Answer Tier(JsonElement input, JsonElement expected)
    {
        var found = new LadderInputs(
            input.Int("k_certain"), input.Int("k_possible"), input.Int("seasons_with_match"), input.Double("p_min_attainable"), input.Double("p_certain"), input.Double("p_possible"),
            new([new(0, input.Double("p_worst_leave_one_season_out"))]));
        return new() { { "tier", JsonNamingPolicy.KebabCaseLower.ConvertName($"{EvidenceLadder.TierOf(found, input.Double("q"), hasDiscoveryData: false)}") } };
    }
}
