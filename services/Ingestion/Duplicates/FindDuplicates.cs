using Marten;
using NodaTime;
using Timeline.Forms;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Duplicates;

/// <param name="Score">0 to 1 (<see cref="ScoreDuplicate"/>).</param>
/// <param name="Why">What agrees and what does not, in words.</param>
public sealed record Duplicate(string IncidentId, string Title, double Score, IReadOnlyList<string> Why);

/// <summary>Incidents that a report, or an incident, may repeat: of a like kind, with days in common or nearly so. A hint for staff, never a decision.</summary>
public static class FindDuplicates
{
    private const int Most = 5;

    public static async Task<IReadOnlyList<Duplicate>> OfAsync(Reading reading, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        if (reading.Account.When.Begins is not { } begins)
        {
            return [];
        }

        var kinds = ScoreDuplicate.KindsLike(reading.Account.Kind).Select(ReadWords.Spelling).ToArray();
        // asked with every report, so it is written out: to put the question together from an expression costs more than to answer it
        var candidates = await session.QueryAsync<IncidentRecord>(
            $"where {DaysInCommon("d.", "daterange(?, ?, '[]')")} and d.data ->> 'kind' = any(?) and d.data ->> 'mergedInto' is null limit 200",
            stop, begins.Earliest.PlusDays(-ScoreDuplicate.DaysApart), begins.Latest.PlusDays(ScoreDuplicate.DaysApart), kinds);
        return Among(reading, candidates, ScoreDuplicate.Worth, gazetteer);
    }

    /// <summary>
    /// The incidents that one may repeat, by whichever two of their reports are most alike: those it could be merged with, so of its own kind, and none that it is linked with, for whoever
    /// linked the two knew of both. None of one that was merged itself, or of which nothing that is dated stands. Others are looked up by the days of their first standing report, as everywhere here.
    /// </summary>
    public static async Task<IReadOnlyList<Duplicate>> OfAsync(IncidentRecord incident, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        var told = incident.Reports.Where(r => !r.Retracted && r.Account.When.Begins is not null).ToList();
        if (incident.MergedInto is not null || told.Count == 0)
        {
            return [];
        }

        // each report's own days: between two that exclude one another anything may have happened
        var days = told.Select(r => DaysNear(r.Account.When.Begins!.Value)).ToList();
        var candidates = await session.QueryAsync<IncidentRecord>(
            $"where {DaysInCommon("d.", "(select range_agg(daterange(first, last, '[]')) from unnest(?, ?) as days(first, last))")} and d.data ->> 'kind' = ? and d.data ->> 'mergedInto' is null and d.id <> ? limit 200",
            stop, days.Select(d => d.Start).ToArray(), days.Select(d => d.End).ToArray(), incident.Kind, incident.Id);
        return Best(candidates.Where(c => !AreLinked(incident, c)).Select(c => told.Select(r => Compare(r.Account, r.Details, c, gazetteer)).MaxBy(d => d.Score)!), ScoreDuplicate.Worth);
    }

    /// <summary>
    /// By its days an incident is found in an index of stretches: two comparisons would go through half of all incidents. The set stands in it too, as a number of 64 bits: a
    /// large file's own rows lie in the days of its next ones, are no duplicates of them, and need not even be looked up.
    /// </summary>
    /// <remarks>The hash is the one by which PostgreSQL divides partitions: it does not change from one version to the next.</remarks>
    public const string Schema = $"""
        create extension if not exists btree_gist;
        create index if not exists {Index} on timeline.mt_doc_incidentrecord
            using gist (daterange(begins_earliest, begins_latest, '[]'), hashtextextended(split_part(id, '.', 1), 0)) where begins_earliest is not null;
        drop index if exists timeline.incident_days;
        """;

    /// <summary>The index's name, which the store must leave alone.</summary>
    public const string Index = "incident_days_set";

    /// <summary>The condition that an incident may share a day with a stretch, or with one of several. One of no known day shares none: as a range it would be all of time.</summary>
    /// <param name="of">The table's name before its columns, with its point.</param>
    /// <param name="days">A daterange or datemultirange, both ends of each stretch counting.</param>
    internal static string DaysInCommon(string of, string days) => $"{of}begins_earliest is not null and daterange({of}begins_earliest, {of}begins_latest, '[]') && {days}";

    /// <summary>The days in which an incident may lie that is the same as one of these days; both ends count.</summary>
    internal static DateInterval DaysNear(UncertainDate when) => new(when.Earliest.PlusDays(-ScoreDuplicate.DaysApart), when.Latest.PlusDays(ScoreDuplicate.DaysApart));

    /// <summary>The condition that an incident was not imported with a set.</summary>
    internal static string OfAnotherSet(string of, string set) => $"hashtextextended(split_part({of}id, '.', 1), 0) <> hashtextextended({set}, 0)";

    /// <summary>The likeliest of some incidents, the best first.</summary>
    /// <param name="gazetteer">The places as they are known now: one that staff added lies somewhere too.</param>
    public static IReadOnlyList<Duplicate> Among(Reading reading, IEnumerable<IncidentRecord> candidates, double least, Gazetteer gazetteer) =>
        Best(candidates.Select(c => Compare(reading.Account, reading.Details, c, gazetteer)), least);

    private static IReadOnlyList<Duplicate> Best(IEnumerable<Duplicate> compared, double least) =>
        [.. compared.Where(d => d.Score >= least).OrderByDescending(d => d.Score).ThenBy(d => d.IncidentId, StringComparer.Ordinal).Take(Most)];

    // of an incident that several sources tell, the account that is most like this one counts
    private static Duplicate Compare(Account account, Details details, IncidentRecord other, Gazetteer gazetteer)
    {
        var (score, why) = other.Reports.Where(r => !r.Retracted)
            .Select(r => ScoreDuplicate.Of(account, details, r.Account, r.Details, gazetteer))
            .OrderByDescending(s => s.Score).FirstOrDefault((0, []));
        return new(other.Id, other.Title, score, why);
    }

    private static bool AreLinked(IncidentRecord one, IncidentRecord other) => Names(one, other) || Names(other, one);

    private static bool Names(IncidentRecord one, IncidentRecord other) => one.Reports.Any(r => !r.Retracted && r.Account.Links.Any(l => l.To == other.Id));
}
