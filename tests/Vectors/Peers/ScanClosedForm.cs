using Timeline.Engine.Statistics;

namespace Timeline.Vectors.Peers;

/// <summary>Closed forms of the scan statistic in continuous time, beside which the drawn p can be seen to be sane.</summary>
/// <remarks>Here w is the window's share of the span.</remarks>
internal static class ScanClosedForm
{
    /// <summary>Known exactly for two together and for all together; null for others.</summary>
    public static double? Exact(int k, int n, double w) =>
        k == 2 ? 1 - Math.Pow(Math.Max(0, 1 - ((n - 1) * w)), n)
        : k == n && k > 2 ? (n * Math.Pow(w, n - 1)) - ((n - 1) * Math.Pow(w, n))
        : null;

    /// <summary>Wallenstein and Neff 1987, good where it is small; null below two together.</summary>
    public static double? WallensteinNeff(int k, int n, double w) =>
        k < 2 ? null : Math.Min(1, (((k / w) - n - 1) * Binomial.Exactly(k, n, w)) + (2 * Binomial.AtLeast(k, n, w)));
}
