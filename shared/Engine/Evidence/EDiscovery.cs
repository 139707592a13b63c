namespace Timeline.Engine.Statistics;

/// <summary>
/// Alerts over many rules, from their e-values as they stand: those that may be called with at most a share alpha of them false, whatever the rules
/// share (e-BH, Wang and Ramdas 2022). All rules that are switched on count, those without any match with e = 1. Never from the greatest e so far.
/// </summary>
/// <param name="Called">Places of the rules called, ascending.</param>
/// <param name="Threshold">The e from which a rule is called; null where none is.</param>
public sealed record EDiscovery(IReadOnlyList<int> Called, double? Threshold)
{
    public static EDiscovery Of(IReadOnlyList<double> e, double alpha)
    {
        var sorted = e.OrderDescending().ToList();
        for (var k = sorted.Count; k > 0; k--)
        {
            var threshold = sorted.Count / (alpha * k);
            if (k * sorted[k - 1] >= sorted.Count / alpha)
            {
                return new([.. Enumerable.Range(0, e.Count).Where(i => e[i] >= sorted[k - 1])], threshold);
            }
        }

        return new([], null);
    }

    /// <summary>
    /// For rules added over time: the i-th ever added, from 1, has the weight 1 / (i (i + 1)) for good, so that a new rule takes nothing from an
    /// older one (online e-BH, Fischer, Xu and Ramdas 2024).
    /// </summary>
    /// <param name="e">In the order in which the rules were added.</param>
    public static IReadOnlyList<int> Online(IReadOnlyList<double> e, double alpha)
    {
        var weighted = e.Select((value, i) => value / ((i + 1.0) * (i + 2.0))).ToList();
        for (var k = e.Count; k > 0; k--)
        {
            var called = Enumerable.Range(0, e.Count).Where(i => weighted[i] * k >= 1 / alpha).ToList();
            if (called.Count >= k)
            {
                return called;
            }
        }

        return [];
    }
}
