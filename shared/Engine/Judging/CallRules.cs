using Timeline.Contracts;
using Timeline.Engine.Statistics;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>A rule whose evidence may be called in a theatre: it passes its declared look, or its e-value does, among all rules switched on.</summary>
/// <param name="SeasonYear">The season whose close was the last look.</param>
/// <param name="Look">How many looks there were, from 1: each season that can be used and began after the rule was put in force, when it is over and its reports had time to come.</param>
/// <param name="Why">In sentences for a person.</param>
public sealed record Passing(string Rule, int RuleVersion, string Theatre, int SeasonYear, int Look, string Why);

/// <summary>
/// Which rules of a theatre may be called, at most a share <see cref="Alpha"/> of them wrongly, whatever they have in common.
/// </summary>
/// <remarks>
/// By p: the j-th look of a rule has alpha / (j (j + 1)), so j (j + 1) p is what a look leaves of its p; these are adjusted for all rules (Benjamini and
/// Yekutieli), and with a rule alone it is called where p ≤ alpha / (j (j + 1)). By e: e-BH over all rules, from the e-values as they stand; with a
/// rule alone it is called from e = 20. A rule without a match, or without a test, counts among all with p = 1 and e = 1. Late data repeats the look it belongs to.
/// </remarks>
internal static class CallRules
{
    public const double Alpha = 0.05;

    public static IReadOnlyList<Passing> In(IReadOnlyList<RuleInTheatre> works)
    {
        var looks = works.Select(w => w.Looks.Count).ToList();
        var p = works.Select(w => w.Anew?.P ?? 1).ToList();
        var e = works.Select(w => w.Anew is { P: { } own } tested ? tested.E ?? EValue.FromPByRoot(own) : 1).ToList();
        var q = FalseDiscovery.BenjaminiYekutieli([.. p.Select((own, i) => looks[i] == 0 ? 1 : Math.Min(1, own / DeclaredLook.Level(1, looks[i])))]);
        var byE = EDiscovery.Of(e, Alpha);
        return
        [
            .. works.Select((w, i) => (Work: w, Place: i)).Where(w => looks[w.Place] > 0 && (q[w.Place] <= Alpha || byE.Called.Contains(w.Place))).Select(w => new Passing(
                w.Work.Rule.Id, w.Work.Rule.Version, w.Work.Theatre.Theatre.Id, w.Work.Looks[^1], looks[w.Place],
                Why(w.Work.Anew!, looks[w.Place], q[w.Place], e[w.Place], byE, w.Place, works.Count))),
        ];
    }

    /// <summary>Why a rule that could be called no longer can, in sentences for a person.</summary>
    /// <param name="work">As it is at work now; null where it is not.</param>
    /// <param name="version">The version that could be called.</param>
    public static string WhyNot(RuleInTheatre? work, int version, int rules)
    {
        var look = work?.Looks.Count;
        return work is null ? "The rule is no longer in force here."
            : work.Rule.Version != version ? $"Version {work.Rule.Version} of the rule came into force; its looks begin anew."
            : work.Anew?.P is not { } p ? "What it rests on cannot be tested against chance any more."
            : $"It can no longer be called: p is now {Number(p)} at look {look}" + (work.Anew.E is { } e ? $" and e {Number(e)}" : "")
                + $", which is not enough among {Count(rules, "rule", "rules")} looked at together.";
    }

    private static string Why(Tested tested, int look, double q, double e, EDiscovery byE, int place, int rules)
    {
        var p = tested.P!.Value;
        var byP = q <= Alpha ? $"At look {look}, when the last of {Count(look, "season", "seasons")} was over and its reports were in, p is {Number(p)}; that look alone may spend {Number(DeclaredLook.Level(Alpha, look))}"
            + (rules > 1 ? $", and it stands among {rules} rules (adjusted {Number(q)})." : ".") : "";
        var ofE = byE.Called.Contains(place) ? $"{(tested.E is null ? "Made of p, e" : "Its e")} is {Number(e)} at look {look}; {Number(byE.Threshold!.Value)} is enough among {Count(rules, "rule", "rules")}." : "";
        return $"{byP} {ofE}".Trim() + " By chance at most one call in twenty is wrong. Seasons before this version of the rule was put in force do not count: it may have been made from them.";
    }
}
