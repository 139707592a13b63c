using NodaTime;
using Timeline.Contracts;

namespace Timeline.Correlation.Alerts;

/// <summary>The states of an alert, as they are written.</summary>
public static class AlertState
{
    public const string Raised = "raised", Acknowledged = "acknowledged", Assigned = "assigned", Snoozed = "snoozed", Closed = "closed", Withdrawn = "withdrawn";

    public static IReadOnlyList<string> All { get; } = [Raised, Acknowledged, Assigned, Snoozed, Closed, Withdrawn];
}

/// <summary>One thing that happened to an alert: who, when, what, why.</summary>
/// <param name="Change">raised, strengthened, weakened, revised, withdrawn; acknowledged, assigned, snoozed, closed, reopened, noted, woken.</param>
/// <param name="By">Who did it; "timeline" for what follows from facts and from the clock.</param>
/// <param name="Why">The reasons, the reason given, or the note.</param>
/// <param name="To">To whom it was assigned.</param>
/// <param name="Until">When its snooze ends, or was to end.</param>
public sealed record AlertStep(Instant At, string Change, string? Why, string? By, string? To = null, Instant? Until = null);

/// <summary>An alert as it stands: the fold of its stream, kept beside it in the same transaction.</summary>
/// <param name="Notice">What was last told of what it rests on.</param>
/// <param name="Assignee">To whom it was last assigned; stays when it is acknowledged, snoozed, closed and reopened.</param>
/// <param name="SnoozedUntil">When it wakes; null unless it is snoozed.</param>
public sealed record AlertRecord(string Id, Notice Notice, string State, Instant RaisedAt, IReadOnlyList<AlertStep> History, string? Assignee = null, Instant? SnoozedUntil = null)
{
    /// <summary>What follows from facts or from the clock is done by the system.</summary>
    public const string System = "timeline";

    /// <summary>The version of its stream: every event of it is one step.</summary>
    public int Version => History.Count;

    public Instant ChangedAt => History[^1].At;

    // what the table has columns of (AlertTable)
    public string Watch => Notice.Watch;
    public string Thread => Notice.Thread;
    public int Episode => Notice.Episode;
    public string Rule => Notice.Rule;
    public string Theatre => Notice.Theatre;
    public int SeasonYear => Notice.SeasonYear;

    public static string Stream(string id) => "alert~" + id;

    /// <summary>The alert after one more event. Only facts raise and withdraw it; only people do the rest, and neither undoes the other.</summary>
    /// <param name="before">Null before it is raised.</param>
    public static AlertRecord After(AlertRecord? before, object happened, Instant at) => (before, happened) switch
    {
        (null, AlertRaised { Notice: var n }) => new(n.AlertId, n, AlertState.Raised, at, [Told(n, at)]),
        ({ } alert, AlertRevised { Notice: var n }) => alert with { Notice = n, History = [.. alert.History, Told(n, at)] },
        ({ } alert, AlertWithdrawn { Notice: var n }) => alert with { Notice = n, State = AlertState.Withdrawn, SnoozedUntil = null, History = [.. alert.History, Told(n, at)] },
        ({ } alert, AlertHandled h) => alert with
        {
            State = h.State,
            Assignee = h.To ?? alert.Assignee,
            SnoozedUntil = h.State == AlertState.Snoozed ? h.Until ?? alert.SnoozedUntil : null,
            History = [.. alert.History, new(at, h.Change, h.Note, h.By, h.To, h.Until)],
        },
        _ => throw new ArgumentException($"{happened.GetType().Name} cannot happen to {(before is null ? "an alert that was never raised" : before.Id)}", nameof(happened)),
    };

    private static AlertStep Told(Notice notice, Instant at) => new(at, notice.Change, notice.Why, System);
}
