using NodaTime;
using Timeline.Hosting;
using Timeline.Forms;

namespace Timeline.Ingestion.Imports;

/// <summary>A record of an imported set: which report it became, and every content it was ever seen with.</summary>
/// <param name="Id">"set/externalId".</param>
/// <param name="Seen">Hashes of its contents: one that was seen before changes nothing, so an old file never undoes what staff corrected.</param>
public sealed record ImportedRecord(string Id, string IncidentId, string ReportId, IReadOnlyList<string> Seen)
{
    public static string Key(string set, string externalId) => $"{set}/{externalId}";
}

/// <summary>What became of a row.</summary>
public enum RowVerdict { Created, Corrected, Retracted, Unchanged, Duplicate, Rejected }

/// <summary>One import: a file, and how far it has been taken in.</summary>
public sealed record Import
{
    public required string Id { get; init; }
    public required string Set { get; init; }
    public required string Format { get; init; }
    public required string By { get; init; }
    public bool Backfill { get; init; }
    public bool DryRun { get; init; }
    public Instant Started { get; init; }
    public Instant? Ended { get; init; }

    /// <summary>queued, running, done, cancelled or failed.</summary>
    public string State { get; init; } = "queued";
    public int Rows { get; init; }
    public int Done { get; init; }
    public IReadOnlyDictionary<string, int> Counts { get; init; } = Enum.GetValues<RowVerdict>().ToDictionary(ReadWords.Spelling, _ => 0);
    public string? Trouble { get; init; }
}

/// <summary>The lines of imports and what became of each, in a table of their own: a file may be large, and resumes where it stood.</summary>
public static class ImportLines
{
    public const string Schema = """
        create table if not exists timeline.import_line (
            import_id text not null, line int not null, body text not null, verdict text, incident_id text, report_id text, at_column int, reason text,
            primary key (import_id, line));
        create index if not exists import_line_waiting on timeline.import_line (import_id, line) where verdict is null;
        create index if not exists import_line_rejected on timeline.import_line (import_id, line) where verdict = 'rejected';
        """;
}
