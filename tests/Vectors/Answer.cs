using System.Collections;

namespace Timeline.Vectors;

/// <summary>What the engine says to one case, by the names that the vectors use. Worked out only where it is asked for.</summary>
public sealed class Answer : IEnumerable<string>
{
    /// <summary>Of a field that says how the case was made, and nothing of what to find.</summary>
    public static readonly object NotAsked = new();

    private readonly Dictionary<string, Func<object?>> fields = [];

    public void Add(string field, object? value) => fields[field] = () => value;

    public void Add(string field, Func<object?> value) => fields[field] = value;

    public bool TryGet(string field, out object? value)
    {
        value = fields.TryGetValue(field, out var answer) ? answer() : null;
        return answer is not null;
    }

    public IEnumerator<string> GetEnumerator() => fields.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
