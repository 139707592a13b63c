using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What sources say of an incident's amount, in one unit.</summary>
internal static class Measuring
{
    private static readonly Dictionary<string, decimal> Grams = new(StringComparer.OrdinalIgnoreCase)
    {
        ["g"] = 1, ["kg"] = 1000, ["t"] = 1_000_000, ["metric tons"] = 1_000_000,
    };

    /// <summary>The least and the most it can be; null where no source gives an amount in that unit or one that can be made into it. No upper bound is known where the most is null.</summary>
    public static (decimal Least, decimal? Most)? In(string unit, Incident incident)
    {
        if (AmountOf(incident.Details, unit) is not { } amount || Factor(amount.Unit ?? UsualUnit(incident.Details), unit) is not { } factor)
        {
            return null;
        }

        var (least, most) = (amount.AtLeast() * factor, amount.AtMost() * factor);
        return least is null && most is null ? null : (least ?? 0, most);
    }

    /// <summary>The one amount of a kind that a rule can ask for; of a harvest its area, where the unit is one of area.</summary>
    private static Quantity? AmountOf(Details details, string unit) => details switch
    {
        HarvestDetails harvest => unit == "ha" ? harvest.Area : harvest.Amount,
        SeizureDetails seizure => seizure.Mass,
        RansomDetails { State: RansomState.Paid } ransom => ransom.Amount,
        IncursionDetails incursion => incursion.Attackers,
        HostageTakingDetails taking => taking.Hostages,
        ReleaseDetails release => release.Released,
        WithdrawalDetails withdrawal => withdrawal.Strength,
        AttackDetails attack => attack.Killed,
        _ => null,
    };

    private static string? UsualUnit(Details details) => details switch
    {
        SeizureDetails => "kg",
        HarvestDetails => "t",
        RansomDetails => null,
        _ => "persons",
    };

    private static decimal? Factor(string? from, string to) => string.Equals(from, to, StringComparison.OrdinalIgnoreCase) ? 1
        : from is not null && Grams.TryGetValue(from, out var one) && Grams.TryGetValue(to, out var other) ? one / other
        : null;
}
