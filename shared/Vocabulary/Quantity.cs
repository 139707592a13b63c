namespace Timeline.Vocabulary;

/// <summary>How a source qualified a number.</summary>
public enum QuantityQualifier { Reported, Estimated, UpTo, Over, Record }

/// <summary>
/// A number with its doubt: low and high bounds (both count) and a best value, any of which the source may have left out.
/// Two sources that disagree are two values and a range, never an average, never a sum.
/// </summary>
/// <param name="Unit">What one is: persons, USD, kg, t, ha …</param>
/// <param name="What">What is counted, where the field's name does not say it.</param>
/// <param name="Text">The words as stated, where no number was given or more was said.</param>
public sealed record Quantity(
    decimal? Low = null,
    decimal? Best = null,
    decimal? High = null,
    string? Unit = null,
    QuantityQualifier? Qualifier = null,
    string? What = null,
    string? Text = null)
{
    /// <summary>The least it can be: low, or else best.</summary>
    public decimal? AtLeast() => Low ?? Best;

    /// <summary>The most it can be: high, or else best; null where the source sets no upper bound.</summary>
    public decimal? AtMost() => High ?? Best;
}
