using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Joins what several reports say of one number: the values all allow, or, where they exclude one another, the range that spans both
/// with <see cref="Conflict"/>. A bound that a report leaves out is no bound. Never an average, never a sum. Where staff decided on a field, their number is taken.
/// </summary>
internal sealed class CombineQuantities(SettledFields settled)
{
    /// <summary>Some field's values excluded one another.</summary>
    public bool Conflict { get; private set; }

    /// <summary>Staff decided on a number.</summary>
    public bool AreSettled => settled.Any;

    /// <param name="field">Its name among the kind's own: hostages.</param>
    public Quantity? Of(string field, IEnumerable<Quantity?> stated)
    {
        var given = stated.OfType<Quantity>().Distinct().ToList();
        var numbered = given.FindAll(q => q.AtLeast() is not null || q.AtMost() is not null);
        var (quantity, conflict) = settled.Number(field, numbered, Together(given, numbered, out var disagree), disagree);
        Conflict |= conflict;
        return quantity;
    }

    private static Quantity? Together(List<Quantity> given, List<Quantity> numbered, out bool conflict)
    {
        conflict = false;
        if (numbered.Count <= 1)
        {
            return numbered.Count == 1 ? numbered[0] : given.FirstOrDefault();
        }

        var unit = numbered.Select(q => q.Unit).FirstOrDefault(u => u is not null);
        if (numbered.Exists(q => q.Unit is not null && q.Unit != unit))
        {
            // tons and hectares cannot be compared: the leading report's number stands, marked
            conflict = true;
            return numbered[0];
        }

        var low = numbered.Max(q => q.AtLeast());
        var high = numbered.Min(q => q.AtMost());
        if (low > high)
        {
            conflict = true;
            return new(Bound(numbered, q => q.AtLeast(), least: true), null, Bound(numbered, q => q.AtMost(), least: false), unit, null, numbered[0].What);
        }

        var bests = numbered.Select(q => q.Best).OfType<decimal>().Distinct().Where(b => (low is null || b >= low) && (high is null || b <= high)).ToList();
        var qualifier = numbered.Select(q => q.Qualifier).Distinct().Count() == 1 ? numbered[0].Qualifier : null;
        return new(low, bests.Count == 1 ? bests[0] : null, high, unit, qualifier, numbered[0].What, numbered[0].Text);
    }

    /// <summary>A hull is unbounded where any of its parts is.</summary>
    public static decimal? Bound(List<Quantity> numbered, Func<Quantity, decimal?> bound, bool least) =>
        numbered.Exists(q => bound(q) is null) ? null : least ? numbered.Min(bound) : numbered.Max(bound);
}
