using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Which file tests which kind of rule against chance, or describes it where chance has no say, over the seasons that can be used.</summary>
/// <remarks>
/// A chain whose steps are linked is described: to take a step is a rate, not a coincidence. So is what lies on a route without a cause before it: no
/// days are covered then that chance could be held against, and how much of the land is road nobody knows. With a cause before it, it is a lag whose responses lie on the route.
/// </remarks>
internal static class TestRule
{
    /// <summary>Whether anything is asked of the seasons of such a rule; of any other its matches are counted and that is all.</summary>
    public static bool Has(Rule rule) => rule is not { Kind: RuleKind.Absence, Response: null };

    /// <param name="asOf">The day up to which open chains were watched.</param>
    /// <returns>Null where nothing is there to test.</returns>
    public static Tested? Of(Rule rule, SeasonsSeen seen, LocalDate? asOf) => rule switch
    {
        { Kind: RuleKind.Follows or RuleKind.GatedWindow } => TestWindows.Of(seen),
        { Kind: RuleKind.SeasonWindow } => TestPartOfYear.Of(seen),
        { Kind: RuleKind.Absence, Response: not null } => TestAbsences.Of(rule, seen),
        { Kind: RuleKind.Surge, Surge.Unit: null } => TestSurge.OfCounts(seen),
        { Kind: RuleKind.Surge, Surge.Unit: { } unit } => TestSurge.OfAmounts(seen, unit),
        { Kind: RuleKind.DoseResponse } => TestDoses.Of(seen),
        { Kind: RuleKind.Burst, Burst: { } asked } => TestBurst.Of(asked, seen),
        { Kind: RuleKind.Near, Near: { WithinDays: { } days, WithinKm: var km } } => TestNear.Of(days, km, seen),
        { Kind: RuleKind.Near } => DescribeRoute.Of(seen),
        { Kind: RuleKind.Chain } => TestChain.Of(rule, seen, asOf),
        _ => null,
    };

    public static bool Counted(Response response, Certainty least) => response.IsCounted && response.Verdict >= least;

    public static LadderInputs Ladder(IReadOnlyList<SeasonObserved> seasons, double pMin, double p, double pPossible, Func<IReadOnlyList<SeasonObserved>, double> pOf) => new(
        seasons.Sum(s => s.Responses.Count(r => Counted(r, Certainty.Certain))), seasons.Sum(s => s.Responses.Count(r => Counted(r, Certainty.Possible))),
        seasons.Count(s => s.Responses.Any(r => Counted(r, Certainty.Certain))), pMin, p, pPossible, Without(seasons, pOf));

    /// <summary>Each season left out in turn.</summary>
    public static Lazy<IReadOnlyList<WithoutASeason>> Without(IReadOnlyList<SeasonObserved> seasons, Func<IReadOnlyList<SeasonObserved>, double> pOf) =>
        new(() => WithoutASeason.Each([.. seasons.Select(s => s.SeasonYear)], place => pOf([.. seasons.Where((_, i) => i != place)])));

    /// <summary>A share with its limits; none for fewer than three cases, of which a share would say more than is known.</summary>
    public static IReadOnlyList<ShownNumber> Share(string name, int k, int n, string what) =>
        n < 3 ? [] : [new(name, (double)k / n, Binomial.ClopperPearson(k, n).Low, Binomial.ClopperPearson(k, n).High, "share", $"{k} of {n} {what}.")];
}
