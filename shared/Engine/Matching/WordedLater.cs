using System.Collections;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>The reasons of a finding, put into words when they are first read: of the findings of a long history most never are.</summary>
/// <param name="word">Says the same whenever it is asked: it may look only at what never changes.</param>
internal sealed class WordedLater(Func<IReadOnlyList<ExplanationStep>> word) : IReadOnlyList<ExplanationStep>
{
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
