namespace Timeline.Engine.Statistics;

/// <summary>Many rules looked at once: p values adjusted so that the share of false ones among those called is kept. Each answer in the order it was given.</summary>
public static class FalseDiscovery
{
    /// <summary>Benjamini and Hochberg 1995: for rules that share no events. Shown beside the other.</summary>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> p) => StepUp(p, 1);

    /// <summary>Benjamini and Yekutieli 2001: whatever the rules share, which they nearly always do. This one decides.</summary>
    public static IReadOnlyList<double> BenjaminiYekutieli(IReadOnlyList<double> p) => StepUp(p, Enumerable.Range(1, p.Count).Sum(i => 1.0 / i));

    private static double[] StepUp(IReadOnlyList<double> p, double penalty)
    {
        var q = new double[p.Count];
        var least = 1.0;
        var rank = p.Count;
        foreach (var i in Enumerable.Range(0, p.Count).OrderByDescending(i => p[i]))
        {
            least = Math.Min(least, penalty * p.Count / rank-- * p[i]);
            q[i] = least;
        }

        return q;
    }
}
