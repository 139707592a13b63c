using Timeline.Tests.Stack.Running;

namespace Timeline.Tests.Stack;

/// <summary>The samples of infra/samples.</summary>
internal static class Samples
{
    public static string[] Lines(string name) => File.ReadAllLines(Path.Combine(Surroundings.Checkout, "infra", "samples", $"{name}.ndjson"));
}
