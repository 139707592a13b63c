using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

public enum ChangeKind { Detected, Strengthened, Weakened, Revised, Withdrawn }

/// <summary>Names a change of a finding and gives its reason in a sentence.</summary>
/// <remarks>
/// A step more or less of a chain says most, then whether it is certain, then its share. What leaves all three alike and still reads
/// otherwise was revised.
/// </remarks>
public static class WhatChanged
{
    public static (ChangeKind Kind, string Why) Of(FindingChange change) => change switch
    {
        { Before: null, After: { } after } => (ChangeKind.Detected, $"The rule is met, {Strength(after)}."),
        { Before: { } before, After: null } => (ChangeKind.Withdrawn, change.Why ?? $"The rule is no longer met by {string.Join(", ", before.HangsOn)}."),
        { Before: { } before, After: { } after } => Between(before, after),
        _ => throw new ArgumentException("a change has a finding before it or after it", nameof(change)),
    };

    private static (ChangeKind, string) Between(Finding before, Finding after)
    {
        var gained = after.Incidents.Except(before.Incidents, StringComparer.Ordinal).ToList();
        var lost = before.Incidents.Except(after.Incidents, StringComparer.Ordinal).ToList();
        var isChain = after.Explanation is [{ Step: "anchor" }, ..];
        if (isChain && after.Incidents.Count != before.Incidents.Count)
        {
            return after.Incidents.Count > before.Incidents.Count
                ? (ChangeKind.Strengthened, $"A further step is known: {string.Join(", ", gained)}.")
                : (ChangeKind.Weakened, $"A step was lost: {string.Join(", ", lost)}.");
        }

        if (before.Verdict != after.Verdict)
        {
            return after.Verdict > before.Verdict
                ? (ChangeKind.Strengthened, "It was possible and is now certain.")
                : (ChangeKind.Weakened, $"It was certain and is now {Strength(after)}.");
        }

        if (before.Share != after.Share)
        {
            var text = $"More of the possible days agree: the share was {before.Share:0.###} and is {after.Share:0.###}.";
            return after.Share > before.Share
                ? (ChangeKind.Strengthened, text)
                : (ChangeKind.Weakened, $"Fewer of the possible days agree: the share was {before.Share:0.###} and is {after.Share:0.###}.");
        }

        return (ChangeKind.Revised, before.Lag != after.Lag && after.Lag is { } lag
            ? $"Its days changed: the lag is now {Say.Days((lag.Min, lag.Max))}."
            : gained.Count + lost.Count > 0 ? "It rests on other incidents than before."
            : "Its reasons read otherwise than before.");
    }

    private static string Strength(Finding finding) => finding.Verdict == Certainty.Certain ? "for certain" : $"possibly (share {finding.Share:0.###})";

    /// <summary>Whether two findings say the same, list by list.</summary>
    public static bool Same(Finding a, Finding b) =>
        a.CorrelationId == b.CorrelationId && a.SeasonYear == b.SeasonYear && a.Verdict == b.Verdict && a.Share == b.Share && a.Lag == b.Lag
        && a.Incidents.SequenceEqual(b.Incidents) && WordedLater.ReadAlike(a.Explanation, b.Explanation)
        && a.HangsOn.SequenceEqual(b.HangsOn) && a.NotCounted.SequenceEqual(b.NotCounted);
}
