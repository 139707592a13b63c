using MathNet.Numerics;

namespace Timeline.Engine.Statistics;

/// <summary>How much it takes before anything can be said: printed beside findings, so that nobody reads much into little.</summary>
public static class RulesOfThumb
{
    /// <summary>So many seasons with the cause and as many without it must agree without exception before p can reach a level.</summary>
    /// <param name="level">Above 0.</param>
    public static int SeasonsOfEach(double level)
    {
        var each = 1;
        while (PerfectAgreement(each) > level)
        {
            each++;
        }

        return each;
    }

    /// <summary>The p of so many seasons with the cause and as many without it that all agree.</summary>
    public static double PerfectAgreement(int each) => 1 / SpecialFunctions.Binomial(2 * each, each);

    /// <summary>The p of three times as many events as in an equally long baseline.</summary>
    /// <param name="baseline">Events there.</param>
    public static double Threefold(int baseline) => Binomial.AtLeast(3 * baseline, 4 * baseline, 0.5);
}
