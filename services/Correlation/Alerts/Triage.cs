using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using static Timeline.Correlation.Alerts.AlertState;

namespace Timeline.Correlation.Alerts;

/// <summary>What a person can do with an alert.</summary>
public enum Deed { Acknowledge, Assign, Snooze, Close, Reopen, Note }

/// <summary>A person's wish, read and in itself sound.</summary>
/// <param name="By">Who wishes it.</param>
/// <param name="To">To whom to assign it.</param>
/// <param name="Until">When the snooze ends.</param>
/// <param name="Why">The reason, or the note.</param>
public sealed record Wish(Deed Deed, string By, string? To = null, Instant? Until = null, string? Why = null);

/// <summary>
/// What can be done with an alert in which state. Closed and withdrawn are ends: from closed a person leads back, from withdrawn nobody does,
/// for what it rested on no longer holds; should it hold again, that is a new episode. A note can always be added. Next: <see cref="HandleAlert"/>.
/// </summary>
public static class Triage
{
    /// <returns>What happens; null where it is so already and nothing needs to happen.</returns>
    /// <exception cref="Refused">It cannot be done in this state (409, names the state).</exception>
    public static AlertHandled? Decide(AlertRecord alert, Wish wish)
    {
        return (alert.State, wish.Deed) switch
        {
            (_, Deed.Note) => Happens(alert.State, "noted"),
            (Withdrawn, _) => throw Cannot("It was withdrawn: what it rested on no longer holds. Only a note can be added."),

            (Closed, Deed.Close) => throw Cannot($"{Who("closed")} closed it already."),
            (Closed or Snoozed, Deed.Reopen) => Happens(Raised, "reopened"),
            (Closed, _) => throw Cannot("It is closed. Reopen it first."),
            (_, Deed.Reopen) => throw Cannot($"It is {alert.State}: only what is closed or snoozed can be reopened."),

            (Acknowledged, Deed.Acknowledge) when Who("acknowledged") == wish.By => null,
            (Acknowledged, Deed.Acknowledge) => throw Cannot($"{Who("acknowledged")} acknowledged it already."),
            (Assigned, Deed.Assign) when alert.Assignee == wish.To => null,
            (Snoozed, Deed.Snooze) when alert.SnoozedUntil == wish.Until => null,

            (_, Deed.Acknowledge) => Happens(Acknowledged, "acknowledged"),
            (_, Deed.Assign) => Happens(Assigned, "assigned"),
            (_, Deed.Snooze) => Happens(Snoozed, "snoozed"),
            (_, Deed.Close) => Happens(Closed, "closed"),
            _ => throw new ArgumentOutOfRangeException(nameof(wish), wish.Deed, "no deed"),
        };

        AlertHandled Happens(string state, string change) => new(alert.Id, state, wish.By, wish.To, wish.Why, wish.Until, change);
        string Who(string did) => alert.History.Last(step => step.Change == did).By ?? AlertRecord.System;
        Refused Cannot(string says) => new(StatusCodes.Status409Conflict, new Dictionary<string, string[]> { ["state"] = [says] }) { PresentVersion = alert.Version };
    }

    /// <summary>A snooze whose time has come ends: the alert stands as it was raised.</summary>
    /// <returns>Null where it is not snoozed, or not as long as this.</returns>
    public static AlertHandled? Wake(AlertRecord alert, Instant now) => alert is { State: Snoozed, SnoozedUntil: { } until } && until <= now
        ? new(alert.Id, Raised, AlertRecord.System, null, null, until, "woken")
        : null;
}
