using System.Globalization;
using System.Text.Json;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Projection.Correlations;
using Timeline.Projection.Recording;
using Timeline.Projection.Seasons;
using Timeline.Vocabulary;

namespace Timeline.Projection.Views;

/// <summary>
/// Makes the views from the timeline store: incident versions on both clocks, correlations and evidence as they were told, and the seasonal
/// correlation views that a page of events touches. Marten's daemon runs it and commits the views with how far they have come.
/// </summary>
public sealed class ProjectViews(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres) : IProjection
{
    public const string Shard = "views";

    private ViewMemory? memory;

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        // what is in memory fits only if it ends where this page begins: after a failed page or a change of leader it is read anew
        var first = events[0].Sequence;
        var wasRead = memory is null || (memory.Position != first - 1 && memory.Position != await LastBeforeAsync(operations, first, cancellation));
        if (memory is null || wasRead)
        {
            memory = await ViewMemory.ReadAsync(operations, first, gazetteer, theatres, cancellation);
        }

        var changed = new Dictionary<string, Instant>(StringComparer.Ordinal);
        Instant recorded = default;
        foreach (var stored in events)
        {
            // what was recorded at one instant is one state; the state before it was held too, though both may come in one page
            if (stored.Data is IIncidentEvent && Origin.RecordedAt(stored) is var at && at != recorded)
            {
                WriteVersions(operations, changed, recorded);
                recorded = at;
            }

            Take(operations, stored, changed);
        }

        WriteVersions(operations, changed, recorded);
        var changes = memory.Engine.Settle();
        var seasons = SeasonsToMake(changes);
        if (wasRead)
        {
            // they may have been made by an older engine
            seasons.UnionWith(theatres.SelectMany(t => memory.Engine.SeasonYears(t.Id).Select(y => (t.Id, y))));
        }

