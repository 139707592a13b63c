using Timeline.Contracts;
using Timeline.Engine.Statistics;

namespace Timeline.Engine;

/// <summary>What the test of a rule says, of whatever kind the rule is.</summary>
/// <param name="K">Responses, pairs or seasons that surely agree with the rule and count.</param>
/// <param name="KPossible">K and the merely possible ones.</param>
/// <param name="Expected">As many are to be expected by chance; null where the test has no such number.</param>
/// <param name="P">Null where nothing is tested against chance: <paramref name="Ladder"/> is null then too.</param>
/// <param name="PMin">The smallest p that what is known can give at all.</param>
/// <param name="E">Null where the test gives none.</param>
/// <param name="Says">The numbers in words for each tier, ending in a full stop.</param>
internal sealed record Tested(int K, int KPossible, double? Expected, double? P, double? PMin, double? E, LadderInputs? Ladder, Func<Tier, string> Says);
