using System.Text.Json;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>A deed that waits for a second person, or waited for one.</summary>
/// <param name="State">waiting, approved, rejected or withdrawn.</param>
/// <param name="Deed">report, correction, retraction, restoration, settlement, merge or unmerge.</param>
public sealed record DraftView(
    string Id, string State, string Deed, string? IncidentId, string Title, Kind? Kind, string Theatre, string By, Instant Sent, long Version, string? DecidedBy, Instant? Decided, string? Reason);

/// <summary>One of them with its history.</summary>
/// <param name="Problems">Why it could not be approved as things stand, by field.</param>
public sealed record DraftSheet(
    DraftView Draft, JsonElement Form, JsonElement? Result, IReadOnlyList<DraftStepView> History, Reading? Reading, IReadOnlyList<DuplicateView> Duplicates, IReadOnlyList<DoubtView> Doubts,
    IReadOnlyDictionary<string, string[]> Problems, IReadOnlyList<AlikeDraftView> Waiting);

/// <param name="Change">sent, changed, approved, rejected or withdrawn.</param>
public sealed record DraftStepView(long Version, string Change, string By, Instant At, string? Reason);

public sealed record DraftDecided(string Id, string State, long Version, JsonElement? Result)
{
    /// <summary>The incident it became part of, or changed; null where it was not approved.</summary>
    public string? IncidentId => Result is { ValueKind: JsonValueKind.Object } result && result.TryGetProperty("incidentId", out var id) ? id.GetString() : null;
}
