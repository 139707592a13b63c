namespace Timeline.Engine.Statistics;

/// <summary>
/// S0, the naive question: how many responses fall in the windows, were every day of the span as likely as any other? A screen only: where
/// anything is seasonal it calls nearly everything significant, and it is shown greyed.
/// </summary>
/// <remarks>Event coincidence analysis, conditional on the causes (Donges and others 2016), with the union of the windows, clipped to the span, in place of their approximation.</remarks>
/// <param name="Covered">Days of the span that lie in some window.</param>
/// <param name="Span">Days of the span.</param>
/// <param name="K">Responses in a window.</param>
/// <param name="N">All responses.</param>
/// <param name="PrecursorRate">K of N; null where there is no response.</param>
/// <param name="TriggerHits">Causes whose own window holds a response.</param>
/// <param name="TriggerRate">These of all causes; null where there is no cause.</param>
/// <param name="P0">The share of the span that is covered.</param>
/// <param name="P">P(Bin(N, P0) ≥ K).</param>
public sealed record CoverageScreen(int Covered, int Span, int K, int N, double? PrecursorRate, int TriggerHits, double? TriggerRate, double P0, double P, double MidP)
{
    /// <param name="observed">The stretches of days observed, none twice.</param>
    /// <param name="windows">One a cause.</param>
    /// <param name="responses">Each in all its days where it is in doubt: it counts where all of them are covered.</param>
    public static CoverageScreen Of(IReadOnlyList<DaySpan> observed, IReadOnlyList<DaySpan> windows, IReadOnlyList<DaySpan> responses)
    {
        var days = CoveredDays.Of(windows);
        var (covered, all, n) = (observed.Sum(days.Within), observed.Sum(o => o.Days), responses.Count);
        var k = responses.Count(b => days.Within(b) == b.Days);
        var hits = windows.Count(w => responses.Any(w.HoldsAll));
        var p0 = all == 0 ? 0 : (double)covered / all;
        return new(
            covered, all, k, n, n == 0 ? null : (double)k / n, hits, windows.Count == 0 ? null : (double)hits / windows.Count, p0,
            Binomial.AtLeast(k, n, p0), Binomial.MidAtLeast(k, n, p0));
    }
}
