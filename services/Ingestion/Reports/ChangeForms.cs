using System.ComponentModel;
using System.Text.Json;
using Timeline.Forms;

namespace Timeline.Ingestion.Reports;

/// <summary>What a correction says. It is laid over the standing report field by field (<see cref="CorrectReport.Over"/>), so this is read by those who call, and by no code.</summary>
public sealed record CorrectionForm : ReportForm
{
    [Description("Which report of the incident; may be left out where it has only one.")]
    public string? ReportId { get; init; }

    [Description("Why.")]
    public required string Reason { get; init; }

    [Description("The incident's version that was looked at: 409 where it is no longer that.")]
    public long? ExpectedVersion { get; init; }

    [Description("The fields that change, where they do not stand beside reportId and reason.")]
    public ReportForm? Report { get; init; }
}

/// <summary>What a retraction says; read as <see cref="Change"/>.</summary>
public sealed record RetractionForm(
    [property: Description("Which report of the incident; may be left out where it has only one.")] string? ReportId,
    [property: Description("Why.")] string Reason,
    [property: Description("The incident's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion);

/// <summary>What a merge says; read as <see cref="Change"/>.</summary>
public sealed record MergeForm(
    [property: Description("The incident that it is.")] string Into,
    [property: Description("Why.")] string Reason,
    [property: Description("The incident's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion);

/// <summary>What the end of a merge says; read as <see cref="Change"/>.</summary>
public sealed record UnmergeForm(
    [property: Description("Why.")] string Reason,
    [property: Description("The incident's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion);

/// <summary>A further report of an incident.</summary>
public sealed record FurtherReportForm : ReportForm
{
    [Description("Why it is a report of this incident; shown in its history.")]
    public string? Reason { get; init; }

    [Description("The incident's version that was looked at: 409 where it is no longer that.")]
    public long? ExpectedVersion { get; init; }
}

/// <summary>What a settlement says. Fields that are given are settled, each on its own; those named in takeBack are settled no longer.</summary>
public sealed record SettlementForm(
    [property: Description("The days that are taken; they lie within what the reports say.")] WhenForm? When = null,
    [property: Description("The place that is taken: one that a report names.")] WhereForm? Where = null,
    [property: Description("Numbers of the kind's own fields, each within what the reports say: { \"hostages\": { \"best\": 4 } }.")] JsonElement? Details = null,
    [property: Description("Fields whose settlement is taken back: when, where, details.hostages … The reports speak for themselves again.")] IReadOnlyList<string?>? TakeBack = null,
    [property: Description("Why.")] string? Reason = null,
    [property: Description("The incident's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null);
