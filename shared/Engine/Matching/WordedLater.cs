using System.Collections;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>The reasons of a finding, put into words when they are first read: of the findings of a long history most never are.</summary>
/// <param name="word">Says the same whenever it is asked: it may look only at what never changes.</param>
/// <param name="madeOf">All that the words are made of besides the rule; null where that is not kept.</param>
internal sealed class WordedLater(Func<IReadOnlyList<ExplanationStep>> word, object?[]? madeOf = null) : IReadOnlyList<ExplanationStep>
{
    private readonly object?[]? madeOf = madeOf;

    /// <summary>Whether two reasons read alike. What is made of the same is not put into words to find out.</summary>
    public static bool ReadAlike(IReadOnlyList<ExplanationStep> one, IReadOnlyList<ExplanationStep> other) =>
        ReferenceEquals(one, other) || (one as WordedLater)?.IsMadeAs(other as WordedLater) == true || one.SequenceEqual(other);

    private bool IsMadeAs(WordedLater? other) => madeOf is not null && other?.madeOf is { } theirs && madeOf.AsSpan().SequenceEqual(theirs);

    private volatile Func<IReadOnlyList<ExplanationStep>>? word = word;
    private volatile IReadOnlyList<ExplanationStep>? words;

    public int Count => Words.Count;

    public ExplanationStep this[int index] => Words[index];

    private IReadOnlyList<ExplanationStep> Words
    {
        get
        {
            // two readers at once may both put it into the same words
            if (words is null && word is { } say)
            {
                words = say();
                word = null;
            }

            return words!;
        }
    }

    public IEnumerator<ExplanationStep> GetEnumerator() => Words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
