namespace Timeline.Engine.Statistics;

/// <summary>
/// What a p value would be if the days in doubt were known: drawn many times over. Its middle and its spread are shown, and in how many draws
/// it is 0.05 or less. They are never averaged: a mean of p values is no p value.
/// </summary>
/// <param name="Median">Of the p values drawn.</param>
/// <param name="Low">Their 2.5 % point.</param>
/// <param name="High">Their 97.5 % point.</param>
/// <param name="ShareAtMostFive">The share of draws with p ≤ 0.05, from 0 to 1.</param>
public sealed record DatesDrawn(double Median, double Low, double High, double ShareAtMostFive)
{
    /// <param name="causes">Each with its id, by which equal stretches are told apart.</param>
    /// <param name="p">The p value of one choice of days: of the causes, then of the responses, each in the order of (first, last, id).</param>
    public static DatesDrawn Of(
        IEnumerable<(DaySpan Days, string Id)> causes, IEnumerable<(DaySpan Days, string Id)> responses, Func<IReadOnlyList<int>, IReadOnlyList<int>, double> p, SplitMix64 chance, int draws)
    {
        var (a, b) = (Sorted(causes), Sorted(responses));
        var drawn = Enumerable.Range(0, draws).Select(_ =>
        {
            var causeDays = Draw(a, chance);
            return p(causeDays, Draw(b, chance));
        }).Order().ToList();
        return new(At(drawn, 0.5), At(drawn, 0.025), At(drawn, 0.975), (double)drawn.Count(d => d <= 0.05) / draws);
    }

    private static List<DaySpan> Sorted(IEnumerable<(DaySpan Days, string Id)> events) =>
        [.. events.OrderBy(e => e.Days.First).ThenBy(e => e.Days.Last).ThenBy(e => e.Id, StringComparer.Ordinal).Select(e => e.Days)];

    private static List<int> Draw(List<DaySpan> events, SplitMix64 chance) => [.. events.Select(e => e.First + chance.Below(e.Days))];

    // between the two nearest where it falls between them
    private static double At(List<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Count - 1)] - sorted[below]));
    }
}
