using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>What is known of an incident, with its reports: the answer of <c>GET /api/incidents/{id}</c>.</summary>
/// <param name="Version">Of its own stream.</param>
/// <param name="KnownAt">The instant of knowledge that was asked for.</param>
/// <param name="Standing">At least one report of it stands.</param>
/// <param name="MergedInto">The incident its reports count for; null where it stands for itself.</param>
/// <param name="Incident">What the standing reports say together; of the incident it was merged into, where it was. Null where none stands.</param>
/// <param name="Onset">When it began as rules take it: a whole not after any of its parts. Null for what has no date.</param>
/// <param name="Reports">Its reports and those of incidents merged into it, also those taken back.</param>
public sealed record IncidentKnown(
    string Id,
    long Version,
    Instant KnownAt,
    bool Standing,
    string? MergedInto,
    IReadOnlyList<MergedView> MergedFrom,
    IncidentView? Incident,
    UncertainDate? Onset,
    IReadOnlyList<ReportView> Reports,
    IReadOnlyList<LinkedView> Linked)
{
    /// <summary>As the standing reports have it; where none stands, as the last one had it.</summary>
    public string? Title => Incident?.Title ?? (Reports is [.., var last] ? last.Says.Title : null);

    /// <summary>Nothing was recorded between the two of the incident, of what was merged into it or of its links.</summary>
    public bool SameAs(IncidentKnown? other) =>
        other is not null && Version == other.Version && MergedInto == other.MergedInto && Incident?.Id == other.Incident?.Id && Linked.Count == other.Linked.Count
            && MergedFrom.SequenceEqual(other.MergedFrom) && Reports.Select(r => (r.ReportId, r.Version)).SequenceEqual(other.Reports.Select(r => (r.ReportId, r.Version)));
}

/// <summary>An incident whose reports count for this one.</summary>
public sealed record MergedView(string IncidentId, string Why, string By, Instant KnownFrom);

/// <param name="Version">The version of the incident that holds it: what a correction of it expects.</param>
/// <param name="Reason">Why it was last corrected or taken back; null where it stands as entered.</param>
/// <param name="Provenance">Of its last word.</param>
public sealed record ReportView(
    string ReportId, string IncidentId, long Version, bool Retracted, string? Reason, Account Says, Details Details, Provenance Provenance, Instant Recorded, Instant KnownFrom);

/// <param name="Out">This incident names the other; false where the other names this one.</param>
/// <param name="Title">Null where nothing is known of the other yet.</param>
public sealed record LinkedView(string Rel, bool Out, string IncidentId, string? Title, Kind? Kind, Occurrence? When, Polarity? Polarity);

/// <summary>One change of an incident, from <c>GET /api/incidents/{id}/history</c>.</summary>
/// <param name="Change">reported, corrected, retracted, restored, settled, "settlement taken back", "merged into …" or "unmerged from …".</param>
/// <param name="Field">The field that was settled, or is settled no longer.</param>
/// <param name="Before">What the report said before; null where it said nothing yet, and where no report changed.</param>
/// <param name="Import">The import that brought it; null where a person did.</param>
public sealed record IncidentChange(
    long Version, string Change, string? ReportId, string By, Instant Recorded, Instant KnownFrom, string? Reason, ReportContent? Before, ReportContent? After, string? Import,
    string? Field = null, Settlement? Settled = null, string? ApprovedBy = null)
{
    private const string Merged = "merged into ", Unmerged = "unmerged from ";

    /// <summary>The incident that its reports counted for from then on; null of any other change.</summary>
    public string? MergedInto => Change.StartsWith(Merged, StringComparison.Ordinal) ? Change[Merged.Length..] : null;

    /// <summary>The incident that its reports counted for until then; null of any other change.</summary>
    public string? UnmergedFrom => Change.StartsWith(Unmerged, StringComparison.Ordinal) ? Change[Unmerged.Length..] : null;
}

public sealed record ReportContent(Account Says, Details? Details);

/// <summary>What stands after a change.</summary>
/// <param name="DraftId">Not null where the change waits for a second person: then nothing is changed yet.</param>
/// <param name="Doubts">What looks wrong and was taken all the same.</param>
public sealed record Changed(string? IncidentId, long Version, string? DraftId = null, IReadOnlyList<DoubtView>? Doubts = null);
