using MassTransit;
using NodaTime;

namespace Timeline.Contracts;

/// <summary>A watcher's standing wish. Null filters let everything through.</summary>
[EntityName("timeline.watch-set.v1"), MessageUrn("timeline:watch-set:v1")]
public sealed record WatchSet(string WatchId, string Name, string? Rule, string? Theatre, bool CertainOnly, string By);

/// <summary>What an alert says.</summary>
/// <param name="AlertId">Made of watch, correlation and episode: raised twice, it is the same alert.</param>
/// <param name="Class">"match" claims nothing about chance; "evidence" is kept for rules that pass the tests.</param>
/// <param name="Thread">Watch and correlation: all episodes of one alert share it.</param>
/// <param name="Episode">1 for the first; a return after withdrawal is a new one.</param>
/// <param name="Why">The reasons in a sentence.</param>
/// <param name="State">The alert's state after it; null in a notice from before this was told.</param>
public sealed record Notice(
    string AlertId, string Class, string CorrelationId, string Watch, string Thread, int Episode, string Rule, string Theatre, int SeasonYear, string Change, string Why, string? State);

public interface IAlertEvent
{
    Notice Notice { get; }
}

/// <summary>A correlation met a watch.</summary>
[EntityName("timeline.alert-raised.v1"), MessageUrn("timeline:alert-raised:v1")]
public sealed record AlertRaised(Notice Notice) : IAlertEvent;

/// <summary>What a standing alert rests on grew, shrank or changed. What people did with it stays as it was.</summary>
[EntityName("timeline.alert-revised.v1"), MessageUrn("timeline:alert-revised:v1")]
public sealed record AlertRevised(Notice Notice) : IAlertEvent;

/// <summary>What an alert rested on no longer holds: an erratum to everybody who got it.</summary>
[EntityName("timeline.alert-withdrawn.v1"), MessageUrn("timeline:alert-withdrawn:v1")]
public sealed record AlertWithdrawn(Notice Notice) : IAlertEvent;

/// <summary>A person took an alert in hand, laid it down or wrote something to it; or its snooze came to an end.</summary>
/// <param name="State">The alert's state after it: raised, acknowledged, assigned, snoozed or closed; withdrawn where a note was written to a withdrawn one.</param>
/// <param name="By">Who did it; "timeline" where a snooze came to an end.</param>
/// <param name="To">To whom it was assigned.</param>
/// <param name="Note">The reason that was given, or the note.</param>
/// <param name="Until">When the snooze ends, or was to end.</param>
/// <param name="Change">acknowledged, assigned, snoozed, closed, reopened, noted or woken.</param>
[EntityName("timeline.alert-handled.v1"), MessageUrn("timeline:alert-handled:v1")]
public sealed record AlertHandled(string AlertId, string State, string By, string? To, string? Note, Instant? Until, string Change);
