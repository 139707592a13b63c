using Timeline.Hosting;
using Timeline.Forms;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Reports;

/// <summary>Numbers of a report: bounds the right way round, nothing below zero, masses in kilograms and harvests in tons.</summary>
internal static class ReadQuantities
{
    public static Details Check(Details details, Problems problems) => details switch
    {
        IncursionDetails d => d with { Attackers = Check(d.Attackers, "details.attackers", problems), Units = Check(d.Units, "details.units", problems) },
        HostageTakingDetails d => d with { Hostages = Check(d.Hostages, "details.hostages", problems), Captors = Check(d.Captors, "details.captors", problems) },
        RansomDetails d => d with
        {
            Amount = Check(d.Amount, "details.amount", problems),
            InKind = d.InKind?.Select((q, i) => Check(q, $"details.inKind[{i}]", problems)!).ToList(),
        },
        ReleaseDetails d => d with { Released = Check(d.Released, "details.released", problems) },
        HarvestDetails d => d with
        {
            Amount = InUnit(Check(d.Amount, "details.amount", problems), "t", Tons, "details.amount", problems),
            Area = InUnit(Check(d.Area, "details.area", problems), "ha", Hectares, "details.area", problems),
            SeasonYear = d.SeasonYear is null or (>= 1000 and <= 2999) ? d.SeasonYear : Year(d.SeasonYear.Value, problems),
        },
        SeizureDetails d => d with
        {
            Mass = InUnit(Check(d.Mass, "details.mass", problems), "kg", Kilograms, "details.mass", problems),
            Units = Counted(Check(d.Units, "details.units", problems), "details.units", problems),
        },
        BanDetails d => d with { Of = ReadWords.Text(d.Of, 200, "details.of", problems), Scope = ReadWords.Text(d.Scope, 500, "details.scope", problems) },
        WithdrawalDetails d => d with { Strength = Check(d.Strength, "details.strength", problems) },
        AttackDetails d => d with { Killed = Check(d.Killed, "details.killed", problems), Injured = Check(d.Injured, "details.injured", problems) },
        _ => details,
    };

    public static Quantity? Check(Quantity? quantity, string field, Problems problems)
    {
        if (quantity is null)
        {
            return null;
        }

        if (quantity.Low < 0 || quantity.Best < 0 || quantity.High < 0)
        {
            problems.Add(field, "A number of things cannot lie below zero.");
        }

        if (quantity.Low > quantity.High)
        {
            problems.Add(field, $"low {quantity.Low} lies above high {quantity.High}.");
        }
        else if (quantity.Best < quantity.Low || quantity.Best > quantity.High)
        {
            problems.Add(field, $"best {quantity.Best} lies outside {quantity.Low}..{quantity.High}.");
        }

        return quantity with
        {
            Unit = ReadWords.Text(quantity.Unit, 50, field + ".unit", problems),
            What = ReadWords.Text(quantity.What, 200, field + ".what", problems),
            Text = ReadWords.Text(quantity.Text, 500, field + ".text", problems),
        };
    }

    private static readonly Dictionary<string, decimal> Kilograms = new() { ["kg"] = 1, ["g"] = 0.001m, ["t"] = 1000 };
    private static readonly Dictionary<string, decimal> Tons = new() { ["t"] = 1, ["kg"] = 0.001m };
    private static readonly Dictionary<string, decimal> Hectares = new() { ["ha"] = 1, ["km2"] = 100 };

    private static Quantity? InUnit(Quantity? quantity, string unit, Dictionary<string, decimal> known, string field, Problems problems)
    {
        if (quantity is null)
        {
            return null;
        }

        if (!known.TryGetValue(quantity.Unit ?? unit, out var factor))
        {
            problems.Add(field + ".unit", $"'{quantity.Unit}' is not one of: {string.Join(", ", known.Keys)}. Keep what is measured otherwise among the figures.");
            return quantity;
        }

        return factor == 1
            ? quantity with { Unit = unit }
            : quantity with { Low = quantity.Low * factor, Best = quantity.Best * factor, High = quantity.High * factor, Unit = unit };
    }

    /// <summary>A mass is not counted: it would stand in no sum.</summary>
    private static Quantity? Counted(Quantity? quantity, string field, Problems problems)
    {
        if (quantity is not null && (quantity.Unit is null || Kilograms.ContainsKey(quantity.Unit)))
        {
            problems.Add(field + ".unit", quantity.Unit is null ? "Say what was counted: tablets, ampoules, plants." : $"{quantity.Unit} is a mass: give it as mass.");
        }

        return quantity;
    }

    private static int? Year(int year, Problems problems)
    {
        problems.Add("details.seasonYear", $"{year} is not a year between 1000 and 2999.");
        return null;
    }
}
