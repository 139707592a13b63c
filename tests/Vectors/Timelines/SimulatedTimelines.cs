using System.Text.Json;

namespace Timeline.Vectors.Timelines;

public static class SimulatedTimelines
{
    public static IEnumerable<Check> Check(string file, JsonElement root) => [];
}
