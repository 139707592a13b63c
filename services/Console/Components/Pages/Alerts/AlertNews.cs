using System.Text.Json;
using NodaTime;
using Timeline.Console.Api;
using Timeline.Contracts;

namespace Timeline.Console.Components.Pages.Alerts;

/// <summary>What the stream sends when something happens to an alert. What a person did names only the alert; what facts did says all of it.</summary>
/// <param name="Version">The alert's version after it.</param>
/// <param name="By">Who did it; null for what follows from facts.</param>
public sealed record AlertNews(
    string Id, string Change, string State, int Version, Instant Recorded, string? Class = null, string? CorrelationId = null, string? Watch = null, string? Thread = null, int? Episode = null,
    string? Rule = null, string? Theatre = null, int? SeasonYear = null, string? Why = null, string? By = null, string? To = null, Instant? Until = null)
{
    public static AlertNews? Read(string data) => JsonSerializer.Deserialize<AlertNews>(data, TimelineJson.Options);

    /// <summary>The alert that begins with this; null where it is no beginning.</summary>
    public AlertView? Begins() => this is { Version: 1, Thread: { } thread, CorrelationId: { } correlation, Watch: { } watch, Episode: { } episode, Rule: { } rule, Theatre: { } theatre, SeasonYear: { } year, Why: { } why }
        ? new(Id, Class ?? "match", correlation, watch, thread, episode, rule, theatre, year, State, null, null, Recorded, Recorded, Version, Change, why, [Step()])
        : null;

    /// <summary>The alert after this.</summary>
    public AlertView After(AlertView alert) => alert with
    {
        State = State,
        Version = Version,
        ChangedAt = Recorded,
        Assignee = To ?? alert.Assignee,
        SnoozedUntil = State == "snoozed" ? Until ?? alert.SnoozedUntil : null,
        Change = By is null ? Change : alert.Change,
        Why = By is null ? Why ?? alert.Why : alert.Why,
        History = [.. alert.History, Step()],
    };

    private AlertChange Step() => new(Recorded, Change, Why, By ?? "timeline", To, Until);
}
