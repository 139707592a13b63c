using Timeline.Vocabulary;

namespace Timeline.Console.Api;

/// <summary>An incident as a timeline lists it: what its standing reports say together.</summary>
/// <param name="DateConflict">The reports' days exclude one another; <paramref name="When"/> spans both.</param>
/// <param name="Where">The place as the leading report mentions it.</param>
/// <param name="Elsewhere">Every other mention.</param>
/// <param name="KindConflict">Not all of its reports take it for this kind.</param>
/// <param name="DerivedFrom">The incidents its date was worked out from; empty where a source dates it by itself.</param>
/// <param name="BestGrading">The best of its sources.</param>
/// <param name="Sources">Who says it, once an origin.</param>
public sealed record IncidentView(
    string Id,
    Kind Kind,
    string? Subkind,
    string Title,
    Occurrence? When,
    Mention? Where,
    Polarity Polarity,
    bool DateConflict = false,
    bool QuantityConflict = false,
    bool PolarityConflict = false,
    IReadOnlyList<Mention>? Elsewhere = null,
    IReadOnlyList<string>? Actors = null,
    IReadOnlyList<Link>? Links = null,
    Grading? BestGrading = null,
    IReadOnlyList<string>? Sources = null,
    Claim Claim = Claim.Stated,
    bool KindConflict = false,
    Scope Scope = Scope.Core,
    Details? Details = null,
    IReadOnlyList<Quantity>? Figures = null,
    IReadOnlyList<string>? DerivedFrom = null,
    IReadOnlyList<SettledView>? Settled = null)
{
    /// <summary>Its sources exclude one another in something.</summary>
    public bool Conflict => DateConflict || QuantityConflict || PolarityConflict || KindConflict;

    /// <summary>Every place it is put in by somebody, the leading one first.</summary>
    public IEnumerable<Mention> Mentions => (Where is null ? [] : new[] { Where }).Concat(Elsewhere ?? []);

    /// <summary>The incidents it is part of, known or not.</summary>
    public IEnumerable<string> Wholes => (Links ?? []).Where(l => l.Rel == Relations.PartOf).Select(l => l.To);
}

/// <summary>What staff decided of a field on which the reports disagree.</summary>
/// <param name="Field">when, where, details.hostages …</param>
/// <param name="Holds">It is taken; where it lies outside what the reports say by now, they speak for themselves.</param>
/// <param name="When">The days that the reports leave together, where the field is when.</param>
/// <param name="Where">The leading report's place, where it is where.</param>
/// <param name="Quantity">What they give together, where it is a number.</param>
public sealed record SettledView(string Field, bool Holds, string Reason, string By, Occurrence? When = null, Mention? Where = null, Quantity? Quantity = null);

public sealed record IncidentList(IReadOnlyList<IncidentView> Items, string? Next);
