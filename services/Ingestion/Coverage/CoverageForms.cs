using System.ComponentModel;
using Timeline.Ingestion.Reports;

namespace Timeline.Ingestion.Coverage;

/// <summary>What was watched, and whether anything was there.</summary>
public sealed record CoverageForm(
    [property: Description("The kind of incident that was watched for: incursion, harvest, seizure …")] string? Kind = null,
    [property: Description("The place that was watched; one of the gazetteer.")] WhereForm? Where = null,
    [property: Description("The first day; counts.")] string? From = null,
    [property: Description("The last day; counts.")] string? To = null,
    [property: Description("watched: somebody watched, and what they found is reported apart. confirmed-none: they looked, and there was none; this is recorded as a report that it did not occur.")] string? Says = null,
    [property: Description("Who says so.")] SourceForm? Source = null,
    [property: Description("Anything else that a reader should know.")] string? Note = null);

/// <summary>Why a statement of coverage is taken back.</summary>
public sealed record WithdrawalForm(
    [property: Description("Why.")] string? Reason = null,
    [property: Description("The statement's version that was looked at: 409 where it is no longer that.")] long? ExpectedVersion = null);
