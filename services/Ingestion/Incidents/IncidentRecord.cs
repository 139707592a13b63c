using System.Text.Json.Serialization;
using Marten.Schema;
using NodaTime;
using Timeline.Contracts;
using Timeline.Hosting;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Incidents;

/// <summary>A report as it stands now.</summary>
/// <param name="KnownFrom">Since when what it says now was known.</param>
/// <param name="ImportId">The import that said it last; null where a person did.</param>
/// <param name="ByPerson">A person has ever said something of it since it was told, whoever did last.</param>
public sealed record ReportRecord(
    string ReportId, bool Retracted, Account Account, Details Details, ExternalKey? External, Instant KnownFrom, string? ImportId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ByPerson = false);

/// <summary>
/// An incident as Ingestion knows it: what a decision needs. It is the fold of the incident's stream, kept beside it in the same transaction.
/// What several reports make of it together is Engine's to say.
/// </summary>
public sealed record IncidentRecord
{
    public required string Id { get; init; }

    /// <summary>The version of its stream: 1 after the first event.</summary>
    public long Version { get; init; }

    public string Kind { get; init; } = "";
    public string Title { get; init; } = "";
    public string? PlaceId { get; init; }
    public LocalDate? BeginsEarliest { get; init; }
    public LocalDate? BeginsLatest { get; init; }
    public string? MergedInto { get; init; }
    public IReadOnlyList<ReportRecord> Reports { get; init; } = [];

    /// <summary>What was decided of fields on which reports disagree, the last decision on each; none of a field whose decision was taken back.</summary>
    public IReadOnlyList<ConflictSettled> Settled { get; init; } = [];

    /// <summary>Its days stand in columns too. The store's own way to say so gives each an index, and they have one together (<see cref="Duplicates.FindDuplicates"/>): three that nobody asks cost every import.</summary>
    public static void ConfigureMarten(DocumentMapping mapping)
    {
        mapping.DuplicateField(nameof(BeginsEarliest));
        mapping.DuplicateField(nameof(BeginsLatest));
    }

    public bool Exists => Version > 0;

    /// <summary>Whether a standing report of it says this kind: where they do not agree on what it was, more than one.</summary>
    public bool IsSaidToBe(Vocabulary.Kind kind) => Reports.Any(r => !r.Retracted && r.Account.Kind == kind);

    /// <summary>Whether it could be merged with another as both stand: they are of one kind, or somebody says the same of both.</summary>
    public bool AgreesInKindWith(IncidentRecord other) => Kind == other.Kind || Reports.Any(r => !r.Retracted && other.IsSaidToBe(r.Account.Kind));

    public ReportRecord? Report(string reportId) => Reports.FirstOrDefault(r => r.ReportId == reportId);

    /// <summary>The incident after one more event.</summary>
    public IncidentRecord After(IIncidentEvent happened, Instant recorded)
    {
        var known = happened.Provenance.KnownFrom ?? recorded;
        var next = this with { Version = Version + 1 };
        return happened switch
        {
            IReported reported => next.With(new(reported.ReportId, false, reported.Account, reported.Particulars, reported.Provenance.External, known, reported.Provenance.ImportId)),
            IRestated restated => next.With(Report(restated.ReportId)! with
            {
                Retracted = false, Account = restated.Account, Details = restated.Details, KnownFrom = known, ImportId = restated.Provenance.ImportId,
                ByPerson = Report(restated.ReportId)!.ByPerson || restated.Provenance.ImportId is null,
            }),
            ReportRetracted retracted => next.With(Report(retracted.ReportId)! with { Retracted = true, KnownFrom = known, ImportId = retracted.Provenance.ImportId }),
            IncidentMerged merged => next with { MergedInto = merged.IntoId },
            IncidentUnmerged => next with { MergedInto = null },
            ConflictSettled settled => next with { Settled = [.. Settled.Where(s => s.Field != settled.Field), .. settled.Settled is null ? Array.Empty<ConflictSettled>() : [settled]] },
            _ => throw new ArgumentException($"{happened.GetType().Name} is no event of an incident", nameof(happened)),
        };
    }

    private IncidentRecord With(ReportRecord report)
    {
        var reports = Reports.Where(r => r.ReportId != report.ReportId).Append(report).ToList();
        var first = reports.FirstOrDefault(r => !r.Retracted)?.Account;
        return this with
        {
            Reports = reports,
            Kind = first is null ? "" : ReadWords.Spelling(first.Kind),
            Title = first?.Title ?? Title,
            PlaceId = first?.Where?.PlaceId,
            BeginsEarliest = first?.When.Begins?.Earliest,
            BeginsLatest = first?.When.Begins?.Latest,
        };
    }
}
