using System.Globalization;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.RuleBook;
using Timeline.Engine;
using Timeline.Hosting;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Watching;

/// <summary>A correlation as it was last told.</summary>
/// <param name="Episode">How often it has begun to hold.</param>
public sealed record CorrelationRecord(string Id, Finding Finding, bool Holds, int Episode);

/// <summary>A rule's evidence as it was last told.</summary>
public sealed record EvidenceRecord(string Id, Evidence Evidence)
{
    public static string Key(Rule rule, string theatre) => Key(rule.Id, rule.Version, theatre);

    public static string Key(string rule, int version, string theatre) => $"evidence~{rule}~{version}~{theatre}";

    /// <summary>What a key was made of: no id of a rule or a theatre has a tilde in it.</summary>
    public static (string Rule, int Version, string Theatre) Read(string key) =>
        key.Split('~') is [_, var rule, var version, var theatre] ? (rule, int.Parse(version, CultureInfo.InvariantCulture), theatre) : throw new FormatException($"'{key}' is no key of evidence");
}

/// <summary>The last day that was reached.</summary>
public sealed record ClockRecord(string Id, LocalDate Day)
{
    public const string Only = "clock";
}

/// <summary>How far history has been judged, for who waits for rest.</summary>
/// <param name="Entries">How many entries the book of rules had when history was last judged by it.</param>
/// <param name="Unweighed">What was judged may have changed what rules are worth, and that is still to be told.</param>
public sealed record JudgedRules(string Id, int Entries, bool Unweighed)
{
    public const string Only = "rules";

    /// <summary>Whether anything is still to be told: of a rule put in force or retired since, or of what rules are worth.</summary>
    public static async Task<bool> AreDueAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand($"select (data ->> 'entries')::int from timeline.mt_doc_judgedrules where id = '{Only}' and not (data ->> 'unweighed')::bool");
        return await command.ExecuteScalarAsync(stop) as int? != await BookOfRules.CountAsync(data, stop);
    }
}

/// <summary>What Correlation keeps in memory: the engine over all facts, and what it last told of each correlation. Built from its own store alone.</summary>
public sealed class WorkingSet
{
    /// <summary>
    /// The facts received, in a table of their own: one insert each, read whole at start. They are numbered in the order of commit, since one writer at a time holds the row of the
    /// position while it inserts: what was read up to a number is all there is up to it.
    /// </summary>
    public const string Schema = """
        create table if not exists timeline.fact (
            incident_id text not null, version bigint not null, recorded timestamptz not null, type text not null, data jsonb not null,
            primary key (incident_id, version));
        alter table timeline.fact add column if not exists seq bigint generated always as identity;
        create unique index if not exists fact_seq on timeline.fact (seq);
        create index if not exists fact_places on timeline.fact (seq) where type = 'place-added.v1';
        """;

    public required TimelineEngine Engine { get; init; }

    /// <summary>The book of rules as the engine knows it.</summary>
    public required BookOfRules Book { get; set; }

    public IReadOnlyList<Rule> Rules => Book.InForce;
    public required Dictionary<string, CorrelationRecord> Correlations { get; init; }
    public required Dictionary<string, Evidence> Evidence { get; init; }
    public required IReadOnlyList<WatchRecord> Watches { get; init; }

    /// <summary>Where each watch and correlation, or evidence, that met stand. What people did with the alerts is not kept here: they may do it in another process.</summary>
    public required Dictionary<string, AlertThread> Threads { get; init; }

    public LocalDate? Day { get; set; }

    /// <param name="rowsAlone">From the rows of the facts, whatever was put together of them for a quick start.</param>
    public static async Task<WorkingSet> ReadAsync(
        IQuerySession session, NpgsqlDataSource data, Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, CancellationToken stop, bool rowsAlone = false)
    {
        var book = await BookOfRules.ReadAsync(session, stop);
        var engine = new TimelineEngine(gazetteer, theatres, book.InForce);
        await ReadFacts.IntoAsync(data, engine.Apply, stop, rowsAlone);
        var day = (await session.LoadAsync<ClockRecord>(ClockRecord.Only, stop))?.Day;
        if (day is { } reached)
        {
            engine.Reach(reached);
        }

        var settling = Task.Run(engine.Settle, stop);
        var told = await session.Query<CorrelationRecord>().ToListAsync(stop);
        await settling;
        return new()
        {
            Engine = engine,
            Book = book,
            Day = day,
            Correlations = told.ToDictionary(c => c.Id),
            Evidence = (await session.Query<EvidenceRecord>().ToListAsync(stop)).ToDictionary(e => e.Id, e => e.Evidence),
            Watches = await session.Query<WatchRecord>().ToListAsync(stop),
            Threads = await ThreadsAsync(data, stop),
        };
    }

    /// <summary>Tells the engine what was put in force and retired since.</summary>
    public EngineChanges Judge(BookOfRules now)
    {
        Book = now;
        Tell(Engine, now);
        return Engine.Settle();
    }

    /// <summary>Tells an engine what is in force and what was retired; what it knows already changes nothing.</summary>
    public static void Tell(TimelineEngine engine, BookOfRules book)
    {
        foreach (var rule in book.InForce)
        {
            engine.Publish(rule);
        }

        foreach (var retired in book.Retired)
        {
            engine.Retire(retired.Rule, retired.Version);
        }
    }

    private static async Task<Dictionary<string, AlertThread>> ThreadsAsync(NpgsqlDataSource data, CancellationToken stop)
    {
        await using var command = data.CreateCommand(
            $"""
            select distinct on (thread) thread, watch, data -> 'notice' ->> 'correlationId', episode, state <> '{AlertState.Withdrawn}',
                case when data -> 'notice' ->> 'class' = '{RaiseEvidence.Class}' then data -> 'notice' ->> 'why' end
            from {AlertTable.Name} order by thread, episode desc
            """);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var threads = new Dictionary<string, AlertThread>();
        while (await rows.ReadAsync(stop))
        {
            threads.Add(rows.GetString(0), new(rows.GetString(1), rows.GetString(2), rows.GetInt32(3), rows.GetBoolean(4), rows.IsDBNull(5) ? null : rows.GetString(5)));
        }

        return threads;
    }

    /// <summary>Keeps the facts of a stretch, in its order, by one command.</summary>
    public static void Keep(IDocumentSession session, IReadOnlyList<Sent> stretch)
    {
        if (stretch.Count == 0)
        {
            return;
        }

        var facts = stretch.Select(sent => (sent.Version, sent.Recorded, Happened: (IIncidentEvent)sent.Event!)).ToList();
        session.QueueSqlCommand(
            """
            insert into timeline.fact (incident_id, version, recorded, type, data)
            select incident_id, version, recorded, type, data::jsonb
            from unnest(?::text[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[]) with ordinality as f(incident_id, version, recorded, type, data, n)
            order by n on conflict do nothing
            """,
            facts.Select(f => f.Happened.IncidentId).ToArray(),
            facts.Select(f => f.Version).ToArray(),
            facts.Select(f => f.Recorded.ToDateTimeOffset()).ToArray(),
            facts.Select(f => EventCatalogue.NameOf(f.Happened.GetType())).ToArray(),
            facts.Select(f => f.Happened.Written()).ToArray());
    }
}
