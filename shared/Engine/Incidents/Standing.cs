using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>An incident among the others: what its parts and wholes make of it.</summary>
/// <param name="Onset">When it began; for a whole also not after any of its parts began. Null where undated.</param>
/// <param name="OnsetConflict">A part would have begun before the whole's own earliest day: the whole keeps its own days.</param>
/// <param name="IsPart">It is part of another standing incident of its kind and never counted beside it.</param>
public sealed record Standing(Incident Incident, UncertainDate? Onset, bool OnsetConflict, bool IsPart)
{
    public string Id => Incident.Id;
    public Kind Kind => Incident.Kind;
}
