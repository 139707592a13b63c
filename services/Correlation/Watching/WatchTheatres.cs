using System.Diagnostics;
using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.Ledger;
using Timeline.Correlation.RuleBook;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Watching;

/// <summary>
/// Takes in what was reported, lets the engine judge it, and appends what begins, grows, weakens or ends, with the alerts that follow.
/// Next: shared/Engine/TimelineEngine.cs, then <see cref="RaiseAlerts"/>.
/// </summary>
public sealed class WatchTheatres(IDocumentStore store, NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, ClaimLedger ledger, IClock clock) : ITakeInOrder
{
    // where it takes longer than this to say what the rules are worth, that waits for a quiet moment; while reports keep coming it waits no longer than the
    // other. A long history is weighed in half a second, for which every alert behind it would wait: so it is done seldom, and not often in between
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);
    private static readonly Duration LongestWait = Duration.FromSeconds(30);

    private readonly HashSet<(string Rule, string Theatre)> toWeigh = [];
    private Instant? toWeighSince;
    private TimeSpan took;
    private WorkingSet? memory;
    private bool isNew;
    private EngineChanges? judged;
    private JudgedRules? kept;

    public void Forget() => (memory, judged, kept) = (null, null, null);

    public async Task RecallAsync(CancellationToken stop)
    {
        if (memory is null)
        {
            await using var query = store.QuerySession();
            memory = await WorkingSet.ReadAsync(query, data, gazetteer, theatres, stop);
            isNew = true;
            toWeigh.Clear();
            toWeighSince = null;
        }
        else if (await BookOfRules.CountAsync(data, stop) != memory.Book.Entries)
        {
            // all of history is judged by it, which can take long: not in the transaction. What that changes is told there, or found anew when this process does not come to it
            await using var query = store.QuerySession();
            judged = memory.Judge(await BookOfRules.ReadAsync(query, stop));
        }
    }

    /// <summary>
    /// A new day: absence, open chains and the state of seasons are judged as of it. A rule that was put in force or retired. Or a quiet moment to say what the rules are worth.
    /// </summary>
    public async ValueTask<bool> IsDueAsync(CancellationToken stop) =>
        memory is null || memory.Day is not { } day || day < Today() || toWeigh.Count > 0 || await BookOfRules.CountAsync(data, stop) != memory.Book.Entries;

    public async Task TakeAsync(IDocumentSession session, IReadOnlyList<Sent> stretch, CancellationToken stop)
    {
        var set = memory ?? throw new InvalidOperationException("nothing was recalled");
        var told = new List<Told>();
        if (isNew)
        {
            told.AddRange(SinceTold(set).Select(change => Tell(session, set, change)));
        }

        var byRules = judged;
        if (byRules is not null)
        {
            told.AddRange(byRules.Findings.Select(change => Tell(session, set, change)));
        }

        foreach (var sent in stretch)
        {
            set.Engine.Apply(new(sent.Version, sent.Recorded, (IIncidentEvent)sent.Event!));
        }

        WorkingSet.Keep(session, stretch);
        ReachToday(session, set);
        var changes = set.Engine.Settle();
        told.AddRange(changes.Findings.Select(change => Tell(session, set, change, WhatBrought(change, stretch))));
        await RaiseAlerts.OfAsync(session, set, told, clock, stop);
        if (isNew || byRules is not null)
        {
            WithdrawEvidence(session, set);
            toWeigh.Clear();
            toWeigh.UnionWith(set.Rules.SelectMany(r => theatres.Where(t => r.AppliesIn(t.Id)).Select(t => (r.Id, t.Id))));
        }

        toWeigh.UnionWith(changes.Evidence);
        await TellWorthAsync(session, set, isNew || byRules is not null || stretch.Count == 0, stop);
        if (new JudgedRules(JudgedRules.Only, set.Book.Entries, toWeigh.Count > 0) is var reached && reached != kept)
        {
            session.Store(kept = reached);
        }

        (isNew, judged) = (false, null);
    }

    // Statistics take long on long histories: there a match is told at once, and what it makes of the rules in the next quiet moment.
    private async Task TellWorthAsync(IDocumentSession session, WorkingSet set, bool isQuiet, CancellationToken stop)
    {
        var now = clock.GetCurrentInstant();
        toWeighSince = toWeigh.Count == 0 ? null : toWeighSince ?? now;
        if (toWeighSince is not { } since || !(isQuiet || took <= Quick || now - since >= LongestWait))
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        foreach (var (rule, theatre) in toWeigh.Order())
        {
            Tell(session, set, set.Rules.First(r => r.Id == rule), theatre);
        }

        await RaiseEvidence.OfAsync(session, set, theatres, clock, stop);
        session.Store(LedgerRecord.Of(ledger, set));
        toWeigh.Clear();
        toWeighSince = null;
        took = Stopwatch.GetElapsedTime(started);
    }

    // What was told last may have been judged by an older engine or an older version of a rule: the first thing a process tells is what is otherwise now.
    private static IEnumerable<FindingChange> SinceTold(WorkingSet set)
    {
        var told = set.Correlations.Values.Where(c => c.Holds).ToDictionary(c => c.Id, c => c.Finding);
        foreach (var id in told.Keys.Union(set.Engine.Findings.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (told.GetValueOrDefault(id), set.Engine.Findings.GetValueOrDefault(id));
            if (before is null || after is null || !WhatChanged.Same(before, after))
            {
                yield return new(before, after, after is null ? set.Engine.WhyNot(before!) : null);
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

    // Of the reports taken in together the last that speaks of one of its incidents; any other may have brought it about only in passing (a window that moved).
    private static Cause? WhatBrought(FindingChange change, IReadOnlyList<Sent> stretch)
    {
        var incidents = new[] { change.Before, change.After }.SelectMany(finding => finding?.Incidents ?? []).ToHashSet(StringComparer.Ordinal);
        var report = stretch.LastOrDefault(sent => sent.Event is IIncidentEvent happened && incidents.Contains(happened.IncidentId)) ?? (stretch.Count > 0 ? stretch[^1] : null);
        return report is null ? null : new(report.Recorded, report.Cause?.Trace);
    }

    private static Told Tell(IDocumentSession session, WorkingSet set, FindingChange change, Cause? cause = null)
    {
        var id = (change.After ?? change.Before)!.CorrelationId;
        var before = set.Correlations.GetValueOrDefault(id);
        var told = TellChange.Of(change);
        var begins = before is not { Holds: true } && change.After is not null;
        var after = new CorrelationRecord(id, told.Finding, change.After is not null, (before?.Episode ?? 0) + (begins ? 1 : 0));
        set.Correlations[id] = after;
        session.Append(id, told, cause);
        session.Store(after);
        return new(after, told, cause);
    }

    private static void Tell(IDocumentSession session, WorkingSet set, Rule rule, string theatre)
    {
        var key = EvidenceRecord.Key(rule, theatre);
        var evidence = set.Engine.EvidenceOf(rule.Id, theatre);
        var wasTold = set.Evidence.TryGetValue(key, out var told);
        set.Evidence[key] = evidence;
        if (wasTold && (ReferenceEquals(told, evidence) || JsonSerializer.Serialize(told, TimelineJson.Options) == JsonSerializer.Serialize(evidence, TimelineJson.Options)))
        {
            return;
        }

        session.Events.Append(key, new EvidenceJudged(rule.Id, rule.Version, theatre, evidence));
        session.Store(new EvidenceRecord(key, evidence));
    }

    private static void WithdrawEvidence(IDocumentSession session, WorkingSet set)
    {
        var stands = set.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var key in set.Evidence.Keys.ToList())
        {
            var (rule, version, theatre) = EvidenceRecord.Read(key);
            if (stands.GetValueOrDefault(rule) is { } inForce && inForce.Version == version && inForce.AppliesIn(theatre))
            {
                continue;
            }

            set.Evidence.Remove(key);
            session.Events.Append(key, new EvidenceWithdrawn(rule, version, theatre, stands.GetValueOrDefault(rule) is { } now ? $"Version {now.Version} of the rule came into force." : "The rule was retired."));
            session.Delete<EvidenceRecord>(key);
        }
    }

    private LocalDate Today() => clock.GetCurrentInstant().InUtc().Date;
}
