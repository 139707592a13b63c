using Timeline.Contracts;

namespace Timeline.Ingestion.Sources;

/// <summary>Which other names sources go by: the fold of the one stream of names, kept beside it in the same transaction.</summary>
/// <param name="CountedUnder">By other name the name it is counted under.</param>
/// <param name="Version">Of the stream.</param>
public sealed record SourceNamesRecord(string Id, IReadOnlyDictionary<string, string> CountedUnder, long Version)
{
    public static SourceNamesRecord None { get; } = new(SourceNamed.Stream, new Dictionary<string, string>(), 0);

    /// <summary>The name as it was said, and what it is counted under; null where nobody said that it is another name of anything. Whatever the case of its letters a name is one.</summary>
    public (string Name, string Source)? Find(string name)
    {
        foreach (var (other, source) in CountedUnder)
        {
            if (string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
            {
                return (other, source);
            }
        }

        return null;
    }

    public SourceNamesRecord With(string name, string source) => new(Id, new Dictionary<string, string>(CountedUnder) { [name] = source }, Version + 1);

    public SourceNamesRecord Without(string name) => new(Id, CountedUnder.Where(n => n.Key != name).ToDictionary(), Version + 1);
}
