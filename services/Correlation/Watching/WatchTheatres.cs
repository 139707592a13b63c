using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Watching;

/// <summary>
/// Takes in what was reported, lets the engine judge it, and appends what begins, grows, weakens or ends, with the alerts that follow.
/// Next: shared/Engine/TimelineEngine.cs, then <see cref="RaiseAlerts"/>.
/// </summary>
public sealed class WatchTheatres(IDocumentStore store, NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IClock clock) : ITakeInOrder
{
    private WorkingSet? memory;

    public void Forget() => memory = null;

    /// <summary>A new day: absence, open chains and the state of seasons are judged as of it.</summary>
    public bool IsDue() => memory is null || memory.Day is not { } day || day < Today();

    public async Task TakeAsync(IDocumentSession session, IReadOnlyList<Sent> stretch, CancellationToken stop)
    {
        if (memory is null)
        {
            await using var query = store.QuerySession();
            memory = await WorkingSet.ReadAsync(query, data, gazetteer, theatres, stop);
            TellWhatWasNot(session, memory);
        }

        foreach (var sent in stretch)
        {
            memory.Engine.Apply(new(sent.Version, sent.Recorded, (IIncidentEvent)sent.Event!));
            WorkingSet.Keep(session, sent);
        }

        ReachToday(session, memory);
        var changes = memory.Engine.Settle();
        foreach (var change in changes.Findings)
        {
            Tell(session, memory, change);
        }

        foreach (var rule in memory.Rules)
        {
            foreach (var theatre in theatres.Where(t => changes.Evidence.Contains((rule.Id, t.Id))))
            {
                Tell(session, memory, rule, theatre.Id);
            }
        }
    }

    // Rules are published while nobody watches: what a new one finds in the facts there are, and what an old one no longer says, is told now.
    private void TellWhatWasNot(IDocumentSession session, WorkingSet set)
    {
        var told = set.Correlations.Values.Where(c => c.Holds).ToDictionary(c => c.Id, c => c.Finding);
        foreach (var before in told.Values.Where(f => !set.Engine.Findings.ContainsKey(f.CorrelationId)).OrderBy(f => f.CorrelationId, StringComparer.Ordinal))
        {
            Tell(session, set, new(before, null, "The rule in force today does not find it."));
        }

        foreach (var after in set.Engine.Findings.Values.OrderBy(f => f.CorrelationId, StringComparer.Ordinal))
        {
            var before = told.GetValueOrDefault(after.CorrelationId);
            if (before is null || !WhatChanged.Same(before, after))
            {
                Tell(session, set, new(before, after));
            }
        }

        foreach (var rule in set.Rules)
        {
            foreach (var theatre in theatres.Where(t => rule.Theatres?.Contains(t.Id) ?? true))
            {
                Tell(session, set, rule, theatre.Id);
            }
        }
    }

    private void ReachToday(IDocumentSession session, WorkingSet set)
    {
        var today = Today();
        if (set.Day is { } day && day >= today)
        {
            return;
        }

        set.Day = today;
        set.Engine.Reach(today);
        session.Events.Append(ClockRecord.Only, new DayReached(today));
        session.Store(new ClockRecord(ClockRecord.Only, today));
    }

    private void Tell(IDocumentSession session, WorkingSet set, FindingChange change)
    {
        var id = (change.After ?? change.Before)!.CorrelationId;
        var before = set.Correlations.GetValueOrDefault(id);
        var told = TellChange.Of(change);
        var begins = before is not { Holds: true } && change.After is not null;
        var after = new CorrelationRecord(id, told.Finding, change.After is not null, (before?.Episode ?? 0) + (begins ? 1 : 0));
        set.Correlations[id] = after;
        session.Events.Append(id, told);
        session.Store(after);
        RaiseAlerts.Of(session, set, after, told, clock.GetCurrentInstant());
    }

    private static void Tell(IDocumentSession session, WorkingSet set, Rule rule, string theatre)
    {
        var key = EvidenceRecord.Key(rule, theatre);
        var evidence = set.Engine.EvidenceOf(rule.Id, theatre);
        if (set.Evidence.TryGetValue(key, out var told) && JsonSerializer.Serialize(told, TimelineJson.Options) == JsonSerializer.Serialize(evidence, TimelineJson.Options))
        {
            return;
        }

        set.Evidence[key] = evidence;
        session.Events.Append(key, new EvidenceJudged(rule.Id, rule.Version, theatre, evidence));
        session.Store(new EvidenceRecord(key, evidence));
    }

    private LocalDate Today() => clock.GetCurrentInstant().InUtc().Date;
}
