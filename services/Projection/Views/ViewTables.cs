namespace Timeline.Projection.Views;

/// <summary>The tables of the views that are asked by interval: every version of an incident on both clocks, and every fact.</summary>
public static class ViewTables
{
    /// <remarks>
    /// An incident's version holds where known_from &lt;= t &lt; known_to (what was known at t, as it is recorded now) and recorded_from &lt;= t &lt;
    /// recorded_to (what the system held at t). Open ends are infinity. A page of the timeline is read in the order of its index, which has
    /// the question's own words, and ends where the page is full; where little was known yet it is found by since when it was. A fact's seq is its place in the
    /// timeline store: facts are read in that order, as far as the views have come (<see cref="Knowing.HeldFacts"/>).
    /// </remarks>
    public const string Schema = """
        create table if not exists timeline.incident_version (
            incident_id text not null,
            known_from timestamptz not null, known_to timestamptz not null,
            recorded_from timestamptz not null, recorded_to timestamptz not null,
            kind text not null, subkind text, title text not null, polarity text not null, scope text not null,
            begins_earliest date, begins_latest date, months int not null,
            places text[] not null, actors text[] not null, grade text not null, data jsonb not null);
        create index if not exists incident_version_id on timeline.incident_version (incident_id);
        create index if not exists incident_version_links on timeline.incident_version using gin ((data -> 'links') jsonb_path_ops);
        create index if not exists incident_version_known_from on timeline.incident_version (known_from) where recorded_to = 'infinity';
        create index if not exists incident_version_recorded_from on timeline.incident_version (recorded_from) where known_to = 'infinity';
        create index if not exists incident_version_order on timeline.incident_version (coalesce(begins_earliest, 'infinity'::date), incident_id);
        drop index if exists timeline.incident_version_now, timeline.incident_version_known, timeline.incident_version_recorded;

        create table if not exists timeline.fact (
            incident_id text not null, version bigint not null, recorded timestamptz not null, known_from timestamptz not null,
            event_id uuid not null, type text not null, data jsonb not null, primary key (incident_id, version));
        alter table timeline.fact add column if not exists seq bigint;
        update timeline.fact f set seq = e.seq_id from timeline.mt_events e where f.seq is null and e.id = f.event_id;
        alter table timeline.fact alter column seq set not null;
        create unique index if not exists fact_seq on timeline.fact (seq);
        create index if not exists fact_external on timeline.fact ((data->'provenance'->'external'->>'id'), (data->'provenance'->'external'->>'set'));
        drop index if exists timeline.fact_places;
        create index if not exists fact_of_places on timeline.fact (seq) where type like 'place-%';
        drop index if exists timeline.fact_known;

        create table if not exists timeline.correlation_said (
            correlation_id text not null, said_from timestamptz not null, said_to timestamptz not null, seq bigint not null,
            state text not null, last_change text not null, finding jsonb not null);
        create index if not exists correlation_said_id on timeline.correlation_said (correlation_id);
        create index if not exists correlation_said_when on timeline.correlation_said using gist (tstzrange(said_from, said_to));

        create table if not exists timeline.evidence_said (
            evidence_id text not null, said_from timestamptz not null, said_to timestamptz not null, seq bigint not null, evidence jsonb not null);
        create index if not exists evidence_said_id on timeline.evidence_said (evidence_id);
        create index if not exists evidence_said_when on timeline.evidence_said using gist (tstzrange(said_from, said_to));
        """;
}
