using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.TimelinePages;

/// <param name="Css">The colour's name in chart.css, as the bands of seasons have it.</param>
public sealed record LaneKind(Kind Kind, string Caption, string Css);

/// <summary>The lanes from top to bottom: what opens and closes a season, what came in it, what followed, the traffic, and the background.</summary>
public static class LaneKinds
{
    public static IReadOnlyList<LaneKind> All { get; } =
    [
        new(Kind.Harvest, "Harvests", "harvest"),
        new(Kind.Ban, "Bans", "ban"),
        new(Kind.PassClosure, "Pass closures", "passes"),
        new(Kind.Incursion, "Incursions", "incursion"),
        new(Kind.Attack, "Attacks", "attack"),
        new(Kind.HostageTaking, "Hostage-takings", "taking"),
        new(Kind.Ransom, "Ransoms", "ransom"),
        new(Kind.Release, "Releases", "release"),
        new(Kind.Withdrawal, "Withdrawals", "withdrawal"),
        new(Kind.Seizure, "Seizures", "seizure"),
        new(Kind.Context, "Background", "context"),
    ];

    public static LaneKind Of(Kind kind) => All.First(l => l.Kind == kind);
}
