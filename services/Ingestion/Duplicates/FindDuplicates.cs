using Marten;
using NodaTime;
using Timeline.Forms;
using Timeline.Ingestion.Incidents;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Duplicates;

/// <param name="Score">0 to 1 (<see cref="ScoreDuplicate"/>).</param>
/// <param name="Why">What agrees and what does not, in words.</param>
/// <param name="Likely">The score reaches the limit of the theatre (<see cref="DuplicateLimits"/>): a row of a file would be held back.</param>
public sealed record Duplicate(string IncidentId, string Title, double Score, IReadOnlyList<string> Why, bool Likely = false);

/// <summary>Incidents that a report, or an incident, may repeat: of a like kind, with days in common or nearly so. A hint for staff, never a decision.</summary>
public static class FindDuplicates
{
    /// <summary>The most incidents that are compared with one: of more, those that are most alike by what the store itself can tell.</summary>
    internal const int Compared = 200;

    private const int Most = 5;

    public static async Task<IReadOnlyList<Duplicate>> OfAsync(Account account, Details details, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        if (account.When.Begins is not { } begins)
        {
            return [];
        }

        var kinds = ScoreDuplicate.KindsLike(account.Kind).Select(ReadWords.Spelling).ToArray();
        var (days, order) = (DaysNear(begins), MostAlikeFirst(account, begins, gazetteer));
        // asked with every report, so it is written out: to put the question together from an expression costs more than to answer it
        var candidates = await session.QueryAsync<IncidentRecord>(
            $"where {DaysInCommon("d.", "daterange(?, ?, '[]')")} and d.data ->> 'kind' = any(?) {order.Sql} limit {Compared}", stop, [days.Start, days.End, kinds, .. order.Values]);
        return await MarkedAsync(Among(account, details, candidates, await CountForAsync(candidates, session, stop), ScoreDuplicate.Worth, gazetteer), account.Where, gazetteer, session, stop);
    }

    /// <summary>
    /// The incidents that one may repeat, by whichever two of their reports are most alike, those of what was merged into them among these; of a like kind too (<see cref="ScoreDuplicate.KindsLike"/>),
    /// with that said which must come before the two can be merged, but none that it is linked with, for whoever linked the two knew of both. None of one that was merged itself, or of which nothing that is dated stands. Others are looked up by the days of their first
    /// standing report, as everywhere here.
    /// </summary>
    public static async Task<IReadOnlyList<Duplicate>> OfAsync(IncidentRecord incident, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        if (incident.MergedInto is not null)
        {
            return [];
        }

        var own = await WithMergedAsync(incident, session, stop);
        var told = own.SelectMany(i => i.Reports).Where(r => !r.Retracted && r.Account.When.Begins is not null).ToList();
        if (told.Count == 0)
        {
            return [];
        }

        // each report's own days: between two that exclude one another anything may have happened
        var days = told.Select(r => DaysNear(r.Account.When.Begins!.Value)).ToList();
        var order = MostAlikeFirst(told[0].Account, told[0].Account.When.Begins!.Value, gazetteer);
        var candidates = await session.QueryAsync<IncidentRecord>(
            $"where {DaysInCommon("d.", "(select range_agg(daterange(first, last, '[]')) from unnest(?, ?) as days(first, last))")} and d.data ->> 'kind' = any(?) and d.id <> all(?) {order.Sql} limit {Compared}",
            stop, [days.Select(d => d.Start).ToArray(), days.Select(d => d.End).ToArray(), KindsLike(incident), own.Select(i => i.Id).ToArray(), .. order.Values]);
        var countsFor = await CountForAsync(candidates, session, stop);
        var best = Best(
            candidates.Where(c => own.TrueForAll(i => !AreLinked(i, c) && !AreLinked(i, countsFor(c))))
                .Select(c => AfterCorrection(incident, countsFor(c), told.Select(r => Compare(r.Account, r.Details, c, countsFor(c), gazetteer)).MaxBy(d => d.Score)!)),
            ScoreDuplicate.Worth);
        return await MarkedAsync(best, told[0].Account.Where, gazetteer, session, stop);
    }

