using System.Text.Json;
using NodaTime;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Projection.Correlations;

/// <summary>What the system itself had said of correlations and of rules' evidence up to an instant, read from the log of what was said when.</summary>
public sealed class SaidThen(NpgsqlDataSource data)
{
    /// <summary>Each correlation as it was last told by then, also those that had been withdrawn.</summary>
    public async Task<IReadOnlyList<CorrelationDocument>> CorrelationsAsync(Instant at, CancellationToken stop)
    {
        var said = new List<CorrelationDocument>();
        await foreach (var row in RowsAsync("select distinct on (correlation_id) state, last_change, finding::text from timeline.correlation_said where tstzrange(said_from, said_to) @> $1 order by correlation_id, seq desc", at, stop))
        {
            var finding = JsonSerializer.Deserialize<Finding>(row.GetString(2), TimelineJson.Options)!;
            said.Add(new(finding.CorrelationId, finding.Rule, finding.Theatre, finding.SeasonYear, row.GetString(0), row.GetString(1), finding));
        }

        return said;
    }

    /// <summary>The evidence as it was last judged by then, by <see cref="EvidenceDocument.Key"/>.</summary>
    public async Task<IReadOnlyDictionary<string, Evidence>> EvidenceAsync(Instant at, CancellationToken stop)
    {
        var said = new Dictionary<string, Evidence>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync("select distinct on (evidence_id) evidence_id, evidence::text from timeline.evidence_said where tstzrange(said_from, said_to) @> $1 order by evidence_id, seq desc", at, stop))
        {
            said.Add(row.GetString(0), JsonSerializer.Deserialize<Evidence>(row.GetString(1), TimelineJson.Options)!);
        }

        return said;
    }

    private async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(string sql, Instant at, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = data.CreateCommand(sql);
        command.Parameters.Add(new() { Value = at });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return rows;
        }
    }
}
