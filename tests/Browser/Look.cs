using Microsoft.Playwright;

namespace Timeline.Tests.Browser;

/// <summary>What a person looks at the pages with.</summary>
/// <param name="Width">Of the window, in pixels of CSS.</param>
public sealed record Look(ColorScheme Theme, int Width)
{
    private const int WideWidth = 1440, NarrowWidth = 390;

    public static Look Wide { get; } = new(ColorScheme.Light, WideWidth);

    public static Look Narrow { get; } = new(ColorScheme.Light, NarrowWidth);

    public static IReadOnlyList<Look> All { get; } = [Wide, Wide with { Theme = ColorScheme.Dark }, Narrow, Narrow with { Theme = ColorScheme.Dark }];

    public override string ToString() => $"{Theme.ToString().ToLowerInvariant()}, {Width} wide";
}
