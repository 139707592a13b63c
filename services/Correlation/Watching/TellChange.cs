using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Correlation.Watching;

/// <summary>Puts a change of a finding into the event that tells of it.</summary>
internal static class TellChange
{
    public static ICorrelationEvent Of(FindingChange change)
    {
        var (kind, why) = WhatChanged.Of(change);
        var finding = (change.After ?? change.Before)!;
        return kind switch
        {
            ChangeKind.Detected => new CorrelationDetected(finding),
            ChangeKind.Strengthened => new CorrelationStrengthened(finding, why),
            ChangeKind.Weakened => new CorrelationWeakened(finding, why),
            ChangeKind.Revised => new CorrelationRevised(finding, why),
            _ => new CorrelationWithdrawn(finding, why),
        };
    }
}
