namespace Timeline.Engine.Statistics;

/// <summary>The two-sided p of an exact test: what is no likelier than the outcome seen, counting ties.</summary>
internal static class LeastLikely
{
    private const double Ties = 1 + 1e-7;

    public static double Sum(IEnumerable<double> outcomes, double seen) => outcomes.Where(p => p <= seen * Ties).Order().Sum();
}
