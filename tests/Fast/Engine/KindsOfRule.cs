using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>Rules of all nine kinds, wide enough that random histories meet each of them often.</summary>
internal static class KindsOfRule
{
    private static readonly Observed Years = new(1996, 2003, "test");

    public static IReadOnlyList<Rule> All { get; } =
    [
        Of("ban-before-no-harvest", RuleKind.Follows, new(Kind.Ban), new(Kind.Harvest, Polarity: Polarity.DidNotOccur)) with { MinLagDays = 0, MaxLagDays = 200 },
        Of("threat-after-harvest-end", RuleKind.Follows, new(Kind.Harvest, Edge: ComparedDay.End), new(Kind.Incursion, Polarity: Polarity.Imminent)) with { MinLagDays = 0, MaxLagDays = 2000 },
        Of("graded-takings-in-batken", RuleKind.Follows, new(Kind.Incursion), new(Kind.HostageTaking, Places: ["batken-region"], MinGrade: new(Reliability.C, 3))) with { MinLagDays = 0, MaxLagDays = 90 },
        Of("takings-on-the-road-after-incursions", RuleKind.Follows, new(Kind.Incursion), new(Kind.HostageTaking)) with { MinLagDays = 0, MaxLagDays = 120, Near = new(null, 60, "valley-road"), Count = CountWhat.Parts, Observed = Years },
        Of("release-then-ransom-unlinked", RuleKind.Chain, new(Kind.HostageTaking)) with
        {
            Steps = [new("release", new(Kind.Release), null, 120), new("ransom", new(Kind.Ransom), Relations.RansomFor, 90)],
        },
        Of("well-told-ransom-in-batken", RuleKind.Chain, new(Kind.HostageTaking)) with
        {
            Steps = [new("ransom", new(Kind.Ransom, MinGrade: new(Reliability.C, 3)), Relations.RansomFor, 150), new("freed", new(Kind.Release, Places: ["batken-region"], Edge: ComparedDay.End), Relations.ReleaseOf, 200)],
        },
        Of("ransom-refused-or-announced", RuleKind.Chain, new(Kind.HostageTaking)) with
        {
            Steps = [new("refused", new(Kind.Ransom, Polarity: Polarity.DidNotOccur), Relations.RansomFor, 200), new("announced", new(Kind.Release, Polarity: Polarity.Imminent), Relations.ReleaseOf, 200)],
            Count = CountWhat.Parts,
        },
        Of("threat-comes-true-in-batken", RuleKind.Chain, new(Kind.Incursion, Polarity: Polarity.Imminent)) with
        {
            Steps = [new("taking", new(Kind.HostageTaking, Places: ["batken-region"]), null, 400), new("ransom", new(Kind.Ransom), Relations.RansomFor, 400)],
            Observed = Years,
        },
        Of("no-taking-after-no-incursion", RuleKind.Chain, new(Kind.Incursion, Polarity: Polarity.DidNotOccur)) with
        {
            Steps = [new("no-taking", new(Kind.HostageTaking, MinGrade: new(Reliability.D, 5), Edge: ComparedDay.End), null, 500), new("part", new(Kind.Incursion), Relations.PartOf, 300)],
            Count = CountWhat.Parts,
        },
        Of("no-incursion-in-the-window", RuleKind.GatedWindow, new(Kind.Harvest), new(Kind.Incursion, Polarity: Polarity.DidNotOccur)) with { Closes = new(Kind.PassClosure), Observed = Years },
        Of("threats-in-the-window", RuleKind.GatedWindow, new(Kind.Harvest), new(Kind.Incursion, Polarity: Polarity.Imminent)) with { Closes = new(Kind.PassClosure) },
        Of("incursions-in-august", RuleKind.SeasonWindow, new(Kind.Incursion)) with { Season = new(new(8, 1), new(9, 15)) },
        Of("captivity-ends-in-winter", RuleKind.SeasonWindow, new(Kind.HostageTaking, Edge: ComparedDay.End)) with { Season = new(new(9, 20), new(2, 10)), Count = CountWhat.Parts },
        Of("takings-near-incursions", RuleKind.Near, new(Kind.HostageTaking), new(Kind.Incursion)) with { Near = new(25, 160, null), Count = CountWhat.Parts },
        Of("incursions-near-one-another", RuleKind.Near, new(Kind.Incursion), new(Kind.Incursion)) with { Near = new(60, 90, null) },
        Of("incursions-on-the-road", RuleKind.Near, new(Kind.Incursion)) with { Near = new(null, 45, "valley-road"), Count = CountWhat.Parts },
        Of("incursions-at-once", RuleKind.Burst, new(Kind.Incursion)) with { Burst = new(2, 30, null), Count = CountWhat.Parts },
        Of("takings-at-once-in-one-place", RuleKind.Burst, new(Kind.HostageTaking)) with { Burst = new(2, 45, 150), Count = CountWhat.Parts },
        Of("takings-surge", RuleKind.Surge, new(Kind.Incursion), new(Kind.HostageTaking)) with { MinLagDays = 0, MaxLagDays = 60, Surge = new(2, null), Observed = Years, Count = CountWhat.Parts },
        Of("ransom-money-surges", RuleKind.Surge, new(Kind.HostageTaking), new(Kind.Ransom)) with { MinLagDays = 0, MaxLagDays = 100, Surge = new(1.5m, "USD"), Observed = Years },
        Of("no-incursion-after-harvest", RuleKind.Absence, new(Kind.Harvest), new(Kind.Incursion)) with { MinLagDays = 20, MaxLagDays = 380 },
        Of("no-taking-after-harvest", RuleKind.Absence, new(Kind.Harvest), new(Kind.HostageTaking)) with { Season = new(new(7, 1), new(10, 1)), Observed = Years },
        Of("no-incursion-in-august", RuleKind.Absence, new(Kind.Incursion)) with { Season = new(new(7, 15), new(9, 1)) },
        Of("more-opium-more-incursions", RuleKind.DoseResponse, new(Kind.Harvest), new(Kind.Incursion)) with { Dose = new("t", null), Observed = Years },
        Of("more-opium-more-ransom", RuleKind.DoseResponse, new(Kind.Harvest), new(Kind.Ransom)) with { Dose = new("t", "USD") },
    ];

    private static Rule Of(string id, RuleKind kind, Selector cause, Selector? response = null) =>
        new(id, 1, id, "claim", "citation", kind, cause, response, null, null, null, [], CountWhat.Whole, null, null, true, []);
}
