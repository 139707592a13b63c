using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>What earlier seasons let one expect of the next, under Jeffreys' priors. For one fixed look; for watching there is <see cref="EValue.OfSurge"/>.</summary>
public static class Predictive
{
    /// <summary>The chance that the next seasons are all empty when the response came in <paramref name="held"/> of <paramref name="seasons"/>.</summary>
    public static double AllAbsent(int held, int seasons, int next) =>
        Math.Exp(SpecialFunctions.BetaLn(held + 0.5, seasons - held + 0.5 + next) - SpecialFunctions.BetaLn(held + 0.5, seasons - held + 0.5));

    /// <summary>The mean number of events in an exposure u after s in t; t must be above 0.</summary>
    public static double Mean(int s, double t, double u) => (s + 0.5) * u / t;

    /// <summary>P(no event).</summary>
    public static double None(int s, double t, double u) => Math.Exp((s + 0.5) * (Math.Log(t) - Math.Log(t + u)));

    /// <summary>P(X ≥ x).</summary>
    public static double AtLeast(int x, int s, double t, double u) => x <= 0 ? 1 : SpecialFunctions.BetaRegularized(x, s + 0.5, u / (t + u));

    /// <summary>P(X ≤ x).</summary>
    public static double AtMost(int x, int s, double t, double u) => SpecialFunctions.BetaRegularized(s + 0.5, x + 1, t / (t + u));

    /// <summary>The least count that is not exceeded with this chance.</summary>
    public static int Quantile(double chance, int s, double t, double u)
    {
        var (low, high) = (-1, 1);
        while (AtMost(high, s, t, u) < chance)
        {
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = AtMost(middle, s, t, u) < chance ? (middle, high) : (low, middle);
        }

        return AtMost(0, s, t, u) >= chance ? 0 : high;
    }
}
