namespace Timeline.Engine.Statistics;

/// <summary>How many of several independent things come true, each with a chance of its own. Exact, by convolution: the square of their number in time.</summary>
public sealed class PoissonBinomial
{
    private readonly double[] mass;

    /// <param name="chances">Each from 0 to 1.</param>
    public PoissonBinomial(IReadOnlyList<double> chances)
    {
        mass = new double[chances.Count + 1];
        mass[0] = 1;
        for (var n = 0; n < chances.Count; n++)
        {
            var p = chances[n];
            for (var k = n + 1; k > 0; k--)
            {
                mass[k] = (mass[k] * (1 - p)) + (mass[k - 1] * p);
            }

            mass[0] *= 1 - p;
        }

        Mean = chances.Sum();
        Reachable = chances.Count(p => p > 0);
    }

    public double Mean { get; }

    /// <summary>The largest number that can come.</summary>
    public int Reachable { get; }

    /// <summary>P(K = k) for k from 0.</summary>
    public IReadOnlyList<double> Mass => mass;

    /// <summary>P(K ≥ k), summed from the small end.</summary>
    public double AtLeast(int k)
    {
        if (k <= 0)
        {
            return 1;
        }

        var sum = 0.0;
        for (var i = mass.Length - 1; i >= k; i--)
        {
            sum += mass[i];
        }

        return Math.Min(1, sum);
    }

    /// <summary>P(K ≤ k), summed from the small end.</summary>
    public double AtMost(int k) => k < 0 ? 0 : k >= mass.Length - 1 ? 1 : Math.Min(1, mass.Take(k + 1).Sum());

    /// <summary>P(K ≥ k) less half of P(K = k).</summary>
    public double MidAtLeast(int k) => AtLeast(k) - (k >= 0 && k < mass.Length ? mass[k] / 2 : 0);
}
