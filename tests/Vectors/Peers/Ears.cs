using System.Text.Json;
using MathNet.Numerics.Distributions;

namespace Timeline.Vectors.Peers;

/// <summary>
/// CDC's EARS C1, C2 and C3 as R's surveillance computes them (baseline of seven days). Not in the product: with counts that are mostly nought its
/// normal limits mean little. Kept to show that we can say what others would.
/// </summary>
internal static class Ears
{
    private const int Baseline = 7;
    private const int Gap = 2;
    private static readonly double AlphaZ = Normal.InvCDF(0, 1, 1 - 0.001);
    private static readonly double AlphaZ3 = Normal.InvCDF(0, 1, 1 - 0.025);

    public static Answer Answer(JsonElement input, JsonElement expected)
    {
        var (counts, least) = (input.Doubles("counts"), input.Double("min_sigma"));
        return new() { { "C1", Limits(counts, least, 0) }, { "C2", Limits(counts, least, Gap) }, { "C3", Cumulated(counts, least) } };
    }

    private static Answer Limits(double[] counts, double least, int gap)
    {
        var first = Baseline + gap;
        var days = Enumerable.Range(first, Math.Max(0, counts.Length - first)).ToList();
        var upper = days.Select(day => Of(counts, day, gap, least) is var (mean, sd) ? mean + (AlphaZ * sd) : 0).ToList();
        return new() { { "first_index", first }, { "upper", upper }, { "alarm", days.Select((day, i) => counts[day] > upper[i]).ToList() } };
    }

    // C3 adds up by how much C2 went over one standard deviation on the two days before, and asks whether this day may still be as it is:
    // what R gives as its limit is the day's own count and what is left of the normal quantile
    private static Answer Cumulated(double[] counts, double least)
    {
        var first = Baseline + Gap + 2;
        var days = Enumerable.Range(first, Math.Max(0, counts.Length - first)).ToList();
        var upper = days.Select(day => Upper(counts, day, least)).ToList();
        return new() { { "first_index", first }, { "upper", upper }, { "alarm", days.Select((day, i) => upper[i] is { } limit ? counts[day] > limit : (bool?)null).ToList() } };
    }

    private static double? Upper(double[] counts, int day, double least)
    {
        var (_, sd) = Of(counts, day, Gap, least);
        var before = 0.0;
        for (var back = 1; back <= 2; back++)
        {
            var (m, s) = Of(counts, day - back, Gap, least);
            before += Math.Max(0, ((counts[day - back] - m) / s) - 1);
        }

        var limit = counts[day] + (sd * (AlphaZ3 - before));
        return double.IsFinite(limit) ? Math.Max(0, limit) : null;
    }

    private static (double Mean, double Sd) Of(double[] counts, int day, int gap, double least)
    {
        var window = counts[(day - gap - Baseline)..(day - gap)];
        var mean = window.Average();
        return (mean, Math.Max(least, Math.Sqrt(window.Sum(x => (x - mean) * (x - mean)) / (Baseline - 1))));
    }
}
