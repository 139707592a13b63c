namespace Timeline.Engine.Statistics;

/// <summary>What is to be said of a rule "more of the response after a trigger", by counts.</summary>
/// <param name="Certain">By month; a response whose days leave it open counts as baseline.</param>
/// <param name="Possible">There it counts as exposed.</param>
/// <param name="Batches">Totals of whole windows permuted against windows of quiet years, by the sum, where there are eight or more; null where there are fewer, and then reports that come in batches have not been ruled out.</param>
/// <param name="PossibleBatches">The same, with what is undecided in the windows after triggers.</param>
public sealed record SurgeFinding(StratifiedRateRatio Certain, StratifiedRateRatio Possible, QuantityPermutation? Batches, QuantityPermutation? PossibleBatches)
{
    /// <summary>Fewer windows cannot show whether reports come in batches.</summary>
    public const int LeastWindows = 8;

    /// <summary>The gate: where reports come in batches the count alone calls too much.</summary>
    public double P => Math.Max(Certain.P, Batches?.PSum ?? 0);

    /// <summary>The same with what is undecided counted as exposed.</summary>
    public double PPossible => Math.Max(Possible.P, PossibleBatches?.PSum ?? 0);

    /// <summary>The gate cannot fall below the greater of what the counts and the choices of windows can give at all.</summary>
    public double PMin => Math.Max(Certain.PMin, Batches?.PMin ?? 0);

    /// <summary>The lesser of the two bets: the one by counts wins on a batch alone, which the one made of the permutation's p (by the root) does not.</summary>
    public double E => Batches is { } whole ? Math.Min(Certain.E, EValue.FromPByRoot(whole.PSum)) : Certain.E;

    public bool BatchingNotChecked => Batches is null;

    /// <param name="observed">The stretches of days observed, none twice.</param>
    /// <param name="windows">One a trigger.</param>
    /// <param name="responses">Each in all its days.</param>
    /// <param name="totals">Of whole windows as each way of counting has them, to guard against batches (<see cref="MatchedWindows"/>).</param>
    /// <param name="washout">Days before each window that are left out.</param>
    public static SurgeFinding Of(
        IReadOnlyList<DaySpan> observed, IReadOnlyList<CauseWindow> windows, IReadOnlyList<DaySpan> responses, Func<Counting, MatchedWindows> totals, ulong seed, int washout = 0)
    {
        StratifiedRateRatio By(Counting counting, IEnumerable<DaySpan> exposed) => StratifiedRateRatio.Of(MonthStrata.Of(observed, [.. exposed], responses, counting, washout));
        QuantityPermutation? Whole(Counting counting) => totals(counting) is { Exposed.Count: > 0, Control.Count: > 0 } all && all.Exposed.Count + all.Control.Count >= LeastWindows
            ? QuantityPermutation.Of(all.Exposed, all.Control, seed)
            : null;
        return new(
            By(Counting.Certain, windows.Select(w => w.Surely).OfType<DaySpan>()), By(Counting.Possible, windows.Select(w => w.Possibly)), Whole(Counting.Certain), Whole(Counting.Possible));
    }
}
