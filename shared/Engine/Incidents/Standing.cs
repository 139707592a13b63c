using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>An incident among the others: what its parts and wholes make of it.</summary>
/// <param name="Onset">When it began; for a whole also not after any of its parts began. Null where undated.</param>
/// <param name="OnsetConflict">A part would have begun before the whole's own earliest day: the whole keeps its own days.</param>
/// <param name="IsPart">It is part of another standing incident of its kind and never counted beside it.</param>
public sealed record Standing(Incident Incident, UncertainDate? Onset, bool OnsetConflict, bool IsPart)
{
    public string Id => Incident.Id;

    // The incident's, kept beside the days in one place of memory: every rule asks these of every standing of a long history, and passes most of them by.

    public Kind Kind { get; } = Incident.Kind;

    /// <inheritdoc cref="Incident.Counts"/>
    public bool Counts { get; } = Incident.Counts;

    /// <inheritdoc cref="Incident.IsAbsence"/>
    public bool IsAbsence { get; } = Incident.IsAbsence;

    /// <summary>Whether its days were worked out from another incident.</summary>
    public bool IsDerived { get; } = Incident.DerivedFrom.Count > 0;
}
