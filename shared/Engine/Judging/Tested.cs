using Timeline.Contracts;
using Timeline.Engine.Statistics;

namespace Timeline.Engine;

/// <summary>What the test of a rule says, of whatever kind the rule is.</summary>
/// <param name="K">Responses, pairs or seasons that surely agree with the rule and count; null where its matches are counted.</param>
/// <param name="KPossible">K and the merely possible ones.</param>
/// <param name="Expected">As many are to be expected by chance; null where the test has no such number.</param>
/// <param name="P">Null where nothing is tested against chance: <paramref name="Ladder"/> is null then too.</param>
/// <param name="PMin">The smallest p that what is known can give at all.</param>
/// <param name="E">Null where the test gives none.</param>
/// <param name="Says">The numbers in words for each tier, ending in a full stop; null where there is no more to say than how many matches there are.</param>
/// <param name="Shown">Numbers that decide nothing.</param>
internal sealed record Tested(
    int? K, int? KPossible, double? Expected, double? P, double? PMin, double? E, LadderInputs? Ladder, Func<Tier, string>? Says, IReadOnlyList<ShownNumber> Shown)
{
    /// <summary>Each test by itself.</summary>
    public IReadOnlyList<TestMade> Parts { get; init; } = [];

    public static Tested Of(LadderInputs ladder, double? expected, double? e, Func<Tier, string> says, params IReadOnlyList<ShownNumber> shown) =>
        new(ladder.KCertain, ladder.KPossible, expected, ladder.P, ladder.PMin, e, ladder, says, shown);

    /// <summary>Of what is described and not tested.</summary>
    public static Tested Described(IReadOnlyList<ShownNumber> shown) => new(null, null, null, null, null, null, null, null, shown);
}
