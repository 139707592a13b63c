using System.Collections;

namespace Timeline.Engine;

/// <summary>A list that is equal to another of the same items in the same order, so that what is made of lists can be compared whole.</summary>
public sealed class Group<T>(IReadOnlyList<T> items) : IReadOnlyList<T>, IEquatable<Group<T>>
{
    public int Count => items.Count;

    public T this[int index] => items[index];

    public bool Equals(Group<T>? other) => other is not null && items.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as Group<T>);

    public override int GetHashCode() => items.Aggregate(0, (hash, item) => HashCode.Combine(hash, item));

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
