namespace Timeline.Console.Api;

/// <summary>An import as <c>GET /api/imports/{id}</c> shows it, and the list of imports without its rows.</summary>
/// <param name="State">queued, running, waiting (for a second person), done, cancelled, failed, taking-back or taken-back.</param>
/// <param name="TakenBack">What became of its reports when it was taken back: retracted, restored, left.</param>
public sealed record ImportView(
    string Id, string Set, string Format, string? File, string State, int Rows, int Done, IReadOnlyDictionary<string, int> Counts, bool DryRun, string By,
    NodaTime.Instant Started, NodaTime.Instant? Ended, string? Encoding, IReadOnlyDictionary<string, int>? TakenBack,
    IReadOnlyList<ImportRow>? Verdicts = null, IReadOnlyList<ImportRow>? Left = null, ImportWaits? Waits = null, string? ApprovedBy = null, string? Trouble = null)
{
    public bool IsOver => State is not ("queued" or "running" or "taking-back");
}

/// <param name="Column">Of a file of cells the number of the cell from 1, of JSON the byte; null where it is the row as a whole.</param>
/// <param name="Held">Of a row that is held back alone.</param>
/// <param name="Score">How likely the incident that it may repeat is the same, 0 to 1.</param>
/// <param name="Version">Of the incident; only where the row's words suggest something.</param>
public sealed record ImportRow(
    int Line, string Verdict, string? IncidentId, string? ReportId, int? Column, string? Reason, IReadOnlyList<ProposalView>? Proposals, string? Back, HeldRowView? Held = null, double? Score = null, long? Version = null);

/// <summary>What became of rows that were settled together.</summary>
/// <param name="Next">The line after which to go on; null where nothing is left.</param>
/// <param name="Left">How many more fit.</param>
public sealed record RowsSettled(IReadOnlyList<RowOutcome> Rows, int? Next, int Left);

/// <param name="Did">settled, nothing (it was said before) or refused.</param>
/// <param name="Says">Why it was refused.</param>
public sealed record RowOutcome(int Line, string Did, string? Says);

/// <summary>A row that was held back, in the words of its file.</summary>
/// <param name="Repeats">What the incident is called that it may repeat.</param>
public sealed record HeldRowView(string? Title, string? When, string? Where, string? Repeats);

/// <param name="Words">The words that led to it.</param>
/// <param name="Decided">What a person decided of it; null while nobody has.</param>
public sealed record ProposalView(string Kind, string? Subkind, string Words, ProposalDecidedView? Decided = null);

/// <summary>What the words of an imported row suggest of a report.</summary>
/// <param name="IncidentId">Of which the report is: it may have been merged into the one that was asked for.</param>
/// <param name="Version">That incident's, to be expected when it is decided.</param>
public sealed record ReportProposalsView(string ImportId, int Line, string IncidentId, string ReportId, long Version, IReadOnlyList<ProposalView> Proposals);

/// <param name="IncidentId">What it became; null of what was refused, or waits.</param>
/// <param name="DraftId">The draft that waits for a second person.</param>
public sealed record ProposalDecidedView(bool Accepted, string By, string Reason, string? IncidentId, string? DraftId);

/// <summary>What a file seems to be.</summary>
/// <param name="Kept">The name of the mapping, where it is one that was kept for such columns.</param>
public sealed record SeemingView(string Format, string Encoding, IReadOnlyList<string> Columns, System.Text.Json.JsonElement? Mapping, string? Kept = null);

/// <param name="Line">The row before which it stands still.</param>
public sealed record ImportWaits(int Line, string Theatre);

public sealed record ImportTaken(string Id);

/// <param name="Did">cancelling, taking-back or nothing.</param>
public sealed record ImportEnded(string Id, string Did, string State);

public sealed record MappingName(string? Name);
