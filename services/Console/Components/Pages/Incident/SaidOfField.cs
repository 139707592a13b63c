using Timeline.Vocabulary;

namespace Timeline.Console.Components.Pages.Incident;

/// <summary>What somebody says, as far as it can exclude what another says of the same field.</summary>
/// <param name="Amount">Of the field, where it is a number.</param>
public readonly record struct SaidOfField(Kind Kind, Polarity Polarity, Occurrence? When, Quantity? Amount)
{
    /// <summary>Whether both cannot be: no day, or no number, is among what both allow.</summary>
    /// <param name="key">Names the field as the forms do: "when", "details.hostages".</param>
    public bool Excludes(string key, SaidOfField other) => key switch
    {
        "polarity" => (Polarity, other.Polarity) is (Polarity.Occurred, Polarity.DidNotOccur) or (Polarity.DidNotOccur, Polarity.Occurred),
        "kind" => Kind != other.Kind,
        "when" => When?.Begins is { } one && other.When?.Begins is { } theirs && one.Intersect(theirs) is null,
        _ => Amount is { } one && other.Amount is { } theirs && !key.StartsWith("figures", StringComparison.Ordinal) && Amounts.Exclude(one, theirs),
    };
}
