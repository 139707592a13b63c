namespace Timeline.Console.Api;

/// <summary>The calls about what waits for a second person.</summary>
public sealed partial class TimelineClient
{
    /// <param name="state">Only in this state; empty for all.</param>
    public Task<IReadOnlyList<DraftView>> Drafts(string state, CancellationToken stop) =>
        Get<IReadOnlyList<DraftView>>("ingestion", $"api/drafts?take=100{(state.Length > 0 ? $"&state={Uri.EscapeDataString(state)}" : "")}", stop);

    public Task<DraftSheet> Draft(string id, CancellationToken stop) => Get<DraftSheet>("ingestion", $"api/drafts/{Uri.EscapeDataString(id)}", stop);

    /// <param name="decision">approvals, rejections or withdrawals.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <exception cref="RefusalException">Also where somebody else decided meanwhile: then the status is 409.</exception>
    public Task<DraftDecided> Decide(string id, string decision, string? reason, long version, CancellationToken stop) =>
        Post<DraftDecided>("ingestion", $"api/drafts/{Uri.EscapeDataString(id)}/{decision}", new { reason, expectedVersion = version }, null, stop);

    /// <param name="form">The whole form.</param>
    public Task<DraftDecided> ChangeDraft(string id, ReportForm form, long version, CancellationToken stop) =>
        Put<DraftDecided>("ingestion", $"api/drafts/{Uri.EscapeDataString(id)}", new { form, expectedVersion = version }, stop);

    /// <param name="decision">approvals or rejections.</param>
    public Task<ImportTaken> DecideImport(string id, string decision, string? reason, CancellationToken stop) =>
        Post<ImportTaken>("ingestion", $"api/imports/{Uri.EscapeDataString(id)}/{decision}", new { reason }, null, stop);
}
