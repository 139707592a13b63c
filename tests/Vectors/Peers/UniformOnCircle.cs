namespace Timeline.Vectors.Peers;

/// <summary>Other tests of days spread evenly over the year, to be held against R's package circular. The product has Rayleigh's and Hermans and Rasson's.</summary>
internal static class UniformOnCircle
{
    /// <summary>U² and its modification for the number of events; null for fewer than two.</summary>
    public static (double? U2, double? Modified) Watson(IReadOnlyList<double> phases)
    {
        var (n, u) = (phases.Count, Shares(phases));
        if (n < 2)
        {
            return (null, null);
        }

        var mean = u.Average();
        var u2 = u.Select((x, i) => Square(x - (((2 * i) + 1) / (2.0 * n)))).Sum() + (1 / (12.0 * n)) - (n * Square(mean - 0.5));
        return (u2, (u2 - (0.1 / n) + (0.1 / ((double)n * n))) * (1 + (0.8 / n)));
    }

    /// <summary>V and V (√n + 0.155 + 0.24/√n); null for fewer than two.</summary>
    public static (double? V, double? Star) Kuiper(IReadOnlyList<double> phases)
    {
        var (n, u) = (phases.Count, Shares(phases));
        if (n < 2)
        {
            return (null, null);
        }

        var v = u.Select((x, i) => ((i + 1.0) / n) - x).Max() + u.Select((x, i) => x - ((double)i / n)).Max();
        return (v, v * (Math.Sqrt(n) + 0.155 + (0.24 / Math.Sqrt(n))));
    }

    /// <summary>Rayleigh's p by the series of the package circular, which can come to 0.</summary>
    public static double RayleighBySeries(int n, double z)
    {
        var corrected = n >= 50 ? 1
            : 1 + (((2 * z) - (z * z)) / (4.0 * n)) - (((24 * z) - (132 * z * z) + (76 * z * z * z) - (9 * z * z * z * z)) / (288.0 * n * n));
        return Math.Clamp(Math.Exp(-z) * corrected, 0, 1);
    }

    private static double[] Shares(IReadOnlyList<double> phases) => [.. phases.Select(p => p / (2 * Math.PI)).Order()];

    private static double Square(double x) => x * x;
}
