using System.Globalization;

namespace Timeline.Bench;

/// <summary>Samples of one length of time, in milliseconds.</summary>
internal sealed class Figures
{
    private readonly List<double> samples = [];

    public int Count => samples.Count;

    public void Add(double milliseconds) => samples.Add(milliseconds);

    public void AddAll(Figures others) => samples.AddRange(others.samples);

    /// <summary>The nearest-rank percentile; NaN of nothing.</summary>
    public double At(double percent)
    {
        samples.Sort();
        return samples.Count == 0 ? double.NaN : samples[Math.Clamp((int)Math.Ceiling(percent / 100 * samples.Count) - 1, 0, samples.Count - 1)];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count,6} {At(50),9:0.0} {At(99),9:0.0} {At(100),9:0.0}");
}
