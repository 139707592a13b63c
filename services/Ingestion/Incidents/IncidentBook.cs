using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Ingestion.Sources;

namespace Timeline.Ingestion.Incidents;

/// <summary>
/// The incidents that one unit of work reads and changes: every event goes to its incident's stream at the version it was decided on, so
/// that two decisions never both rest on the same state. All of it is committed together or not at all.
/// </summary>
/// <param name="after">Another unit of work that is committed before this one, and may not be yet: what it changes is read of it.</param>
public sealed class IncidentBook(IDocumentSession session, IClock clock, IncidentBook? after = null)
{
    // copied and not held: each book holding the one before would hold them all
    private readonly Dictionary<string, IncidentRecord> before = after is null ? [] : after.changes.Keys.ToDictionary(id => id, id => after.known[id]);
    private readonly Dictionary<string, IncidentRecord> known = [];
    private readonly Dictionary<string, (long From, List<IIncidentEvent> Events)> changes = [];

    /// <summary>The incidents that were read or begun, as they stand with all that was appended.</summary>
    public IReadOnlyCollection<IncidentRecord> Known => known.Values;

    /// <summary>An incident as this unit of work, or the one before it, leaves it; null where neither changes it.</summary>
    public IncidentRecord? Changed(string id) => changes.ContainsKey(id) ? known[id] : before.GetValueOrDefault(id);

    /// <summary>The incidents that this unit of work changes, as it leaves them.</summary>
    public IEnumerable<IncidentRecord> ChangedIncidents() => changes.Keys.Select(id => known[id]);

    /// <summary>Incidents as they would stand had been recorded what never will be: of a dry run. What the unit of work before this one changes is read of that one all the same.</summary>
    public void Suppose(IEnumerable<IncidentRecord> incidents)
    {
        foreach (var incident in incidents)
        {
            before.TryAdd(incident.Id, incident);
        }
    }

    /// <summary>What was appended, each with the version it has in its incident's stream once it is written.</summary>
    public IEnumerable<(long Version, IIncidentEvent Event)> Appended => changes.Values.SelectMany(c => c.Events.Select((e, at) => (c.From + at + 1, e)));

    public Guid LastEventId => Last?.Id ?? default;

    /// <summary>The place in the store of the last event written; known after the commit.</summary>
    public long LastPosition => Last?.Sequence ?? 0;

    private IEvent? Last { get; set; }

    /// <summary>The incident; one that does not exist has version 0.</summary>
    public async Task<IncidentRecord> FindAsync(string id, CancellationToken stop)
    {
        if (!known.TryGetValue(id, out var record) && before.TryGetValue(id, out record))
        {
            known[id] = record;
        }

        if (record is null)
        {
            // a NUL is in no text that PostgreSQL could even be asked for
            record = (id.Contains('\0', StringComparison.Ordinal) ? null : await session.LoadAsync<IncidentRecord>(id, stop)) ?? new() { Id = id };
            known[id] = record;
        }

        return record;
    }

    /// <summary>Reads many incidents at one go, for the questions that follow.</summary>
    public async Task LoadAsync(IReadOnlyCollection<string> ids, CancellationToken stop)
    {
        foreach (var id in ids.Where(before.ContainsKey))
        {
            known.TryAdd(id, before[id]);
        }

        var missing = ids.Where(id => !known.ContainsKey(id)).Distinct().ToList();
        foreach (var record in await session.LoadManyAsync<IncidentRecord>(stop, missing))
        {
            known[record.Id] = record;
        }

        missing.ForEach(id => known.TryAdd(id, new() { Id = id }));
    }

    /// <summary>An incident under an id that was made just now: there is nothing to read.</summary>
    public IncidentRecord Begin(string id) => known[id] = new() { Id = id };

    public IncidentRecord Append(IIncidentEvent happened)
    {
        var before = known[happened.IncidentId];
        var after = before.After(happened, clock.GetCurrentInstant());
        known[before.Id] = after;
        if (!changes.TryGetValue(before.Id, out var change))
        {
            changes.Add(before.Id, change = (before.Version, []));
        }

        change.Events.Add(happened);
        return after;
    }

    /// <summary>Queues everything on the session. The caller commits.</summary>
    public void Write() => Write(session);

    /// <summary>Queues everything on another session than the one it was read by. The caller commits.</summary>
    public void Write(IDocumentSession session)
    {
        foreach (var (id, (from, events)) in changes)
        {
            var stream = from == 0
                ? session.Events.StartStream(id, events)
                : session.Events.Append(id, from + events.Count, events.ToArray<object>());
            Last = stream.Events[^1];
            session.Store(known[id]);
        }

        KnownSources.Keep(session, changes.Values.SelectMany(c => c.Events));
    }

    /// <summary>Commits a decision of one incident.</summary>
    /// <param name="expected">The version the caller saw; null where any will do.</param>
    /// <exception cref="Refused">The incident has another version (409).</exception>
    public async Task CommitAsync(string id, long? expected, CancellationToken stop)
    {
        Write();
        try
        {
            await session.SaveChangesAsync(stop);
        }
        catch (Exception e) when (IsConflict(e))
        {
            throw Refused.Changed(expected ?? changes[id].From, await PresentVersionAsync(id, stop));
        }
    }

    /// <summary>Whether a commit failed because somebody else changed an incident first.</summary>
    public static bool IsConflict(Exception e) =>
        e is ConcurrencyException or JasperFx.Events.ExistingStreamIdCollisionException or Marten.Exceptions.ExistingStreamIdCollisionException or EventStreamUnexpectedMaxEventIdException
        || e is MartenCommandException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } }
        || e is AggregateException { InnerExceptions: var inner } && inner.Any(IsConflict);

    public static void Expect(IncidentRecord record, long? expected)
    {
        if (expected is { } version && version != record.Version)
        {
            throw Refused.Changed(version, record.Version);
        }
    }

    private async Task<long> PresentVersionAsync(string id, CancellationToken stop)
    {
        await using var fresh = session.DocumentStore.QuerySession();
        return (await fresh.LoadAsync<IncidentRecord>(id, stop))?.Version ?? 0;
    }
}
