using Timeline.Contracts;

namespace Timeline.Engine.Statistics;

/// <summary>What the ladder asks of a finding, of whatever kind its rule is.</summary>
/// <param name="KCertain">Matches that hold whatever the true days are.</param>
/// <param name="KPossible">These and the merely possible ones.</param>
/// <param name="SeasonsWithMatch">Seasons with a certain match.</param>
/// <param name="PMin">The smallest p that the seasons can give at all.</param>
/// <param name="P">The p of what is certain: the headline.</param>
/// <param name="PPossible">The p of what is possible.</param>
/// <param name="Without">Each season left out in turn; worked out only where it decides or is asked for, for it costs a test a season.</param>
public sealed record LadderInputs(int KCertain, int KPossible, int SeasonsWithMatch, double PMin, double P, double PPossible, Lazy<IReadOnlyList<WithoutASeason>> Without)
{
    /// <summary>The greatest p after leaving out each season in turn.</summary>
    public double PWithoutASeason => WithoutASeason.Worst(Without.Value);
}

/// <summary>How much a finding is worth, in a word. The first line that applies decides.</summary>
public static class EvidenceLadder
{
    public const double Level = 0.05;
    internal const double LevelWithoutASeason = 0.10;
    private const int LeastMatches = 3;
    private const int LeastSeasons = 3;
    private const int LeastForPattern = 5;

    /// <param name="q">The p adjusted for all rules (<see cref="FalseDiscovery"/>).</param>
    /// <param name="hasDiscoveryData">Some of the data is older than the rule's version, so that the rule may have been made from it: never a pattern.</param>
    public static Tier TierOf(LadderInputs found, double q, bool hasDiscoveryData) => found switch
    {
        { KPossible: 0 } => Tier.None,
        { KCertain: < LeastMatches } or { SeasonsWithMatch: < LeastSeasons } => Tier.Anecdote,
        { PMin: > Level } => Tier.Untestable,
        { P: > Level } => found.PPossible <= Level ? Tier.DateDependent : Tier.NotDistinguishable,
        _ when q > Level || found.KCertain < LeastForPattern || hasDiscoveryData || found.PWithoutASeason > LevelWithoutASeason => Tier.Lead,
        _ => Tier.Pattern,
    };
}
