using NodaTime;
using Timeline.Contracts;

namespace Timeline.Console.Api;

/// <summary>The calls about one incident, and about one correlation.</summary>
public sealed partial class TimelineClient
{
    public Task<IncidentKnown> Incident(string id, LocalDate? knownAt, CancellationToken stop) =>
        Get<IncidentKnown>("projection", $"api/incidents/{Uri.EscapeDataString(id)}?{Known(knownAt)}", stop);

    public Task<IReadOnlyList<IncidentChange>> History(string incidentId, LocalDate? knownAt, CancellationToken stop) =>
        Get<IReadOnlyList<IncidentChange>>("projection", $"api/incidents/{Uri.EscapeDataString(incidentId)}/history?{Known(knownAt)}", stop);

    /// <summary>The incidents that one may repeat, the likeliest first.</summary>
    public Task<IReadOnlyList<DuplicateView>> Duplicates(string incidentId, CancellationToken stop) =>
        Get<IReadOnlyList<DuplicateView>>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/duplicates", stop);

    /// <summary>What the words of imported rows suggest of an incident's reports.</summary>
    public Task<IReadOnlyList<ReportProposalsView>> Proposals(string incidentId, CancellationToken stop) =>
        Get<IReadOnlyList<ReportProposalsView>>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/proposals", stop);

    public Task<IReadOnlyList<CorrelationView>> CorrelationsOf(string incidentId, LocalDate? knownAt, CancellationToken stop) =>
        Get<IReadOnlyList<CorrelationView>>("projection", $"api/correlations?incident={Uri.EscapeDataString(incidentId)}{Known(knownAt)}", stop);

    public Task<CorrelationView> Correlation(string id, LocalDate? knownAt, CancellationToken stop) =>
        Get<CorrelationView>("projection", $"api/correlations/{Uri.EscapeDataString(id)}?{Known(knownAt)}", stop);

    public Task<IReadOnlyList<CorrelationSaid>> SaidOf(string correlationId, CancellationToken stop) =>
        Get<IReadOnlyList<CorrelationSaid>>("projection", $"api/correlations/{Uri.EscapeDataString(correlationId)}/history", stop);

    public Task<IReadOnlyList<Rule>> RuleVersions(string id, CancellationToken stop) =>
        Get<IReadOnlyList<Rule>>("correlation", $"api/rules/{Uri.EscapeDataString(id)}/versions", stop);

    /// <summary>What would follow from a change that is not saved yet.</summary>
    /// <param name="deed">As its address has it: corrections, retractions, restorations, settlements, merges, unmerges.</param>
    /// <param name="change">The body that the change would have; the reason may still be missing.</param>
    public async Task<ForeseenView> Foresee(string incidentId, string deed, object change, CancellationToken stop) =>
        (await Post<ChangeChecked>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/{deed}/check", change, null, stop)).Correlations;

    /// <param name="expectedVersion">The version of the incident that the person saw.</param>
    /// <param name="report">The fields that change, as the form of a report has them; the others stay.</param>
    /// <exception cref="RefusalException">Also where somebody else changed the incident meanwhile: then the status is 409.</exception>
    public Task<Changed> Correct(string incidentId, string reportId, long expectedVersion, string reason, System.Text.Json.Nodes.JsonObject report, CancellationToken stop) =>
        Post<Changed>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/corrections", new { reportId, expectedVersion, reason, report }, null, stop);

    /// <inheritdoc cref="Correct"/>
    public Task<Changed> Retract(string incidentId, string reportId, long expectedVersion, string reason, CancellationToken stop) =>
        Post<Changed>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/retractions", new { reportId, expectedVersion, reason }, null, stop);

    /// <inheritdoc cref="Correct"/>
    public Task<Changed> Restore(string incidentId, string reportId, long expectedVersion, string reason, CancellationToken stop) =>
        Post<Changed>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/restorations", new { reportId, expectedVersion, reason }, null, stop);

    /// <param name="settlement">What is taken by field, or what is taken back, with the reason and the version that the person saw.</param>
    /// <inheritdoc cref="Correct"/>
    public Task<Changed> Settle(string incidentId, System.Text.Json.Nodes.JsonObject settlement, CancellationToken stop) =>
        Post<Changed>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/settlements", settlement, null, stop);

    /// <summary>The reports of the one count for the other from then on.</summary>
    /// <inheritdoc cref="Correct"/>
    public Task<Changed> Merge(string incidentId, string into, long expectedVersion, string reason, CancellationToken stop) =>
        Post<Changed>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/merges", new { into, expectedVersion, reason }, null, stop);

    /// <inheritdoc cref="Correct"/>
    public Task<Changed> Unmerge(string incidentId, long expectedVersion, string reason, CancellationToken stop) =>
        Post<Changed>("ingestion", $"api/incidents/{Uri.EscapeDataString(incidentId)}/unmerges", new { expectedVersion, reason }, null, stop);
}
