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
public sealed record Notice(string AlertId, string Class, string CorrelationId, string Watch, string Thread, int Episode, string Rule, string Theatre, int SeasonYear, string Change, string Why);

public interface IAlertEvent
{
    Notice Notice { get; }
}

/// <summary>A correlation met a watch.</summary>
[EntityName("timeline.alert-raised.v1"), MessageUrn("timeline:alert-raised:v1")]
public sealed record AlertRaised(Notice Notice) : IAlertEvent;

/// <summary>What an open alert rests on grew, shrank or changed.</summary>
[EntityName("timeline.alert-revised.v1"), MessageUrn("timeline:alert-revised:v1")]
public sealed record AlertRevised(Notice Notice) : IAlertEvent;

/// <summary>What an alert rested on no longer holds: an erratum to everybody who got it.</summary>
[EntityName("timeline.alert-withdrawn.v1"), MessageUrn("timeline:alert-withdrawn:v1")]
public sealed record AlertWithdrawn(Notice Notice) : IAlertEvent;

/// <summary>A person took an alert in hand or laid it down.</summary>
/// <param name="State">acknowledged, assigned, snoozed, closed or raised (reopened).</param>
[EntityName("timeline.alert-handled.v1"), MessageUrn("timeline:alert-handled:v1")]
public sealed record AlertHandled(string AlertId, string State, string By, string? To, string? Note, Instant? Until);
