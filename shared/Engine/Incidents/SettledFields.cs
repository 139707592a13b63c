using System.Text.Json.Serialization;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What staff decided of a field on which reports disagree, beside what the reports say of it together.</summary>
/// <param name="Field">when, where, or details. with the name of a number.</param>
/// <param name="Holds">It lies within what the standing reports say, and is taken; where it does not (any more), the reports speak for themselves.</param>
/// <param name="Accounts">How many different things the reports say of it: with one there is nothing to decide.</param>
/// <param name="Conflict">What the reports say of it excludes one another.</param>
/// <param name="When">Of field when: the days the reports leave open together.</param>
/// <param name="Where">Of field where: the leading report's place.</param>
/// <param name="Quantity">Of a number: what the reports give together.</param>
public sealed record SettledField(
    string Field,
    bool Holds,
    int Accounts,
    bool Conflict,
    string Reason,
    string By,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Occurrence? When = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Mention? Where = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Quantity? Quantity = null);

/// <summary>
/// The decisions on an incident's fields while its reports are joined. A decision chooses within what the standing reports say (their hull): one that lies outside,
/// because reports were corrected or taken back since, changes nothing, and is shown as not holding.
/// </summary>
/// <param name="decisions">The last decision on each field; null where there is none.</param>
internal sealed class SettledFields(IReadOnlyList<Fact>? decisions)
{
    private readonly List<SettledField> shown = [];

    /// <summary>What was decided on, whether it holds or not, by field; null where nothing was.</summary>
    public IReadOnlyList<SettledField>? Shown => shown.Count == 0 ? null : [.. shown.OrderBy(s => s.Field, StringComparer.Ordinal)];

    public bool Any => decisions is { Count: > 0 };

    /// <summary>The days: as decided where that holds, else as the reports have them.</summary>
    /// <param name="stated">What each report says that dates it, derived dates left out where any report has one of its own.</param>
    public (Occurrence When, bool Conflict) Days(IReadOnlyList<Occurrence> stated, Occurrence together, bool beginsConflict, bool endsConflict)
    {
        if (Find("when") is not ({ When: { } decided }, var settled))
        {
            return (together, beginsConflict || endsConflict);
        }

        var holds = decided.Begins is { } begins && Hull(stated.Select(w => w.Begins)) is { } allowed && allowed.Intersect(begins) == begins
            && (decided.Ends is not { } end || Hull(stated.Select(w => w.Ends)) is not { } allowedEnd || allowedEnd.Intersect(end) == end);
        shown.Add(new("when", holds, stated.Select(w => (w.Begins, w.Ends)).Distinct().Count(), beginsConflict || endsConflict, settled.Reason, settled.Provenance.By, When: together));
        return holds
            ? (together with
            {
                Begins = decided.Begins, Ends = decided.Ends ?? together.Ends, EndsOpen = decided.Ends is null && together.EndsOpen, Precision = decided.Precision,
                Stated = decided.Stated, Best = decided.Best, Calendar = decided.Calendar, Zone = decided.Zone,
            }, decided.Ends is null && endsConflict)
            : (together, beginsConflict || endsConflict);
    }

    /// <summary>The place: as decided where any report mentions it, else that of the leading report.</summary>
    public Mention? Place(IEnumerable<Mention> mentioned, Mention? leading)
    {
        if (Find("where") is not ({ Where: { } decided }, var settled))
        {
            return leading;
        }

        var all = mentioned.ToList();
        var holds = all.Exists(m => m.PlaceId is { } place ? place == decided.PlaceId : decided.PlaceId is null && m.Text == decided.Text && m.Point == decided.Point);
        var accounts = all.Select(m => (m.PlaceId, m.Text, m.Point)).Distinct().Count();
        shown.Add(new("where", holds, accounts, accounts > 1, settled.Reason, settled.Provenance.By, Where: leading));
        return holds ? decided : leading;
    }

    /// <summary>A number: as decided where that lies within what the reports of its unit say, else as they give it together.</summary>
    public (Quantity? Quantity, bool Conflict) Number(string field, IReadOnlyList<Quantity> stated, Quantity? together, bool conflict)
    {
        if (Find("details." + field) is not ({ Quantity: { } decided }, var settled))
        {
            return (together, conflict);
        }

        var alike = stated.Where(q => q.Unit == decided.Unit || q.Unit is null || decided.Unit is null).ToList();
        var (low, high) = (CombineQuantities.Bound(alike, q => q.AtLeast(), least: true), CombineQuantities.Bound(alike, q => q.AtMost(), least: false));
        var holds = alike.Count > 0 && (low is null || decided.AtLeast() >= low) && (high is null || decided.AtMost() <= high);
        shown.Add(new("details." + field, holds, stated.Count, conflict, settled.Reason, settled.Provenance.By, Quantity: together));
        return holds ? (decided with { Unit = decided.Unit ?? together?.Unit, What = decided.What ?? together?.What }, false) : (together, conflict);
    }

    private (Settlement Settled, ConflictSettled Decision)? Find(string field) =>
        decisions?.Select(d => d.Event).OfType<ConflictSettled>().FirstOrDefault(d => d.Field == field) is { Settled: { } settled } decision ? (settled, decision) : null;

    private static UncertainDate? Hull(IEnumerable<UncertainDate?> stated)
    {
        var given = stated.OfType<UncertainDate>().ToList();
        return given.Count == 0 ? null : new(given.Min(d => d.Earliest), given.Max(d => d.Latest));
    }
}
