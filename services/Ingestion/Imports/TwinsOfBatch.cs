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
    /// <summary>The most incidents that are compared with one row.</summary>
    private const int Most = 200;

    private readonly Dictionary<int, List<string>> candidates = [];
    private readonly Dictionary<string, IncidentRecord> incidents = [];

    public async Task LoadAsync(IEnumerable<(int Line, TimelineRow Row)> rows, CancellationToken stop)
    {
        var dated = rows.Select(r => (r.Line, When: ReadWhen.Read(r.Row.When, new(), _ => "")?.Occurrence.Begins, Kind: ReadWords.Enum<Kind>(r.Row.Kind, "kind", new())))
            .Where(r => r.When is not null && r.Kind is not null).Select(r => new Sought(r.Line, FindDuplicates.DaysNear(r.When!.Value), KindsOf(r.Kind!.Value))).ToList();
        if (dated.Count == 0)
        {
            return;
        }

        await FindAsync(dated, stop);
        foreach (var record in await session.LoadManyAsync<IncidentRecord>(stop, candidates.Values.SelectMany(ids => ids).Distinct().ToArray()))
        {
            // one that the batch before changes is as that one leaves it
            incidents.Add(record.Id, book.Changed(record.Id) ?? record);
        }
    }

    // first only ids: most of what shares a day with some row of a batch is of another kind, or read again for the next row
    private async Task FindAsync(List<Sought> dated, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select i.id, i.data ->> 'kind', i.begins_earliest, i.begins_latest
            from timeline.mt_doc_incidentrecord i
            where {FindDuplicates.DaysInCommon("i.", "$1")} and {FindDuplicates.OfAnotherSet("i.", "$2")} and i.data ->> 'kind' = any($3) and i.data ->> 'mergedInto' is null
            limit $4
            """)
        {
            Parameters =
            {
                new() { Value = dated.Select(r => r.Days).ToArray(), NpgsqlDbType = NpgsqlDbType.DateMultirange },
                new() { Value = import.Set },
                new() { Value = dated.SelectMany(r => r.Kinds).Distinct().ToArray() },
                new() { Value = Most * dated.Count },
            },
        };
        await using var found = await session.ExecuteReaderAsync(command, stop);
        while (await found.ReadAsync(stop))
        {
            var (id, kind, days) = (found.GetString(0), found.GetString(1), new DateInterval(found.GetFieldValue<LocalDate>(2), found.GetFieldValue<LocalDate>(3)));
            foreach (var row in dated.Where(r => r.Days.Start <= days.End && days.Start <= r.Days.End && r.Kinds.Contains(kind)))
            {
                var of = candidates.TryGetValue(row.Line, out var list) ? list : candidates[row.Line] = [];
                if (of.Count < Most)
                {
                    of.Add(id);
                }
            }
        }
    }

    /// <summary>The likeliest twin of a row's report, where it is likely enough for its theatre.</summary>
    public Duplicate? Of(int line, Reading reading) =>
        candidates.TryGetValue(line, out var ids) && FindDuplicates.Among(reading, ids.Where(incidents.ContainsKey).Select(id => incidents[id]), Limit(reading.Account.Where), gazetteer) is [var best, ..] ? best : null;

    private double Limit(Mention? where) =>
        where is null ? ScoreDuplicate.Likely : Theatres.Standard.FirstOrDefault(t => t.LikelyDuplicate is not null && gazetteer.IsIn(t.Incidents, where))?.LikelyDuplicate ?? ScoreDuplicate.Likely;

    private static string[] KindsOf(Kind kind) => [.. ScoreDuplicate.KindsLike(kind).Select(ReadWords.Spelling)];

    /// <param name="Days">In which an incident must lie, in part, to be compared with the row; both ends count.</param>
    private sealed record Sought(int Line, DateInterval Days, string[] Kinds);
}
