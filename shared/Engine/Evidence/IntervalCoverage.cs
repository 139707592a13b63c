namespace Timeline.Engine.Statistics;

/// <summary>How many responses lie in exact windows when their own days are in doubt: surely, possibly, and the exact distribution between.</summary>
/// <param name="Certain">Responses all of whose days are covered.</param>
/// <param name="Possible">Responses some of whose days are.</param>
/// <param name="POfCertain">The screen's p at the certain count: the headline.</param>
/// <param name="Mass">P(K = k) from k = 0, each day of a response as likely as any other of its days.</param>
/// <param name="AveragedP">The screen's p averaged over that distribution. It is no p value, and never the headline.</param>
public sealed record IntervalCoverage(int Certain, int Possible, double POfCertain, double POfPossible, IReadOnlyList<double> Mass, double Expected, double AveragedP)
{
    public static IntervalCoverage Of(DaySpan span, IReadOnlyList<DaySpan> windows, IReadOnlyList<DaySpan> responses)
    {
        var days = CoveredDays.Of(windows);
        var covered = responses.Select(days.Within).ToList();
        var n = responses.Count;
        var certain = responses.Where((b, i) => covered[i] == b.Days).Count();
        var possible = covered.Count(c => c > 0);
        var p0 = (double)days.Within(span) / span.Days;
        var k = new PoissonBinomial([.. responses.Select((b, i) => (double)covered[i] / b.Days)]);
        return new(
            certain, possible, Binomial.AtLeast(certain, n, p0), Binomial.AtLeast(possible, n, p0), k.Mass, k.Mean,
            k.Mass.Select((mass, i) => mass * Binomial.AtLeast(i, n, p0)).Sum());
    }

    /// <summary>The number of hits in each of so many draws of the days, responses in the order of their first, then last day.</summary>
    public static IReadOnlyList<int> Draw(IReadOnlyList<DaySpan> windows, IReadOnlyList<DaySpan> responses, SplitMix64 chance, int draws)
    {
        var days = CoveredDays.Of(windows);
        var sorted = responses.OrderBy(b => b.First).ThenBy(b => b.Last).ToList();
        return [.. Enumerable.Range(0, draws).Select(_ => sorted.Count(b => days.Holds(b.First + chance.Below(b.Days))))];
    }
}
