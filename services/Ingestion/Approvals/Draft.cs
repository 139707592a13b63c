using System.Text.Json;
using NodaTime;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Approvals;

public enum DraftState { Waiting, Approved, Rejected, Withdrawn }

/// <summary>
/// A deed that waits for a second person. It is kept beside the events and is none: the store of events is the outbox, and what nobody approved must be neither sent nor known.
/// </summary>
public sealed record Draft
{
    public required string Id { get; init; }
    public required Deed Deed { get; init; }

    /// <summary>The incident it is done to; null of a report that begins one.</summary>
    public string? IncidentId { get; init; }

    /// <summary>What was sent, and what is decided anew when it is approved.</summary>
    public required JsonElement Form { get; init; }
    public required string Title { get; init; }
    public Kind? Kind { get; init; }

    /// <summary>What it says, of a report that would begin an incident; null of any other deed, and of what was sent before this was kept.</summary>
    public Told? Told { get; init; }

    /// <summary>The theatre that asked for a second person when it was sent.</summary>
    public required string Theatre { get; init; }
    public required string By { get; init; }
    public required Instant Laid { get; init; }
    public DraftState State { get; init; }

    /// <summary>1 when it is sent; one more with every change and with the decision.</summary>
    public required long Version { get; init; }
    public string? DecidedBy { get; init; }
    public Instant? Decided { get; init; }

    /// <summary>Why it was rejected or withdrawn, or what was said when it was approved.</summary>
    public string? Reason { get; init; }

    /// <summary>What was answered when it was approved: incidentId, version, position and what the deed has beside them.</summary>
    public JsonElement? Result { get; init; }
}

/// <summary>One step of a draft's history. A version is made once: of two who decide at the same time the second fails on the id.</summary>
/// <param name="Id">Of draft and version.</param>
/// <param name="Change">sent, changed, approved, rejected or withdrawn.</param>
/// <param name="Form">What it says from then on; null of a decision.</param>
public sealed record DraftStep(string Id, string Draft, long Version, string Change, string By, Instant At, string? Reason, JsonElement? Form)
{
    public static DraftStep Of(Draft draft, string change, string by, Instant at, string? reason) =>
        new($"{draft.Id}~{draft.Version}", draft.Id, draft.Version, change, by, at, reason, change is "sent" or "changed" ? draft.Form : null);
}
