using MathNet.Numerics;

namespace Timeline.Vectors.Peers;

internal static class NegativeBinomial
{
    /// <summary>The mean of a function of X, summed until what is left cannot matter.</summary>
    public static double Mean(double size, double share, Func<int, double> of)
    {
        var sum = 0.0;
        for (var x = 0; x < 100_000; x++)
        {
            var term = of(x) * Math.Exp(SpecialFunctions.GammaLn(size + x) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(x + 1) + (size * Math.Log(share)) + (x * SpecialFunctions.Log1p(-share)));
            sum += term;
            if (x > 100 && term < 1e-17)
            {
                break;
            }
        }

        return sum;
    }
}