    private static string[] KindsLike(IncidentRecord incident) => [.. ScoreDuplicate.KindsLike(ReadWords.Enum<Kind>(incident.Kind, "kind", new())!.Value).Select(ReadWords.Spelling)];

    private static Duplicate AfterCorrection(IncidentRecord incident, IncidentRecord other, Duplicate alike) => incident.AgreesInKindWith(other)
        ? alike
        : alike with { Why = [.. alike.Why, "to be merged, the report that has the kind wrong is corrected first"] };

    // mostly there is nothing to mark, and then nothing is asked
    private static async Task<IReadOnlyList<Duplicate>> MarkedAsync(IReadOnlyList<Duplicate> found, Mention? where, Gazetteer gazetteer, IQuerySession session, CancellationToken stop)
    {
        if (found.Count == 0)
        {
            return found;
        }

        var limit = (await DuplicateLimits.ReadAsync(session, stop)).At(where, gazetteer);
        return [.. found.Select(d => d with { Likely = d.Score >= limit })];
    }

    /// <summary>An incident and all that was merged into it, directly or through others.</summary>
    internal static async Task<List<IncidentRecord>> WithMergedAsync(IncidentRecord incident, IQuerySession session, CancellationToken stop)
    {
        var together = new List<IncidentRecord> { incident };
        for (var last = together; last.Count > 0; together.AddRange(last))
        {
            last = [.. await session.QueryAsync<IncidentRecord>("where data ->> 'mergedInto' = any(?)", stop, [last.Select(i => i.Id).ToArray()])];
            last.RemoveAll(m => together.Exists(t => t.Id == m.Id));
        }

        return together;
    }

    /// <summary>For which incident the reports of each count: of one that was merged, where that ends. Only those are read that are not among the given ones, and mostly that is none.</summary>
    internal static async Task<Func<IncidentRecord, IncidentRecord>> CountForAsync(IEnumerable<IncidentRecord> candidates, IQuerySession session, CancellationToken stop)
    {
        var known = candidates.ToDictionary(c => c.Id);
        for (var missing = Missing(); missing.Length > 0; missing = Missing())
        {
            foreach (var id in missing)
            {
                known.Add(id, new() { Id = id });
            }

            foreach (var record in await session.LoadManyAsync<IncidentRecord>(stop, missing))
            {
                known[record.Id] = record;
            }
        }

        return incident =>
        {
            // a store of long ago may hold two that were merged into one another at once
            for (var left = known.Count; left > 0 && incident.MergedInto is { } into; left--)
            {
                incident = known[into];
            }

            return incident;
        };

        string[] Missing() => [.. known.Values.Select(i => i.MergedInto).OfType<string>().Where(id => !known.ContainsKey(id)).Distinct()];
    }

