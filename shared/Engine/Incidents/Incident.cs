using System.Text.Json.Serialization;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// An incident as its standing reports together give it. What they do not agree on is kept as a range and marked, never averaged.
/// </summary>
/// <param name="When">Begins and ends that all reports allow; where they exclude one another, the hull of both.</param>
/// <param name="DateConflict">The reports' days exclude one another.</param>
/// <param name="QuantityConflict">Two reports give values of one field that exclude one another.</param>
/// <param name="PolarityConflict">One source says that it occurred, another that it did not: occurred is taken.</param>
/// <param name="KindConflict">Not all of its reports take it for this kind (merged, or corrected so): the others date it, their fields are left out.</param>
/// <param name="Where">The place as the leading report mentions it: the one that decides in which theatres it counts.</param>
/// <param name="Elsewhere">Every other mention.</param>
/// <param name="Links">To incidents by their present id (a merged one is read as what it was merged into).</param>
/// <param name="DerivedFrom">The incidents its date was worked out from; empty where any report dates it by itself.</param>
/// <param name="Sources">Who says it, counted by origin: two papers with one news agency are one.</param>
/// <param name="Reports">The ids of the standing reports.</param>
public sealed record Incident(
    string Id,
    Kind Kind,
    string? Subkind,
    string Title,
    Occurrence When,
    bool DateConflict,
    bool QuantityConflict,
    bool PolarityConflict,
    bool KindConflict,
    Mention? Where,
    IReadOnlyList<Mention> Elsewhere,
    IReadOnlyList<string> Actors,
    Details Details,
    IReadOnlyList<Quantity> Figures,
    Polarity Polarity,
    Claim Claim,
    Scope Scope,
    IReadOnlyList<Link> Links,
    IReadOnlyList<string> DerivedFrom,
    Grading BestGrading,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Reports)
{
    /// <summary>What staff decided where the reports disagree, by field, whether it holds or not; null where nothing was decided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SettledField>? Settled { get; init; }

    /// <summary>It happened, and belongs to the history under study rather than to a place it is compared with.</summary>
    public bool Counts => Polarity == Polarity.Occurred && Scope != Scope.Comparator;

    /// <summary>Somebody looked and it was not so.</summary>
    public bool IsAbsence => Polarity == Polarity.DidNotOccur && Scope != Scope.Comparator;

    /// <summary>The incidents it is part of, known or not.</summary>
    public IEnumerable<string> Wholes => Links.Where(l => l.Rel == Relations.PartOf).Select(l => l.To);
}
