using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vectors.Peers;

namespace Timeline.Vectors.Methods;

internal static class Many
{
    public static Answer P(JsonElement input, JsonElement expected)
    {
        var p = input.Doubles("p");
        return new()
        {
            { "BH", FalseDiscovery.BenjaminiHochberg(p) },
            { "BY", FalseDiscovery.BenjaminiYekutieli(p) },
            { "holm", FamilyWise.Holm(p) },
            { "hochberg", FamilyWise.Hochberg(p) },
        };
    }

    public static Answer E(JsonElement input, JsonElement expected)
    {
        var found = EDiscovery.Of(input.Doubles("e"), input.Double("alpha"));
        return new() { { "rejections", found.Called.Count }, { "threshold", found.Threshold }, { "rejected", found.Called } };
    }
}
