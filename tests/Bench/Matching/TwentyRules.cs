using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Bench;

/// <summary>
/// Twenty rules of all nine kinds, at work in every theatre. Their days are chosen by how dense the history is, so that an incident has about as many neighbours, and about
/// five matches, however long the history: what is compared is then the length alone.
/// </summary>
internal static class TwentyRules
{
    private const double PerCause = 4.5;   // responses within the days of a cause, in the mean
    private const double DoubtOfTwo = 7;   // two dates of 3.5 days in doubt reach so many days further

    private static readonly Observed Years = new(DrawHistory.FirstYear, DrawHistory.FirstYear + DrawHistory.Years - 1, "drawn");

    public static IReadOnlyList<Rule> Of(DrawHistory history)
    {
        int Lag(Kind response) => LagOf(history, response);
        Rule Follows(Kind cause, Kind response) => Made($"{response}-follows-{cause}", RuleKind.Follows, new(cause), new(response)) with { MinLagDays = 0, MaxLagDays = Lag(response) };
        return
        [
            TheOne(history),
            Follows(Kind.Seizure, Kind.Attack),
            Follows(Kind.Incursion, Kind.Attack),
            Follows(Kind.Attack, Kind.Incursion),
            Follows(Kind.Incursion, Kind.HostageTaking),
            Follows(Kind.HostageTaking, Kind.Withdrawal),
            Follows(Kind.Withdrawal, Kind.Attack),
            Follows(Kind.Ban, Kind.Seizure),
            Made("incursion-in-window", RuleKind.GatedWindow, new(Kind.Harvest), new(Kind.Incursion)) with { Closes = new(Kind.PassClosure) },
            Made("withdrawal-in-window", RuleKind.GatedWindow, new(Kind.Harvest), new(Kind.Withdrawal)) with { Closes = new(Kind.PassClosure) },
            Made("incursions-in-august", RuleKind.SeasonWindow, new(Kind.Incursion)) with { Season = new(new(8, 1), new(9, 1)), Observed = Years },
            Made("takings-in-winter", RuleKind.SeasonWindow, new(Kind.HostageTaking)) with { Season = new(new(11, 15), new(2, 15)), Observed = Years },
            Made("ransom-and-release", RuleKind.Chain, new(Kind.HostageTaking)) with
            {
                Steps = [new("ransom", new(Kind.Ransom), Relations.RansomFor, 60), new("release", new(Kind.Release), Relations.ReleaseOf, 90)],
            },
            Made("withdrawal-after-ban", RuleKind.Chain, new(Kind.Ban)) with { Steps = [new("withdrawal", new(Kind.Withdrawal), null, Lag(Kind.Withdrawal))] },
            Made("takings-near-attacks", RuleKind.Near, new(Kind.HostageTaking), new(Kind.Attack)) with { Near = new(Lag(Kind.Attack) / 2, 40, null) },
            Made("takings-near-incursions", RuleKind.Near, new(Kind.HostageTaking), new(Kind.Incursion)) with { Near = new(Lag(Kind.Incursion) / 2, 40, null) },
            Made("bans-at-once", RuleKind.Burst, new(Kind.Ban)) with { Burst = new(3, Math.Max(1, Lag(Kind.Ban)), null) },
            Made("bans-surge-after-harvest", RuleKind.Surge, new(Kind.Harvest), new(Kind.Ban)) with { MinLagDays = 0, MaxLagDays = 30, Surge = new(2, null), Observed = Years },
            Made("no-withdrawal-after-harvest", RuleKind.Absence, new(Kind.Harvest), new(Kind.Withdrawal)) with { MinLagDays = 0, MaxLagDays = 30, Observed = Years },
            Made("more-opium-more-bans", RuleKind.DoseResponse, new(Kind.Harvest), new(Kind.Ban)) with { Dose = new("t", null), Observed = Years },
        ];
    }

    /// <summary>The rule that is also joined by others: a seizure within so many days after an attack.</summary>
    public static Rule TheOne(DrawHistory history) => Made("seizure-follows-attack", RuleKind.Follows, new(Kind.Attack), new(Kind.Seizure)) with
    {
        MinLagDays = 0, MaxLagDays = LagOf(history, Kind.Seizure),
    };

    private static int LagOf(DrawHistory history, Kind response) => (int)Math.Max(0, Math.Round((PerCause / history.PerDay(response)) - DoubtOfTwo));

    private static Rule Made(string id, RuleKind kind, Selector cause, Selector? response = null) =>
        new(id.ToLowerInvariant(), 1, id, "drawn", "none", kind, cause, response, null, null, null, [], CountWhat.Whole, null, null, true, []);
}
