namespace Timeline.Engine.Statistics;

/// <summary>A season that was not used, and why: not whole yet, outside what could be observed, or nothing known of it.</summary>
public sealed record SeasonLeftOut(int Season, string Why);

/// <summary>The season-matched tests at one way of counting days in doubt.</summary>
/// <param name="K">Responses in a window.</param>
/// <param name="SeasonsWithMatch">Seasons with such a response.</param>
/// <param name="N">Responses in the seasons used.</param>
public sealed record SeasonalReading(int K, int N, int SeasonsWithMatch, SeasonMatched Matched, SeasonPermutation Permuted)
{
    /// <summary>The headline: the greater of both tests, since each sees through what deceives the other.</summary>
    public double P => Math.Max(Matched.P, Permuted.P);

    public double PMin => Math.Max(Matched.PMin, Permuted.PMin);

    public double E => Math.Min(Matched.E, Permuted.E);

    public double Expected => Matched.Expected;

    internal static SeasonalReading Of(SeasonMatrix seasons, DrawnOrders drawn, IReadOnlyList<int>? regimes) =>
        new(seasons.K, seasons.N, seasons.SeasonsWithHit, SeasonMatched.Of(seasons), SeasonPermutation.Of(seasons, drawn, regimes));
}

/// <summary>What is to be said of a rule of windows and responses.</summary>
/// <param name="Seasons">The seasons used, ascending.</param>
/// <param name="Screened">S0, worked out when it is asked for.</param>
/// <param name="Certain">The headline.</param>
/// <param name="Possible">Shown beside it.</param>
/// <param name="LeftOutInTurn">Each season left out in turn, worked out when it is asked for.</param>
/// <param name="Seed">With which the draws can be made again, where there were any.</param>
public sealed record SeasonalFinding(
    IReadOnlyList<int> Seasons,
    IReadOnlyList<SeasonLeftOut> LeftOut,
    Lazy<CoverageScreen> Screened,
    SeasonalReading Certain,
    SeasonalReading Possible,
    Lazy<IReadOnlyList<WithoutASeason>> LeftOutInTurn,
    ulong Seed)
{
    /// <summary>S0: shown greyed, never evidence.</summary>
    public CoverageScreen Naive => Screened.Value;

    public IReadOnlyList<WithoutASeason> Without => LeftOutInTurn.Value;

    /// <summary>The seasons without which the finding would not stand.</summary>
    public IEnumerable<int> HangsOn => Certain.P > EvidenceLadder.Level ? [] : Without.Where(w => w.P > EvidenceLadder.LevelWithoutASeason).Select(w => w.Season);

    public LadderInputs Ladder => new(Certain.K, Math.Max(Certain.K, Possible.K), Certain.SeasonsWithMatch, Certain.PMin, Certain.P, Possible.P, LeftOutInTurn);
}