    /// <summary>
    /// Which of many are compared: by their place, then by how well their days agree, as <see cref="ScoreDuplicate.DaysAlike"/> says it, then of the same kind first, in the end by their id, so that it is the same
    /// ones each time. Points stand inside the reports and in no column, and so say nothing here.
    /// </summary>
    /// <remarks>The index still finds them by their days; what the order costs is that all it finds are looked at and not the first 200, which for a report of a day are few, and for one of a year are
    /// those among which an arbitrary 200 told nothing.</remarks>
    private static (string Sql, object[] Values) MostAlikeFirst(Account account, UncertainDate begins, Gazetteer gazetteer)
    {
        var near = ScoreDuplicate.PlacesNear(account.Where, gazetteer);
        var byPlace = near.Count == 0 ? "" : "case when d.data ->> 'placeId' = any(?) then 0 when d.data ->> 'placeId' is null then 1 else 2 end, ";
        return (
            $"""
            order by {byPlace}(
                select case when shared > 0 then shared / sqrt(own::float8 * days) when shared > -{ScoreDuplicate.DaysApart} then power(0.6::float8, 1 - shared) / sqrt(greatest(own, days)::float8) else 0 end
                from (select least(d.begins_latest, ?) - greatest(d.begins_earliest, ?) + 1 as shared, d.begins_latest - d.begins_earliest + 1 as days, ? as own) as told) desc,
                d.data ->> 'kind' <> ?, d.id
            """,
            [.. near.Count == 0 ? Array.Empty<object>() : [near.ToArray()], begins.Latest, begins.Earliest, begins.Days(), ReadWords.Spelling(account.Kind)]);
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
        create index if not exists {MergedIndex} on timeline.mt_doc_incidentrecord ((data ->> 'mergedInto')) where data ->> 'mergedInto' is not null;
        """;

    /// <summary>The index's name, which the store must leave alone.</summary>
    public const string Index = "incident_days_set";

    /// <summary>By what an incident was merged into; of the few that were, so that an import pays nothing for it. The store must leave it alone.</summary>
    public const string MergedIndex = "incident_merged";

    /// <summary>The condition that an incident may share a day with a stretch, or with one of several. One of no known day shares none: as a range it would be all of time.</summary>
    /// <param name="of">The table's name before its columns, with its point.</param>
    /// <param name="days">A daterange or datemultirange, both ends of each stretch counting.</param>
    internal static string DaysInCommon(string of, string days) => $"{of}begins_earliest is not null and daterange({of}begins_earliest, {of}begins_latest, '[]') && {days}";

    /// <summary>The days in which an incident may lie that is the same as one of these days; both ends count.</summary>
    internal static DateInterval DaysNear(UncertainDate when) => new(when.Earliest.PlusDays(-ScoreDuplicate.DaysApart), when.Latest.PlusDays(ScoreDuplicate.DaysApart));

    /// <summary>The condition that an incident was not imported with a set.</summary>
    internal static string OfAnotherSet(string of, string set) => $"hashtextextended(split_part({of}id, '.', 1), 0) <> hashtextextended({set}, 0)";

    /// <summary>The likeliest of some incidents, the best first.</summary>
    /// <param name="countsFor">For which incident the reports of one count: itself, or what it was merged into.</param>
    /// <param name="gazetteer">The places as they are known now: one that staff added lies somewhere too.</param>
    public static IReadOnlyList<Duplicate> Among(
        Account account, Details details, IEnumerable<IncidentRecord> candidates, Func<IncidentRecord, IncidentRecord> countsFor, double least, Gazetteer gazetteer) =>
        Best(candidates.Select(c => Compare(account, details, c, countsFor(c), gazetteer)), least);

    // one of which several parts are alike is named once
    private static IReadOnlyList<Duplicate> Best(IEnumerable<Duplicate> compared, double least) =>
        [.. compared.Where(d => d.Score >= least).OrderByDescending(d => d.Score).ThenBy(d => d.IncidentId, StringComparer.Ordinal).DistinctBy(d => d.IncidentId).Take(Most)];

    // of an incident that several sources tell, the account that is most like this one counts
    private static Duplicate Compare(Account account, Details details, IncidentRecord told, IncidentRecord counts, Gazetteer gazetteer)
    {
        var (score, why) = told.Reports.Where(r => !r.Retracted)
            .Select(r => ScoreDuplicate.Of(account, details, r.Account, r.Details, gazetteer))
            .OrderByDescending(s => s.Score).FirstOrDefault((0, []));
        return new(counts.Id, counts.Title, score, why);
    }

    private static bool AreLinked(IncidentRecord one, IncidentRecord other) => Names(one, other) || Names(other, one);

    private static bool Names(IncidentRecord one, IncidentRecord other) => one.Reports.Any(r => !r.Retracted && r.Account.Links.Any(l => l.To == other.Id));
}
