namespace Timeline.Engine.Statistics;

/// <summary>
/// Whether days gather in the year at one season or at several, which Rayleigh's test does not see. Large T: they gather. The p comes from
/// draws of evenly spread days.
/// </summary>
/// <remarks>Hermans and Rasson 1985, in the form of Landler and others 2019.</remarks>
public sealed record HermansRasson(double T, int AsMany, double P)
{
    /// <summary>Beyond so many events it takes too long, and Rayleigh's test is taken instead; a part of them would not do.</summary>
    public const int MostEvents = 500;

    /// <returns>Null for no event, and for more than <see cref="MostEvents"/>.</returns>
    public static HermansRasson? Of(IReadOnlyList<double> phases, SplitMix64 chance, int draws)
    {
        if (phases.Count is 0 or > MostEvents)
        {
            return null;
        }

        var t = Statistic(phases);
        var drawn = new double[phases.Count];
        var asMany = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            for (var i = 0; i < drawn.Length; i++)
            {
                drawn[i] = 2 * Math.PI * chance.Unit();
            }

            asMany += DrawnP.AtLeast(Statistic(drawn), t) ? 1 : 0;
        }

        return new(t, asMany, DrawnP.Of(asMany, draws));
    }

    /// <summary>The mean over i of the sum over j of |π - |ti - tj|| - π/2 - 2.895 (|sin(ti - tj)| - 2/π). At least one event.</summary>
    public static double Statistic(IReadOnlyList<double> phases)
    {
        var sum = phases.Count * Between(0);
        for (var i = 0; i < phases.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += 2 * Between(phases[i] - phases[j]);
            }
        }

        return sum / phases.Count;
    }

    private static double Between(double gap) => Math.Abs(Math.PI - Math.Abs(gap)) - (Math.PI / 2) - (2.895 * (Math.Abs(Math.Sin(gap)) - (2 / Math.PI)));
}
