using System.Text.Json;
using Marten;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Projection.Correlations;

/// <summary>A correlation as it was last told.</summary>
/// <param name="State">holds or withdrawn.</param>
public sealed record CorrelationDocument(string Id, string Rule, string Theatre, int SeasonYear, string State, string LastChange, Finding Finding)
{
    /// <summary>Writes what was told: as it stands now, and in the log of what was said when.</summary>
    public static void Write(IDocumentOperations operations, ICorrelationEvent told, Instant recorded, long sequence)
    {
        var finding = told.Finding;
        var (state, change) = told switch
        {
            CorrelationDetected => ("holds", "detected"),
            CorrelationStrengthened => ("holds", "strengthened"),
            CorrelationWeakened => ("holds", "weakened"),
            CorrelationRevised => ("holds", "revised"),
            _ => ("withdrawn", "withdrawn"),
        };
        operations.Store(new CorrelationDocument(finding.CorrelationId, finding.Rule, finding.Theatre, finding.SeasonYear, state, change, finding));
        operations.QueueSqlCommand("update timeline.correlation_said set said_to = greatest(?, said_from) where correlation_id = ? and said_to = 'infinity'", recorded, finding.CorrelationId);
        operations.QueueSqlCommand(
            "insert into timeline.correlation_said (correlation_id, said_from, said_to, seq, state, last_change, finding) values (?, ?, 'infinity', ?, ?, ?, ?::jsonb)",
            finding.CorrelationId, recorded, sequence, state, change, JsonSerializer.Serialize(finding, TimelineJson.Options));
    }
}

/// <summary>The evidence of a rule in a theatre.</summary>
public sealed record EvidenceDocument(string Id, string Rule, int RuleVersion, string Theatre, Evidence Evidence)
{
    public static string Key(string rule, int version, string theatre) => $"{rule}~{version}~{theatre}";

    /// <summary>Writes what was judged: as it stands now, and in the log of what was said when.</summary>
    public static void Write(IDocumentOperations operations, EvidenceJudged judged, Instant recorded, long sequence)
    {
        var id = Key(judged.Rule, judged.RuleVersion, judged.Theatre);
        operations.Store(new EvidenceDocument(id, judged.Rule, judged.RuleVersion, judged.Theatre, judged.Evidence));
        operations.QueueSqlCommand("update timeline.evidence_said set said_to = greatest(?, said_from) where evidence_id = ? and said_to = 'infinity'", recorded, id);
        operations.QueueSqlCommand(
            "insert into timeline.evidence_said (evidence_id, said_from, said_to, seq, evidence) values (?, ?, 'infinity', ?, ?::jsonb)",
            id, recorded, sequence, JsonSerializer.Serialize(judged.Evidence, TimelineJson.Options));
    }

    /// <summary>Writes that what was judged no longer stands: there is none now, and what was said then stays said.</summary>
    public static void Withdraw(IDocumentOperations operations, EvidenceWithdrawn withdrawn, Instant recorded)
    {
        var id = Key(withdrawn.Rule, withdrawn.RuleVersion, withdrawn.Theatre);
        operations.Delete<EvidenceDocument>(id);
        operations.QueueSqlCommand("update timeline.evidence_said set said_to = greatest(?, said_from) where evidence_id = ? and said_to = 'infinity'", recorded, id);
    }
}
