using NodaTime;
using Timeline.Hosting;
using Timeline.Forms;

namespace Timeline.Ingestion.Imports;

/// <summary>A record of an imported set: which report it became, and every content it was ever seen with.</summary>
/// <param name="Id">"set/externalId".</param>
/// <param name="Seen">Hashes of its contents: one that was seen before changes nothing, so an old file never undoes what staff corrected.</param>
/// <param name="TakenBack">The import that brought it was taken back: the next file that has it brings it anew.</param>
public sealed record ImportedRecord(string Id, string IncidentId, string ReportId, IReadOnlyList<string> Seen, bool TakenBack = false)
{
    public static string Key(string set, string externalId) => $"{set}/{externalId}";
}

/// <summary>What became of a row.</summary>
public enum RowVerdict { Created, Corrected, Retracted, Unchanged, Duplicate, Rejected }

/// <summary>One import: a file, and how far it has been taken in.</summary>
public sealed record Import
{
    /// <summary>It is not recorded, and a person says whether it is a further report of the other incident or one of its own.</summary>
    public const string Hold = "hold";

    /// <summary>It is recorded, and its verdict says what it may repeat.</summary>
    public const string Record = "record";

    public required string Id { get; init; }
    public required string Set { get; init; }
    public required string Format { get; init; }
    public required string By { get; init; }
    public bool Backfill { get; init; }
    public bool DryRun { get; init; }

    /// <summary>What becomes of a row that another set likely tells already: hold or record.</summary>
    public string Duplicates { get; init; } = Record;
    public Instant Started { get; init; }
    public Instant? Ended { get; init; }

    /// <summary>The file's own name, where it was said.</summary>
    public string? File { get; init; }

    /// <summary>How its bytes were read as letters, in words.</summary>
    public string? Encoding { get; init; }

    /// <summary>The header of a file of cells; null for the timeline format.</summary>
    public SheetHeader? Header { get; init; }

    /// <summary>What the columns of a csv file were taken to mean; as it was then, whatever became of the name.</summary>
    public Mapping? Mapping { get; init; }

    /// <summary>queued, running, waiting (for a second person), done, cancelled, failed, taking-back or taken-back.</summary>
    public string State { get; init; } = "queued";
    public int Rows { get; init; }
    public int Done { get; init; }
    public IReadOnlyDictionary<string, int> Counts { get; init; } = Enum.GetValues<RowVerdict>().ToDictionary(ReadWords.Spelling, _ => 0);
    public string? Trouble { get; init; }

    /// <summary>The row before which it stood still, and the theatre that asks for a second person; null while none did.</summary>
    public WaitsAt? Waits { get; init; }

    /// <summary>Who approved it; null while nobody was asked, or has.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Who took it back; null while nobody has.</summary>
    public string? TakenBackBy { get; init; }

    /// <summary>What became of its reports when it was taken back: retracted, restored (a correction undone) and left.</summary>
    public IReadOnlyDictionary<string, int> TakenBack { get; init; } = new Dictionary<string, int>();
}

/// <param name="Line">The first row that a second person is asked for.</param>
/// <param name="Theatre">That asks.</param>
public sealed record WaitsAt(int Line, string Theatre);

/// <summary>Somebody wants a running import to end where it is.</summary>
/// <param name="Id">Of the import.</param>
public sealed record CancelWish(string Id);

/// <summary>The lines of imports and what became of each, in a table of their own: a file may be large, and resumes where it stood.</summary>
public static class ImportLines
{
    public const string Schema = """
        create table if not exists timeline.import_line (
            import_id text not null, line int not null, body text not null, verdict text, incident_id text, report_id text, at_column int, reason text,
            primary key (import_id, line));
        alter table timeline.import_line add column if not exists proposals jsonb;
        alter table timeline.import_line add column if not exists back text;
        alter table timeline.import_line add column if not exists back_reason text;
        alter table timeline.import_line add column if not exists score double precision;
        alter table timeline.import_line add column if not exists settled text;
        alter table timeline.import_line add column if not exists settled_by text;
        create index if not exists import_line_waiting on timeline.import_line (import_id, line) where verdict is null;
        create index if not exists import_line_rejected on timeline.import_line (import_id, line) where verdict = 'rejected';
        create index if not exists import_line_held on timeline.import_line (import_id, line) where verdict = 'duplicate';
        create index if not exists import_line_report on timeline.import_line (import_id, report_id) where report_id is not null and back is null;
        """ + KeepTried.Schema;
}
