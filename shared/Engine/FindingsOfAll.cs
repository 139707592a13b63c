using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>What all rules find, by id. A pair becomes a finding when it is asked for, and is made anew each time.</summary>
internal sealed class FindingsOfAll(RulesAtWork rules) : IReadOnlyDictionary<string, Finding>
{
    public int Count => rules.Count;

    public IEnumerable<string> Keys => rules.All.SelectMany(w => w.Ids);

    public IEnumerable<Finding> Values => rules.All.SelectMany(w => w.All);

    public Finding this[string key] => rules.FindingOf(key) ?? throw new KeyNotFoundException($"there is no finding '{key}'");

    public bool ContainsKey(string key) => rules.FindingOf(key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Finding value) => (value = rules.FindingOf(key)) is not null;

    public IEnumerator<KeyValuePair<string, Finding>> GetEnumerator() => Values.Select(f => KeyValuePair.Create(f.CorrelationId, f)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
