using NodaTime;

namespace Timeline.Console.Api;

/// <summary>An alert, as <c>GET /api/alerts</c> lists it.</summary>
/// <param name="Thread">All episodes of one watch and correlation share it.</param>
/// <param name="State">raised, acknowledged, assigned, snoozed, closed or withdrawn.</param>
/// <param name="Assignee">To whom it was last assigned.</param>
/// <param name="Version">Grows by one with everything that happens to it.</param>
/// <param name="Change">What last happened to what it rests on: raised, strengthened, weakened, revised, withdrawn.</param>
/// <param name="Why">The reasons as they were last told.</param>
/// <param name="History">What happened to it, oldest first.</param>
public sealed record AlertView(
    string Id,
    string Class,
    string CorrelationId,
    string Watch,
    string Thread,
    int Episode,
    string Rule,
    string Theatre,
    int SeasonYear,
    string State,
    string? Assignee,
    Instant? SnoozedUntil,
    Instant RaisedAt,
    Instant ChangedAt,
    int Version,
    string Change,
    string Why,
    IReadOnlyList<AlertChange> History);

/// <param name="Change">raised, strengthened, weakened, revised or withdrawn; or what a person did with it.</param>
/// <param name="By">Who did it; "timeline" for what follows from facts and from the clock.</param>
/// <param name="To">To whom it was assigned.</param>
/// <param name="Until">When its snooze ends, or was to end.</param>
public sealed record AlertChange(Instant At, string Change, string? Why = null, string? By = null, string? To = null, Instant? Until = null);

/// <summary>One watch and correlation that met: every time they did is an episode, the oldest first.</summary>
public sealed record AlertThread(string Thread, IReadOnlyList<AlertView> Episodes)
{
    public AlertView Last => Episodes[^1];
}

/// <summary>How many threads there are of one state, rule, theatre and season year.</summary>
public sealed record ThreadTally(string State, string Rule, string Theatre, int SeasonYear, int Count);

/// <param name="Next">The cursor of what follows; null where that was all.</param>
/// <param name="Tally">Of all threads, whatever was asked for.</param>
public sealed record ThreadPage(IReadOnlyList<AlertThread> Items, string? Next, IReadOnlyList<ThreadTally> Tally);
