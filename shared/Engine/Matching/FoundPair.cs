using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Two incidents that a rule found together: all that its finding is made of, none of its words. Nothing in it ever changes.</summary>
/// <param name="First">Of a lag the cause; of two that are near one another the ordinally lesser id.</param>
/// <param name="Season">The season year it lies in.</param>
/// <param name="Circular">Which of the two has a date that was worked out from the other.</param>
internal readonly record struct FoundPair(Standing First, Standing Second, int Season, Certainty Verdict, CircularSides Circular)
{
    public (string First, string Second) Key => (First.Id, Second.Id);

    public bool IsCounted => Circular == CircularSides.Neither;

    /// <summary>Whether it is surely the same: the same standings in the same relation. Where it says no, the two may still read alike.</summary>
    public bool IsSurely(in FoundPair other) =>
        ReferenceEquals(First, other.First) && ReferenceEquals(Second, other.Second) && Season == other.Season && Verdict == other.Verdict && Circular == other.Circular;
}

[Flags]
internal enum CircularSides
{
    Neither = 0,
    First = 1,
    Second = 2,
}
