namespace Timeline.Engine.Statistics;

/// <summary>
/// A chain whose steps are not linked by an incident is as good as its weakest step: for every step must hold what the rule says of it
/// (intersection-union, Berger 1982), so the greatest p is the chain's, with no price for their number.
/// </summary>
/// <param name="Step">Its place among the steps, from 0; the first of equals.</param>
public sealed record WeakestStep(int Step, double P, double E)
{
    /// <param name="steps">P and e of each, at least one.</param>
    public static WeakestStep Of(IReadOnlyList<(double P, double E)> steps)
    {
        var p = steps.Max(s => s.P);
        return new(steps.Select((s, i) => (s.P, i)).First(s => s.P == p).i, p, steps.Min(s => s.E));
    }
}
