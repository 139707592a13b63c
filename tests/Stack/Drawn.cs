using System.Globalization;

namespace Timeline.Tests.Stack;

/// <summary>How much is drawn at random, and from which seed: as the suite does, or as whoever runs it asks.</summary>
/// <param name="Seed">Anything; the same seed draws the same.</param>
internal sealed record Drawn(int Count, int Seed)
{
    /// <summary>Reads both from the surroundings; TIMELINE_FUZZ_SEED is the seed of all.</summary>
    /// <param name="count">The variable that says how many.</param>
    public static Drawn Of(string count, int usual) => new(Number(count) ?? usual, Number("TIMELINE_FUZZ_SEED") ?? 19990809);

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
