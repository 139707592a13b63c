using System.Text.Json;

namespace Timeline.Vectors.Methods;

internal static class Chains
{
    public static Answer TimeToStep(JsonElement input, JsonElement expected)
    {
        var found = Engine.Statistics.TimeToStep.Of([.. input.Doubles("lag_days").Zip(input.Ints("completed"), (days, completed) => (days, completed == 1))]);
        return new()
        {
            { "time", found.Steps.Select(s => s.Days).ToList() },
            { "at_risk", found.Steps.Select(s => s.AtRisk).ToList() },
            { "completed", found.Steps.Select(s => s.Completed).ToList() },
            { "not_yet", found.Steps.Select(s => s.NotYet).ToList() },
            { "ci_lo", found.Steps.Select(s => s.Low).ToList() },
            { "ci_hi", found.Steps.Select(s => s.High).ToList() },
            { "q25", found.Quarter },
            { "median", found.Median },
            { "q75", found.ThreeQuarters },
        };
    }
}
