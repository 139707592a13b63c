using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>
/// How many events to expect in an exposure u after s in an exposure t of earlier seasons (same calendar days), under Jeffreys' prior: negative
/// binomial with size s + 1/2 and share t / (t + u). For one fixed look; for watching there is <see cref="EValue.OfSurge"/>.
/// </summary>
/// <param name="None">P(X = 0).</param>
/// <param name="AtLeast">P(X ≥ x): the surge alarm.</param>
/// <param name="AtMost">P(X ≤ x): the alarm of silence.</param>
/// <param name="Upper95">The least count that is not exceeded with a chance of 0.95.</param>
/// <param name="Upper99">The same with 0.99.</param>
public sealed record Predictive(double Mean, double None, double AtLeast, double AtMost, int Upper95, int Upper99)
{
    /// <param name="s">Events seen in the earlier exposure.</param>
    /// <param name="t">The earlier exposure; any unit, the same as <paramref name="u"/>.</param>
    /// <param name="x">Events now.</param>
    /// <param name="u">The exposure now, above 0.</param>
    /// <returns>Null where there was no earlier exposure: then nothing can be said.</returns>
    public static Predictive? Of(int s, double t, int x, double u) => t <= 0 ? null : new(
        (s + 0.5) * u / t,
        Math.Exp((s + 0.5) * -SpecialFunctions.Log1p(u / t)),
        x <= 0 ? 1 : SpecialFunctions.BetaRegularized(x, s + 0.5, u / (t + u)),
        CountAtMost(x, s, t, u), Quantile(0.95, s, t, u), Quantile(0.99, s, t, u));

    /// <summary>The chance that the next seasons are all empty when the response came in <paramref name="held"/> of <paramref name="seasons"/>, under Jeffreys' prior.</summary>
    public static double AllEmpty(int held, int seasons, int next) =>
        Math.Exp(SpecialFunctions.BetaLn(held + 0.5, seasons - held + 0.5 + next) - SpecialFunctions.BetaLn(held + 0.5, seasons - held + 0.5));

    private static double CountAtMost(int x, int s, double t, double u) => SpecialFunctions.BetaRegularized(s + 0.5, x + 1, t / (t + u));

    private static int Quantile(double chance, int s, double t, double u)
    {
        var (low, high) = (-1, 0);
        while (CountAtMost(high, s, t, u) < chance)
        {
            (low, high) = (high, (2 * high) + 1);
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = CountAtMost(middle, s, t, u) < chance ? (middle, high) : (low, middle);
        }

        return high;
    }
}
