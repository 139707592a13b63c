using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What was paid in a season year, in US dollars: each payment once, in the season year that holds most of its own possible days (the earlier of
/// equals). What was demanded or is alleged stands apart, and so does what was given in kind or in another currency. A payment of which no
/// amount is known adds nothing and takes away the upper bound.
/// </summary>
internal static class SumRansoms
{
    private static readonly Selector Ransom = new(Kind.Ransom);

    public static RansomView Of(TheatreSeasons theatre, int year)
    {
        var ransoms = theatre.Occurred(year, Ransom).Where(r => theatre.Theatre.Likeliest(r.Onset) == year).ToList();
        var paid = In(ransoms, RansomState.Paid);
        var (sum, open) = Sum(paid);
        var other = ransoms.SelectMany(Other).ToList();
        return new(
            sum.Low,
            sum.High,
            paid.Exists(p => p.Incident.QuantityConflict),
            Sum(In(ransoms, RansomState.Alleged)).Range,
            Sum(In(ransoms, RansomState.Demanded)).Range,
            other,
            paid.ConvertAll(p => p.Id),
            Says(paid, open));
    }

    /// <summary>Those in dollars, and those of which no amount is known in anything.</summary>
    private static List<Standing> In(List<Standing> ransoms, RansomState state) =>
        ransoms.FindAll(r => Details(r) is var d && d.State == state && (IsDollars(d.Amount) || (d.Amount is null && d.InKind is null or [])));

    private static (MoneyRange Range, List<Standing> Open) Sum(List<Standing> ransoms)
    {
        var open = ransoms.FindAll(r => Details(r).Amount?.AtMost() is null);
        var low = ransoms.Sum(r => Details(r).Amount?.AtLeast() ?? 0);
        return (new(low, open.Count > 0 ? null : ransoms.Sum(r => Details(r).Amount!.AtMost()!.Value)), open);
    }

    private static IEnumerable<OtherRansom> Other(Standing ransom)
    {
        var details = Details(ransom);
        var foreign = details.Amount is { } amount && !IsDollars(amount) ? [amount] : Enumerable.Empty<Quantity>();
        return foreign.Concat(details.InKind ?? []).Select(q => new OtherRansom(ransom.Id, details.State, q));
    }

    private static RansomDetails Details(Standing ransom) => (RansomDetails)ransom.Incident.Details;

    private static bool IsDollars(Quantity? amount) => string.Equals(amount?.Unit, "USD", StringComparison.OrdinalIgnoreCase);

    private static string Says(List<Standing> paid, List<Standing> open) => paid.Count == 0
        ? "No payment is recorded."
        : $"{Say.Count(paid.Count, "payment", "payments")}."
            + (open.Count > 0 ? $" No upper bound is known of {string.Join(", ", open.Select(o => $"“{o.Incident.Title}”"))}." : "");
}
