using System.Globalization;
using Timeline.Contracts;

namespace Timeline.Engine.Statistics;

/// <summary>What a tier says, in a sentence for a person, and how the numbers beside it are written: the same whatever the rule.</summary>
public static class SayTier
{
    public static string Of(Tier tier) => tier switch
    {
        Tier.None => "Nothing that counts meets the rule.",
        Tier.Anecdote => "An anecdote: too little to tell a pattern from chance.",
        Tier.Untestable => "It cannot be tested yet.",
        Tier.DateDependent => "It would stand out if the days in doubt were the favourable ones: better dates would decide.",
        Tier.NotDistinguishable => "It cannot be told from chance.",
        Tier.Lead => "A lead, to be watched.",
        _ => "A pattern, which no single season carries.",
    };

    /// <summary>Two digits that say something, or a power of ten.</summary>
    public static string Number(double x) => x.ToString(x is 0 or (>= 0.0005 and < 0.1) ? "0.###" : x < 0.0005 ? "0.#e-0" : "0.##", CultureInfo.InvariantCulture);

    internal static string Count(int n, string one, string many) => $"{n} {(n == 1 ? one : many)}";
}
