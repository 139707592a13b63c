using Marten;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Timeline.Forms;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>Which incidents of other sets, or entered by hand, the rows of a batch may repeat: asked for all of them at one go, each incident once however many rows it may be.</summary>
internal sealed class TwinsOfBatch(Import import, IQuerySession session, IncidentBook book, Gazetteer gazetteer)
{
    private readonly Dictionary<int, List<string>> candidates = [];
    private readonly Dictionary<string, IncidentRecord> incidents = [];
    private Func<IncidentRecord, IncidentRecord> countsFor = incident => incident;
    private DuplicateLimits limits = DuplicateLimits.Usual;

    public async Task LoadAsync(IEnumerable<(int Line, TimelineRow Row)> rows, CancellationToken stop)
    {
        limits = await DuplicateLimits.ReadAsync(session, stop);
        var dated = rows.Select(r => (r.Line, r.Row.Where, When: ReadWhen.Read(r.Row.When, new(), _ => "", published: ReadReport.NotAfter(r.Row))?.Occurrence.Begins, Kind: ReadWords.Enum<Kind>(r.Row.Kind, "kind", new())))
            .Where(r => r.When is not null && r.Kind is not null).Select(r => new Sought(r.Line, r.Where, r.When!.Value, r.Kind!.Value)).ToList();
        if (dated.Count == 0)
        {
            return;
        }

        await FindAsync(dated, stop);
        if (import.DryRun)
        {
            book.Suppose(await KeepTried.IncidentsAsync(import.Id, candidates.Values.SelectMany(ids => ids), session, stop));
        }

        foreach (var record in await session.LoadManyAsync<IncidentRecord>(stop, candidates.Values.SelectMany(ids => ids).Distinct().ToArray()))
        {
            // one that the batch before changes is as that one leaves it
            incidents.Add(record.Id, book.Changed(record.Id) ?? record);
        }

        countsFor = await FindDuplicates.CountForAsync(incidents.Values, session, stop);
    }

    // first only ids: most of what shares a day with some row of a batch is of another kind, or read again for the next row. Found by the index; the order is of what it found, and lets the same be
    // compared each time: were there more than fit, those whose days are in the least doubt come first, since most rows know their day
    private async Task FindAsync(List<Sought> dated, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select i.id, i.data ->> 'kind', i.begins_earliest, i.begins_latest, i.data ->> 'placeId'
            from timeline.mt_doc_incidentrecord i
            where {FindDuplicates.DaysInCommon("i.", "$1")} and {FindDuplicates.OfAnotherSet("i.", "$2")} and i.data ->> 'kind' = any($3)
            order by i.begins_latest - i.begins_earliest, i.id limit $4
            """)
        {
            Parameters =
            {
                new() { Value = dated.Select(r => r.Days).ToArray(), NpgsqlDbType = NpgsqlDbType.DateMultirange },
                new() { Value = import.Set },
                new() { Value = dated.SelectMany(r => r.Kinds).Distinct().ToArray() },
                new() { Value = FindDuplicates.Compared * dated.Count },
            },
        };
        var found = new List<Found>();
        await using (var rows = await session.ExecuteReaderAsync(command, stop))
        {
            while (await rows.ReadAsync(stop))
            {
                found.Add(new(rows.GetString(0), rows.GetString(1), new(rows.GetFieldValue<LocalDate>(2), rows.GetFieldValue<LocalDate>(3)), rows.IsDBNull(4) ? null : rows.GetString(4)));
            }
        }

        foreach (var row in dated)
        {
            var near = found.FindAll(f => row.Days.Start <= f.Days.Latest && f.Days.Earliest <= row.Days.End && row.Kinds.Contains(f.Kind));
            candidates[row.Line] = [.. (near.Count <= FindDuplicates.Compared ? near : MostAlike(row, near)).Select(f => f.Id)];
        }
    }

    // as FindDuplicates orders those of one report
    private IEnumerable<Found> MostAlike(Sought row, List<Found> near)
    {
        var places = ScoreDuplicate.PlacesNear(new ReadWhere(gazetteer).Read(row.Where, "where", new())?.Mention, gazetteer).ToHashSet();
        return near.OrderBy(f => places.Count == 0 || f.Place is null ? 1 : places.Contains(f.Place) ? 0 : 2).ThenByDescending(f => ScoreDuplicate.DaysAlike(row.When, f.Days))
            .ThenBy(f => f.Kind != row.Kinds[0]).ThenBy(f => f.Id, StringComparer.Ordinal).Take(FindDuplicates.Compared);
    }

    /// <summary>The likeliest twin of a row's report, where it is likely enough for its theatre. Of an incident that was merged that is the one it was merged into.</summary>
    public Duplicate? Of(int line, Reading reading) =>
        candidates.TryGetValue(line, out var ids)
        && FindDuplicates.Among(
            reading.Account, reading.Details, ids.Where(incidents.ContainsKey).Select(id => incidents[id]).Where(i => !IsOwn(countsFor(i))), countsFor, Limit(reading), gazetteer) is [var best, ..]
            ? best : null;

    // a register's own rows are told apart by itself, whatever other register's was merged into one of them
    private bool IsOwn(IncidentRecord incident) => incident.Id.StartsWith(import.Set + ".", StringComparison.Ordinal);

    /// <summary>From which score on a row is held where its report is.</summary>
    public double Limit(Reading reading) => limits.At(reading.Account.Where, gazetteer);

    private sealed record Found(string Id, string Kind, UncertainDate Days, string? Place);

    private sealed record Sought(int Line, WhereForm? Where, UncertainDate When, Kind Kind)
    {
        /// <summary>In which an incident must lie, in part, to be compared with the row; both ends count.</summary>
        public DateInterval Days { get; } = FindDuplicates.DaysNear(When);

        /// <summary>The kinds of those that are compared with it, its own first.</summary>
        public string[] Kinds { get; } = [.. ScoreDuplicate.KindsLike(Kind).OrderBy(k => k != Kind).Select(ReadWords.Spelling)];
    }
}
