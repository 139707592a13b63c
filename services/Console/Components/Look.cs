using MudBlazor;

namespace Timeline.Console.Components;

/// <summary>The colours and letters of the shell. The charts' own colours stand in chart.css. Text on every surface has a contrast of 4.5 or more.</summary>
public static class Look
{
    private static readonly string[] System = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif"];

    public static MudTheme Light { get; } = Theme(":root");

    public static MudTheme Dark { get; } = Theme(":root[data-theme=dark]");

    private static MudTheme Theme(string scope) => new()
    {
        PseudoCss = new() { Scope = scope },
        LayoutProperties = new() { DefaultBorderRadius = "6px", DrawerWidthLeft = "220px", AppbarHeight = "56px" },
        Typography = new()
        {
            Default = new DefaultTypography { FontFamily = System, LetterSpacing = "normal", LineHeight = "1.5" },
            H1 = new H1Typography { FontFamily = System, FontSize = "1.65rem", FontWeight = "650", LetterSpacing = "-0.01em", LineHeight = "1.25" },
            H2 = new H2Typography { FontFamily = System, FontSize = "1.25rem", FontWeight = "650", LetterSpacing = "normal", LineHeight = "1.3" },
            H3 = new H3Typography { FontFamily = System, FontSize = "1rem", FontWeight = "650", LetterSpacing = "normal", LineHeight = "1.35" },
            Button = new ButtonTypography { FontFamily = System, TextTransform = "none", FontWeight = "550", LetterSpacing = "normal" },
        },
        PaletteLight = new PaletteLight
        {
            Primary = "#1f5a80", Secondary = "#6b4a8a", Tertiary = "#2f6b4f", Info = "#1f5a80", Success = "#2c6e49", Warning = "#8a5a00", Error = "#b3261e",
            Background = "#f4f5f2", Surface = "#ffffff", DrawerBackground = "#ffffff", DrawerText = "#1c2430", DrawerIcon = "#4a5565",
            AppbarBackground = "#ffffff", AppbarText = "#1c2430", TextPrimary = "#1c2430", TextSecondary = "#515c6b", ActionDefault = "#4a5565",
            LinesDefault = "#d9ddd6", LinesInputs = "#7c8794", Divider = "#d9ddd6", TableLines = "#e3e6e0",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8cc3e8", PrimaryContrastText = "#0d1a24", Secondary = "#c4a6e4", Tertiary = "#8fd0ae", Info = "#8cc3e8", Success = "#86d3a5", Warning = "#eebf6a", Error = "#ff9d94",
            ErrorContrastText = "#2b0a07", WarningContrastText = "#241800", SuccessContrastText = "#06200f", InfoContrastText = "#0d1a24",
            Background = "#12161c", Surface = "#1b2129", DrawerBackground = "#1b2129", DrawerText = "#e6e9ee", DrawerIcon = "#aab4c0",
            AppbarBackground = "#1b2129", AppbarText = "#e6e9ee", TextPrimary = "#e6e9ee", TextSecondary = "#aab4c0", ActionDefault = "#aab4c0",
            LinesDefault = "#323b47", LinesInputs = "#7f8b99", Divider = "#323b47", TableLines = "#2b333e",
        },
    };
}
