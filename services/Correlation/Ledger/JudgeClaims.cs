using System.Globalization;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Correlation.Ledger;

/// <summary>Says of each claim of a ledger how it stands, from what the engine holds.</summary>
public static class JudgeClaims
{
    /// <param name="idOf">The incident's id in the engine, of its id in the imported set.</param>
    public static IReadOnlyList<JudgedClaim> Of(ClaimLedger ledger, TimelineEngine engine, Func<string, string> idOf) =>
    [
        .. ledger.Claims.Select(claim => claim.How switch
        {
            HowMet.Rule => engine.Rules.Any(r => r.Id == claim.Rule && r.AppliesIn(ledger.Theatre)) ? ByRule(claim, engine.EvidenceOf(claim.Rule!, ledger.Theatre))
                : new JudgedClaim(claim, ClaimVerdict.NotEnoughData, null, "The rule that would test it is not in force."),
            HowMet.Order => ByOrder(claim, [.. claim.Incidents.Select(id => engine.StandingOf(engine.PresentId(idOf(id))))]),
            _ => new JudgedClaim(claim, ClaimVerdict.NotEnoughData, null, $"Not decidable: {claim.Why}."),
        }),
    ];

    private static JudgedClaim ByRule(LedgerEntry claim, Evidence evidence)
    {
        var verdict = claim.Asks switch
        {
            Asks.Association => evidence.Tier is Tier.Lead or Tier.Pattern ? ClaimVerdict.Supported : ClaimVerdict.NotEnoughData,
            _ when evidence.SeasonsJudged == 0 => ClaimVerdict.NotEnoughData,
            Asks.Once when evidence.SeasonsHeld > 0 => ClaimVerdict.Supported,
            Asks.Each when evidence.SeasonsHeld * 2 >= evidence.SeasonsJudged => ClaimVerdict.Supported,
            _ => ClaimVerdict.Contradicted,
        };
        return new(claim, verdict, evidence.Tier, evidence.Says);
    }

    private static JudgedClaim ByOrder(LedgerEntry claim, IReadOnlyList<Standing?> asked)
    {
        if (asked.Any(s => s?.Onset is null))
        {
            return new(claim, ClaimVerdict.NotEnoughData, null, "An incident that it speaks of is not on record, or has no date.");
        }

        var days = asked.Select(s => s!.Onset!.Value).ToList();
        var (holds, sure) = claim.Check switch
        {
            OrderCheck.Before => Sure(Lag.Within(days[0], days[1], 1, int.MaxValue)),
            OrderCheck.Within => Sure(Lag.Within(days[0], days[1], 0, claim.WithinDays!.Value)),
            OrderCheck.Overlap => (days[0].MightShareADayWith(days[1]), true),
            OrderCheck.Midpoints => (days.Zip(days.Skip(1)).All(pair => Middle(pair.First) <= Middle(pair.Second)), true),
            _ => (!asked[0]!.Incident.IsAbsence, asked[0]!.Incident.IsAbsence),
        };
        return new(
            claim, !sure ? ClaimVerdict.NotEnoughData : holds ? ClaimVerdict.Supported : ClaimVerdict.Contradicted, null,
            string.Join("; ", asked.Select(s => $"“{s!.Incident.Title}” {Dates(s.Onset!.Value)}{(s.Incident.DerivedFrom.Count > 0 ? ", a date worked out from another incident" : "")}")) + ".");
    }

    private static (bool Holds, bool Sure) Sure(Verdict verdict) => (verdict.Certainty == Certainty.Certain, verdict.Certainty != Certainty.Possible);

    private static int Middle(UncertainDate days) => Day.Number(days.Earliest) + Day.Number(days.Latest);

    private static string Dates(UncertainDate days) => days.IsExact()
        ? days.Earliest.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{days.Earliest:uuuu-MM-dd} to {days.Latest:uuuu-MM-dd}");
}
