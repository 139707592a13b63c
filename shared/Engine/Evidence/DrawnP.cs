namespace Timeline.Engine.Statistics;

/// <summary>A p value from draws or from trying everything, and the slack with which real numbers count as equal.</summary>
public static class DrawnP
{
    /// <summary>So many draws for what is reported.</summary>
    public const int ForReports = 999;

    /// <summary>So many for what is only a screen.</summary>
    public const int ForScreens = 199;

    /// <summary>So many where not all rearrangements can be tried.</summary>
    public const int ForRearrangements = 9999;

    /// <summary>Of draws: (1 + as many) / (1 + drawn), never 0, for what was seen is one of the possibilities (Phipson and Smyth 2010).</summary>
    /// <param name="asMany">Draws whose statistic is at least the one seen.</param>
    public static double Of(int asMany, int drawn) => (1.0 + asMany) / (1.0 + drawn);

    /// <summary>
    /// Whether a statistic of real numbers is at least the one seen. The same numbers added in another order may differ in their last bits, so a
    /// billionth less still counts, and for large sums a part in 10^12.
    /// </summary>
    public static bool AtLeast(double drawn, double seen) => drawn >= seen - Math.Max(1e-9, 1e-12 * Math.Abs(seen));
}
