using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Contracts;
using Timeline.Forms;

using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>Which incidents of other sets, or entered by hand, the rows of a batch may repeat: asked for all of them at one go.</summary>
internal sealed class TwinsOfBatch(Import import, IQuerySession session)
{
    private readonly Dictionary<int, List<IncidentRecord>> candidates = [];

    public async Task LoadAsync(IEnumerable<(int Line, TimelineRow Row)> rows, CancellationToken stop)
    {
        var dated = rows.Select(r => (r.Line, When: ReadWhen.Read(r.Row.When, new(), _ => "")?.Occurrence.Begins, Kind: ReadWords.Enum<Kind>(r.Row.Kind, "kind", new())))
            .Where(r => r.When is not null && r.Kind is not null).ToList();
        if (dated.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            $"""
            select r.line, d.data::text
            from unnest($1, $2, $3, $4) as r (line, kinds, earliest, latest)
            cross join lateral (
                select i.data from timeline.mt_doc_incidentrecord i
                where {FindDuplicates.DaysInCommon("i.", "r.earliest", "r.latest")} and i.data ->> 'kind' = any(string_to_array(r.kinds, ',')) and i.data ->> 'mergedInto' is null
                    and not starts_with(i.id, $5)
                limit 200) d
            """)
        {
            Parameters =
            {
                new() { Value = dated.Select(r => r.Line).ToArray() },
                new() { Value = dated.Select(r => string.Join(',', ScoreDuplicate.KindsLike(r.Kind!.Value).Select(ReadWords.Spelling))).ToArray() },
                new() { Value = dated.Select(r => Earlier(r.When!.Value)).ToArray() },
                new() { Value = dated.Select(r => Later(r.When!.Value)).ToArray() },
                new() { Value = import.Set + "." },
            },
        };
        await using var found = await session.ExecuteReaderAsync(command, stop);
        while (await found.ReadAsync(stop))
        {
            var line = found.GetInt32(0);
            if (!candidates.TryGetValue(line, out var list))
            {
                candidates.Add(line, list = []);
            }

            list.Add(JsonSerializer.Deserialize<IncidentRecord>(found.GetString(1), TimelineJson.Options)!);
        }
    }

    /// <summary>The likeliest twin of a row's report, where it is likely enough for its theatre.</summary>
    public Duplicate? Of(int line, Reading reading) =>
        candidates.TryGetValue(line, out var list) && FindDuplicates.Among(reading, list, Limit(reading.Account.Where)) is [var best, ..] ? best : null;

    private static double Limit(Mention? where) =>
        where is null ? ScoreDuplicate.Likely : Theatres.Standard.FirstOrDefault(t => t.LikelyDuplicate is not null && Gazetteer.Standard.IsIn(t.Incidents, where))?.LikelyDuplicate ?? ScoreDuplicate.Likely;

    private static LocalDate Earlier(UncertainDate when) => when.Earliest.PlusDays(-ScoreDuplicate.DaysApart);

    private static LocalDate Later(UncertainDate when) => when.Latest.PlusDays(ScoreDuplicate.DaysApart);
}
