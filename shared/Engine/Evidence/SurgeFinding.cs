namespace Timeline.Engine.Statistics;

/// <summary>What is to be said of a rule "more of the response after a trigger", by counts.</summary>
/// <param name="Certain">By month; a response whose days leave it open counts as baseline.</param>
/// <param name="Possible">There it counts as exposed.</param>
/// <param name="PBatches">Totals of whole windows permuted against windows of quiet years, where there are eight or more; null where there are fewer, and then reports that come in batches have not been ruled out.</param>
public sealed record SurgeFinding(StratifiedRateRatio Certain, StratifiedRateRatio Possible, double? PBatches)
{
    /// <summary>Fewer windows cannot show whether reports come in batches.</summary>
    public const int LeastWindows = 8;

    /// <summary>The gate: where reports come in batches the count alone calls too much.</summary>
    public double P => Math.Max(Certain.P, PBatches ?? 0);

    public bool BatchingNotChecked => PBatches is null;

    /// <param name="observed">The stretches of days observed, none twice.</param>
    /// <param name="windows">One a trigger.</param>
    /// <param name="responses">Each in all its days.</param>
    /// <param name="totals">Of whole windows, to guard against batches (<see cref="MatchedWindows"/>).</param>
    /// <param name="washout">Days before each window that are left out.</param>
    public static SurgeFinding Of(IReadOnlyList<DaySpan> observed, IReadOnlyList<CauseWindow> windows, IReadOnlyList<DaySpan> responses, MatchedWindows totals, ulong seed, int washout = 0)
    {
        StratifiedRateRatio By(Counting counting, IEnumerable<DaySpan> exposed) => StratifiedRateRatio.Of(MonthStrata.Of(observed, [.. exposed], responses, counting, washout));
        return new(
            By(Counting.Certain, windows.Select(w => w.Surely).OfType<DaySpan>()), By(Counting.Possible, windows.Select(w => w.Possibly)),
            totals.Exposed.Count == 0 || totals.Control.Count == 0 || totals.Exposed.Count + totals.Control.Count < LeastWindows ? null
                : QuantityPermutation.Of(totals.Exposed, totals.Control, seed).PSum);
    }
}
