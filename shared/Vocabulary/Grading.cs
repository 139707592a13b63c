namespace Timeline.Vocabulary;

/// <summary>How far a source is to be relied on, apart from what it says here (Admiralty code). F: cannot be judged.</summary>
public enum Reliability { A, B, C, D, E, F }

/// <summary>
/// The Admiralty code: the source (A to F) and the item (1 confirmed to 6 cannot be judged) are graded apart and never joined into one number.
/// </summary>
/// <param name="Credibility">1 to 6, or null where not graded.</param>
public sealed record Grading(Reliability? Reliability = null, int? Credibility = null)
{
    /// <summary>"B2", "B?" or "??".</summary>
    public override string ToString() => $"{Reliability?.ToString() ?? "?"}{Credibility?.ToString() ?? "?"}";

    /// <summary>Whether it is as good as another in all that the other says; what is not graded reaches nothing.</summary>
    public bool Reaches(Grading least) =>
        (least.Reliability is not { } letter || Reliability <= letter) && (least.Credibility is not { } number || Credibility <= number);
}
