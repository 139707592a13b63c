namespace Timeline.Engine.Statistics;

/// <summary>
/// How long a chain takes from one step to the next, when some have not taken it yet: Kaplan and Meier. No p value: taking a step is a rate, not
/// a coincidence. Where dates are in doubt, ask it with the least and with the greatest lags and show both medians.
/// </summary>
/// <param name="Steps">One for each day on which something happened, ascending.</param>
/// <param name="Quarter">Days until a quarter had taken the step; null where it never came to that.</param>
/// <param name="Median">Days until half had.</param>
/// <param name="ThreeQuarters">Days until three quarters had.</param>
public sealed record TimeToStep(IReadOnlyList<TimeToStep.At> Steps, double? Quarter, double? Median, double? ThreeQuarters)
{
    private const double Normal975 = 1.959963984540054;
    private const double Equal = 1.5e-8;   // what is left after rounding counts as exactly a half, as in R

    /// <param name="Days">Since the step before.</param>
    /// <param name="AtRisk">Those that had not taken it before this day and were still watched.</param>
    /// <param name="Completed">Those that took it on this day.</param>
    /// <param name="NotYet">The share that had not taken it at the end of this day.</param>
    /// <param name="Low">Its 95 % limits on the log-log scale; null where it is 0 or 1.</param>
    public sealed record At(double Days, int AtRisk, int Completed, double NotYet, double? Low, double? High);

    /// <param name="lags">Days to the step, and whether it was taken; where not, days watched so far.</param>
    public static TimeToStep Of(IReadOnlyList<(double Days, bool Completed)> lags)
    {
        var (notYet, variance, atRisk) = (1.0, 0.0, lags.Count);
        var steps = new List<At>();
        foreach (var day in lags.GroupBy(l => l.Days).OrderBy(g => g.Key))
        {
            var (all, completed) = (day.Count(), day.Count(l => l.Completed));
            notYet *= (double)(atRisk - completed) / atRisk;
            variance += completed == 0 ? 0 : completed / ((double)atRisk * (atRisk - completed));
            var (low, high) = Limits(notYet, variance);
            steps.Add(new(day.Key, atRisk, completed, notYet, low, high));
            atRisk -= all;
        }

        return new(steps, Until(steps, 0.75), Until(steps, 0.5), Until(steps, 0.25));
    }

    private static (double? Low, double? High) Limits(double notYet, double variance)
    {
        if (notYet is 0 or 1)
        {
            return (null, null);
        }

        var width = Normal975 * Math.Sqrt(variance) / -Math.Log(notYet);
        return (Math.Pow(notYet, Math.Exp(width)), Math.Pow(notYet, Math.Exp(-width)));
    }

    // where the share stands at exactly this level: halfway from there to the next that took the step
    private static double? Until(List<At> steps, double level)
    {
        var at = steps.FindIndex(s => s.NotYet <= level + Equal);
        if (at < 0)
        {
            return null;
        }

        var next = Math.Abs(steps[at].NotYet - level) <= Equal ? steps.Skip(at + 1).FirstOrDefault(s => s.Completed > 0) : null;
        return next is null ? steps[at].Days : (steps[at].Days + next.Days) / 2;
    }
}
