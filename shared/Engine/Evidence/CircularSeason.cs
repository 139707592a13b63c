namespace Timeline.Engine.Statistics;

/// <summary>
/// When in the year events come: their mean day, how closely they gather, and whether they gather at all (Rayleigh). It describes a season; it
/// never speaks for a cause, and its p is wrong where observation was uneven over the year.
/// </summary>
/// <param name="MeanResultant">R, from 0 (all over the year) to 1 (all on one day).</param>
/// <param name="MeanPhase">Radians from 0 to 2π; null where R is below 1e-9 and no day is the mean.</param>
/// <param name="MeanDay">The mean as a day of a year of 365, 1 and a half being noon of 1 January; null as above.</param>
/// <param name="SpreadDays">The circular standard deviation, in days of a year of 365.</param>
/// <param name="RayleighZ">n R².</param>
/// <param name="RayleighP">None for fewer than two; for two exact, the gap between them over half the circle; else Zar's approximation (from Greenwood and Durand 1955).</param>
public sealed record CircularSeason(int N, double MeanResultant, double? MeanPhase, double? MeanDay, double SpreadDays, double RayleighZ, double? RayleighP)
{
    /// <summary>By so much R is too small where events are dated to the month: (π/12) / sin(π/12).</summary>
    public const double MonthCorrection = 1.0115;

    private const double Year = 365;

    /// <returns>Null where there is no event.</returns>
    public static CircularSeason? Of(IReadOnlyList<double> phases)
    {
        var n = phases.Count;
        if (n == 0)
        {
            return null;
        }

        var (cos, sin) = (phases.Sum(Math.Cos) / n, phases.Sum(Math.Sin) / n);
        var r = Math.Min(1, double.Hypot(cos, sin));
        double? mean = r < 1e-9 ? null : Math.Atan2(sin, cos) is var angle && angle < 0 ? angle + (2 * Math.PI) : angle;
        return new(n, r, mean, (mean * Year / (2 * Math.PI)) + 0.5, r == 1 ? 0 : Math.Sqrt(-2 * Math.Log(r)) * Year / (2 * Math.PI), n * r * r, Rayleigh(phases, r));
    }

    /// <summary>For three or more; it is within 0.002 of its level from six on and cannot go below 0.034 at three.</summary>
    public static double Zar(int n, double r) => Math.Exp(Math.Sqrt(1 + (4.0 * n) + (4.0 * n * n * (1 - (r * r)))) - (1 + (2.0 * n)));

    private static double? Rayleigh(IReadOnlyList<double> phases, double r)
    {
        if (phases.Count < 2)
        {
            return null;
        }

        if (phases.Count > 2)
        {
            return Zar(phases.Count, r);
        }

        var gap = Math.Abs(phases[0] - phases[1]);
        return Math.Min(gap, (2 * Math.PI) - gap) / Math.PI;
    }
}