        WriteSeasons(operations, seasons);
    }

    // asked only across a hole in the numbers: where they follow on, nothing can lie between
    private static async Task<long> LastBeforeAsync(IDocumentOperations operations, long first, CancellationToken stop)
    {
        var earlier = await operations.Events.QueryAllRawEvents().Where(e => e.Sequence < first).OrderByDescending(e => e.Sequence).Take(1).ToListAsync(stop);
        return earlier.Count == 0 ? 0 : earlier[0].Sequence;
    }

    /// <param name="changed">Incidents of which something is told otherwise, and the instant since when it was known: what they were before it stays.</param>
    private void Take(IDocumentOperations operations, IEvent stored, Dictionary<string, Instant> changed)
    {
        memory!.Apply(stored);
        switch (stored.Data)
        {
            case IIncidentEvent happened:
                WriteFact(operations, stored, happened);
                var known = KnownFrom(stored, happened);
                foreach (var id in memory.Histories.ChangedBy(happened))
                {
                    changed[id] = changed.TryGetValue(id, out var before) ? Instant.Min(before, known) : known;
                }

                break;
            case ICorrelationEvent told:
                CorrelationDocument.Write(operations, told, Origin.RecordedAt(stored), stored.Sequence);
                break;
            case EvidenceJudged judged:
                EvidenceDocument.Write(operations, judged, Origin.RecordedAt(stored), stored.Sequence);
                break;
            case EvidenceWithdrawn withdrawn:
                EvidenceDocument.Withdraw(operations, withdrawn, Origin.RecordedAt(stored));
                break;
            case RulePublished published:
                operations.Store(new RuleDocument($"{published.Rule.Id}~{published.Rule.Version}", ViewMemory.RuleOf(published, stored), Origin.RecordedAt(stored)));
                break;
            case RuleRetired retired:
                operations.Store(new RetirementDocument($"{retired.Rule}~{retired.Version}", retired.Rule, retired.Version, Origin.RecordedAt(stored)));
                break;
            case DayReached reached:
                operations.Store(new DayDocument(reached.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), reached.Day, Origin.RecordedAt(stored)));
                break;
        }
    }

    // a season year that nothing lies in any more is no longer listed
    private void WriteSeasons(IDocumentOperations operations, HashSet<(string Theatre, int Year)> seasons)
    {
        var recorded = theatres.SelectMany(t => memory!.Engine.SeasonYears(t.Id).Select(y => (t.Id, y))).ToHashSet();
        foreach (var (theatre, year) in seasons)
        {
            var key = SeasonDocument.Key(theatre, year);
            if (recorded.Contains((theatre, year)))
            {
                operations.Store(new SeasonDocument(key, theatre, year, memory!.Engine.Season(theatre, year)));
            }
            else
            {
                operations.Delete<SeasonDocument>(key);
            }
        }
    }

    private static HashSet<(string Theatre, int Year)> SeasonsToMake(EngineChanges changes)
    {
        var seasons = changes.Seasons.ToHashSet();
        foreach (var finding in changes.Findings.SelectMany(c => new[] { c.Before, c.After }).OfType<Finding>())
        {
            seasons.Add((finding.Theatre, finding.SeasonYear));
        }

        return seasons;
    }

    private static void WriteFact(IDocumentOperations operations, IEvent stored, IIncidentEvent happened) => operations.QueueSqlCommand(
        "insert into timeline.fact (incident_id, version, recorded, known_from, event_id, seq, type, data) values (?, ?, ?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing",
        happened.IncidentId, Origin.VersionOf(stored), Origin.RecordedAt(stored), KnownFrom(stored, happened), stored.Id, stored.Sequence,
        EventCatalogue.NameOf(happened.GetType()), happened.Written());

    private static Instant KnownFrom(IEvent stored, IIncidentEvent happened) => happened.Provenance.KnownFrom ?? Origin.RecordedAt(stored);

    private void WriteVersions(IDocumentOperations operations, Dictionary<string, Instant> changed, Instant recorded)
    {
        foreach (var (incident, since) in changed)
        {
            WriteVersions(operations, incident, since, recorded);
        }

        changed.Clear();
    }

    // what was known before stays; written anew with every event, all there is of an incident grows with the square of what is told of it
    private void WriteVersions(IDocumentOperations operations, string incidentId, Instant since, Instant recorded)
    {
        operations.QueueSqlCommand("""
            insert into timeline.incident_version (incident_id, known_from, known_to, recorded_from, recorded_to, kind, subkind, title, polarity, scope, begins_earliest, begins_latest, months, places, actors, grade, data)
            select incident_id, known_from, ?, ?, 'infinity', kind, subkind, title, polarity, scope, begins_earliest, begins_latest, months, places, actors, grade, data
            from timeline.incident_version where incident_id = ? and recorded_to = 'infinity' and known_from < ? and known_to > ?
            """, since, recorded, incidentId, since, since);
        operations.QueueSqlCommand(
            "update timeline.incident_version set recorded_to = greatest(?, recorded_from) where incident_id = ? and recorded_to = 'infinity' and known_to > ?", recorded, incidentId, since);
        foreach (var (from, to, incident) in memory!.Histories.Of(incidentId, since))
        {
            if (incident is null)
            {
                continue;
            }

            var begins = incident.When.Begins;
            operations.QueueSqlCommand("""
                insert into timeline.incident_version (incident_id, known_from, known_to, recorded_from, recorded_to, kind, subkind, title, polarity, scope,
                    begins_earliest, begins_latest, months, places, actors, grade, data)
                values (?, ?, coalesce(?::timestamptz, 'infinity'), ?, 'infinity', ?, ?, ?, ?, ?, ?::date, ?::date, ?, ?, ?, ?, ?::jsonb)
                """,
                incidentId, from, (object?)to ?? DBNull.Value, recorded, Word(incident.Kind), (object?)incident.Subkind ?? DBNull.Value, incident.Title, Word(incident.Polarity), Word(incident.Scope),
                (object?)begins?.Earliest ?? DBNull.Value, (object?)begins?.Latest ?? DBNull.Value, Months(begins), Places(incident), incident.Actors.ToArray(), incident.BestGrading.ToString(),
                JsonSerializer.Serialize(incident, TimelineJson.Options));
        }
    }

    // the months of the year in which it may have begun, one bit each: "every August" is then one question
    private static int Months(UncertainDate? begins)
    {
        if (begins is not { } date)
        {
            return 0;
        }

        var months = 0;
        for (var month = date.Earliest; month <= date.Latest && months != 0b1111_1111_1111; month = month.PlusMonths(1).With(DateAdjusters.StartOfMonth))
        {
            months |= 1 << (month.Month - 1);
        }

        return months;
    }

    private static string[] Places(Incident incident) =>
        [.. incident.Elsewhere.Prepend(incident.Where).Select(m => m?.PlaceId).OfType<string>().Distinct()];

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

/// <summary>A version of a rule, and when it was recorded that it is in force.</summary>
public sealed record RuleDocument(string Id, Rule Rule, Instant Recorded);

/// <summary>That a rule was retired up to a version, and when that was recorded.</summary>
public sealed record RetirementDocument(string Id, string Rule, int Version, Instant Recorded);

/// <summary>A day that was reached, and when that was recorded.</summary>
public sealed record DayDocument(string Id, LocalDate Day, Instant Recorded);
