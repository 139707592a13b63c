using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Joins the fields that only one kind has, field by field; the first of the list leads where words differ.</summary>
internal static class CombineDetails
{
    /// <param name="ranked">All of one kind, best first; at least one.</param>
    public static Details Of(IReadOnlyList<Details> ranked, CombineQuantities numbers) => ranked.Count == 1 && !numbers.AreSettled ? ranked[0] : ranked[0] switch
    {
        IncursionDetails => Each<IncursionDetails>(ranked, all => new(numbers.Of("attackers", all.Select(d => d.Attackers)), numbers.Of("units", all.Select(d => d.Units)))),
        HostageTakingDetails => Each<HostageTakingDetails>(ranked, all => new(numbers.Of("hostages", all.Select(d => d.Hostages)), numbers.Of("captors", all.Select(d => d.Captors)))),
        RansomDetails => Each<RansomDetails>(ranked, all => Ransom(all, numbers)),
        ReleaseDetails => Each<ReleaseDetails>(ranked, all => new(Outcome(all), numbers.Of("released", all.Select(d => d.Released)))),
        HarvestDetails => Each<HarvestDetails>(ranked, all => new(
            First(all, d => d.Crop), numbers.Of("amount", all.Select(d => d.Amount)), numbers.Of("area", all.Select(d => d.Area)), all.Select(d => d.SeasonYear).FirstOrDefault(y => y is not null))),
        SeizureDetails => Each<SeizureDetails>(ranked, all => new(First(all, d => d.Substance), numbers.Of("mass", all.Select(d => d.Mass)), numbers.Of("units", all.Select(d => d.Units)))),
        PassClosureDetails first => Each<PassClosureDetails>(ranked, all => new(First(all, d => d.Pass), first.Change)),
        BanDetails first => Each<BanDetails>(ranked, all => new(First(all, d => d.Of), first.Change, First(all, d => d.Scope))),
        WithdrawalDetails => Each<WithdrawalDetails>(ranked, all => new(numbers.Of("strength", all.Select(d => d.Strength)))),
        AttackDetails => Each<AttackDetails>(ranked, all => new(numbers.Of("killed", all.Select(d => d.Killed)), numbers.Of("injured", all.Select(d => d.Injured)))),
        _ => ranked[0],
    };

    /// <summary>Paid, where any report says so; then its amount is what the reports of a payment say, and a mere demand does not widen it.</summary>
    private static RansomDetails Ransom(List<RansomDetails> all, CombineQuantities numbers)
    {
        var state = all.Exists(d => d.State == RansomState.Paid) ? RansomState.Paid
            : all.Exists(d => d.State == RansomState.Alleged) ? RansomState.Alleged
            : RansomState.Demanded;
        var same = all.FindAll(d => d.State == state);
        var inKind = same.SelectMany(d => d.InKind ?? []).Distinct().ToList();
        return new(numbers.Of("amount", same.Select(d => d.Amount)), state, inKind.Count == 0 ? null : inKind);
    }

    /// <summary>"Released" is what a source says that does not say how: any that says more is taken before it.</summary>
    private static ReleaseOutcome Outcome(List<ReleaseDetails> all) =>
        all.Select(d => d.Outcome).FirstOrDefault(o => o != ReleaseOutcome.Released, ReleaseOutcome.Released);

    private static string? First<T>(List<T> all, Func<T, string?> word) => all.Select(word).FirstOrDefault(w => w is not null);

    private static T Each<T>(IReadOnlyList<Details> ranked, Func<List<T>, T> combine) where T : Details => combine([.. ranked.OfType<T>()]);
}
