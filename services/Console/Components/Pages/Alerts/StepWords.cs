using NodaTime;
using Timeline.Console.Api;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>What happened to an alert, in words.</summary>
public static class StepWords
{
    private static readonly string[] OfFacts = ["strengthened", "weakened", "revised"];

    /// <summary>"Assigned to Anna by local", "Snoozed until 3 Feb 2030 08:00 UTC by local", "Strengthened".</summary>
    public static string Say(AlertChange step) => step switch
    {
        { Change: "assigned", To: { } to } => $"Assigned to {to}{By(step)}",
        { Change: "snoozed", Until: { } until } => $"Snoozed until {Words.Say(until)}{By(step)}",
        { Change: "woken" } => "Its snooze ended",
        { Change: "noted" } => $"Note{By(step)}",
        _ => Words.Title(step.Change) + By(step),
    };

    /// <summary>The same, as it is read out: with its reason.</summary>
    public static string SayWhole(AlertChange step) => step.Why is { Length: > 0 } why ? $"{Say(step)}: {why}" : $"{Say(step)}.";

    /// <summary>What was told of the facts since people last changed the alert's state: they may think otherwise of it now.</summary>
    public static AlertChange? Since(AlertView alert) =>
        alert.State is "acknowledged" or "assigned" or "snoozed" or "closed" && alert.History.LastOrDefault(s => s.Change != "noted") is { } last && OfFacts.Contains(last.Change) ? last : null;

    /// <summary>The reasons of an episode as they were when it was raised.</summary>
    public static string Reasons(AlertView alert) => alert.History.FirstOrDefault(s => s.Change == "raised")?.Why ?? alert.Why;

    private static string By(AlertChange step) => step.By is null or "timeline" ? "" : $" by {step.By}";
}
