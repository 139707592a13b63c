using System.Text;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Console.Api;

// What the pages ask and say of rules.
public sealed partial class TimelineClient
{
    /// <summary>Every rule in its highest version, in force or retired, by id.</summary>
    public Task<IReadOnlyList<RuleView>> Rules(CancellationToken stop) => Get<IReadOnlyList<RuleView>>("correlation", "api/rules?state=all", stop);

    /// <summary>Every version of a rule, the first one first.</summary>
    public Task<IReadOnlyList<RuleView>> VersionsOfRule(string id, CancellationToken stop) =>
        Get<IReadOnlyList<RuleView>>("correlation", $"api/rules/{Uri.EscapeDataString(id)}/versions", stop);

    /// <summary>What a rule in force is worth in a theatre, in full; takes a moment where history is long.</summary>
    public Task<EvidenceExplained> EvidenceInFull(string rule, string theatre, LocalDate? knownAt, CancellationToken stop) =>
        Get<EvidenceExplained>("projection", $"api/rules/{Uri.EscapeDataString(rule)}/evidence?theatre={Uri.EscapeDataString(theatre)}{Known(knownAt)}", stop);

    /// <param name="document">As it was typed: what is no JSON is for the service to say, with the line.</param>
    /// <exception cref="RefusalException">With what is wrong by field; 409 where it is not the next version.</exception>
    public Task<RuleView> Publish(string document, CancellationToken stop) =>
        Ask<RuleView>("correlation", new(HttpMethod.Post, new Uri(backends.Of("correlation"), "api/rules")) { Content = new StringContent(document, Encoding.UTF8, "application/json") }, stop);

    /// <param name="expectedVersion">The version that the person saw.</param>
    public Task<RuleView> Retire(string id, int expectedVersion, string reason, CancellationToken stop) =>
        Post<RuleView>("correlation", $"api/rules/{Uri.EscapeDataString(id)}/retire", new { reason, expectedVersion }, null, stop);
}
