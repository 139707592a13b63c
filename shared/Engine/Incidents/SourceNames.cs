using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What sources are counted under, as staff said: of each other name the last word, so that any order of arrival leaves the same. Whatever the case of its letters a name is one. It leads to its source in one step:
/// Ingestion takes no name of a name.
/// </summary>
public sealed class SourceNames
{
    private readonly Dictionary<string, Fact> last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names as these facts leave them; what speaks of none is passed over.</summary>
    public static SourceNames Among(IEnumerable<Fact> facts)
    {
        var names = new SourceNames();
        foreach (var fact in facts)
        {
            names.Apply(fact);
        }

        return names;
    }

    /// <summary>The other name that an event speaks of; null of any other event.</summary>
    public static string? NameIn(IIncidentEvent happened) => happened switch
    {
        SourceNamed named => named.Name,
        SourceNameWithdrawn gone => gone.Name,
        _ => null,
    };

    /// <summary>Whether a source is written with this name, or has what it says from one that is.</summary>
    public static bool Mentions(Source source, string name) => Supposition.NamesOf(source).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The other names in force, in their order, each with the fact that says so.</summary>
    public IReadOnlyList<(SourceNamed Said, Fact Fact)> All =>
        [.. last.Values.Where(f => f.Event is SourceNamed).Select(f => (Said: (SourceNamed)f.Event, f)).OrderBy(n => n.Said.Name, StringComparer.Ordinal)];

    /// <summary>Takes in a fact, in any order, any number of times.</summary>
    /// <returns>The name that may be counted under another now; null where nothing changed.</returns>
    public string? Apply(Fact fact)
    {
        if (NameIn(fact.Event) is not { } name || (last.TryGetValue(name, out var held) && held.Version >= fact.Version))
        {
            return null;
        }

        last[name] = fact;
        return name;
    }

    /// <summary>What a name is counted under: itself, where nobody said otherwise.</summary>
    public string Of(string name) => last.Count > 0 && last.TryGetValue(name, out var said) && said.Event is SourceNamed named ? named.Source : name;

    /// <summary>The source as it is counted, with whom it has it from; the very same where nobody said otherwise.</summary>
    public Source Of(Source source)
    {
        if (last.Count == 0)
        {
            return source;
        }

        var (name, origin) = (Of(source.Name), source.Origin is null ? null : Of(source.Origin));
        return name == source.Name && origin == source.Origin ? source : source with { Name = name, Origin = origin };
    }
}
