using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Projection.Views;

/// <summary>An incident as it was known from an instant on.</summary>
/// <param name="To">The instant at which it was known otherwise; it no longer counts. Null where this is what is known of it still.</param>
/// <param name="Incident">Null where no report of it stood, or it was merged into another.</param>
public sealed record IncidentVersion(Instant From, Instant? To, Incident? Incident);

/// <summary>
/// How each incident stood between the instants at which what is known of it changed. An incident is told by its own reports, by those of all it was ever
/// merged with, and, for what its links and dates name, by what those were merged into.
/// </summary>
public sealed class IncidentHistories
{
    private readonly Dictionary<string, List<Fact>> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> mergedWith = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> namedBy = new(StringComparer.Ordinal);

    private readonly List<Fact> ofSources = [];

    public void Add(Fact fact)
    {
        if (SourceNames.NameIn(fact.Event) is not null)
        {
            ofSources.Add(fact);
            return;
        }

        var id = fact.Event.IncidentId;
        if (!facts.TryGetValue(id, out var told))
        {
            facts[id] = told = [];
        }

        told.Add(fact);
        if (fact.Event is IncidentMerged merged)
        {
            Join(id, merged.IntoId);
        }

        foreach (var named in fact.Event.AccountOf()?.Named() ?? [])
        {
            SetOf(names, id).Add(named);
            SetOf(namedBy, named).Add(id);
        }
    }

    /// <summary>The incidents whose history an event that was added has changed.</summary>
    public IEnumerable<string> ChangedBy(IIncidentEvent happened)
    {
        if (SourceNames.NameIn(happened) is { } name)
        {
            return facts.Where(f => f.Value.Exists(told => IsOf(told, name))).SelectMany(f => Together(f.Key)).Distinct(StringComparer.Ordinal);
        }

        var together = Together(happened.IncidentId);
        return happened is IncidentMerged or IncidentUnmerged
            ? together.Concat(together.SelectMany(id => namedBy.GetValueOrDefault(id) ?? []).SelectMany(Together)).Distinct(StringComparer.Ordinal)
            : together;
    }

    /// <summary>The versions of an incident, one after the other: each holds from its instant up to the next.</summary>
    /// <param name="since">
    /// Only those from this instant on, which counts. An event changes nothing of what was known before it was: what an incident was until then stands as it was given.
    /// </param>
    public IReadOnlyList<IncidentVersion> Of(string incidentId, Instant? since = null)
    {
        // one book for all instants: what is known is only added to
        var (book, instants) = (new IncidentBook(), Telling(incidentId).GroupBy(f => f.KnownFrom).OrderBy(g => g.Key).ToList());
        var versions = new List<IncidentVersion>();
        for (var i = 0; i < instants.Count; i++)
        {
            foreach (var fact in instants[i])
            {
                if (SourceNames.NameIn(fact.Event) is null)
                {
                    book.Apply(fact);
                }
                else
                {
                    book.Name(fact);
                }
            }

            if (since is null || instants[i].Key >= since)
            {
                versions.Add(new(instants[i].Key, i + 1 < instants.Count ? instants[i + 1].Key : null, book.Resolve(incidentId)));
            }
        }

        return versions;
    }

    private List<Fact> Telling(string incidentId)
    {
        var together = Together(incidentId);
        var elsewhere = together.SelectMany(id => names.GetValueOrDefault(id) ?? []).SelectMany(Together).Except(together).Distinct(StringComparer.Ordinal);
        return
        [
            .. together.SelectMany(id => facts.GetValueOrDefault(id) ?? []),
            .. ofSources.Where(n => together.Any(id => facts.GetValueOrDefault(id)?.Exists(told => IsOf(told, SourceNames.NameIn(n.Event)!)) == true)),
            .. elsewhere.SelectMany(id => facts.GetValueOrDefault(id) ?? []).Where(f => f.Event is IncidentMerged or IncidentUnmerged),
        ];
    }

    private static bool IsOf(Fact told, string source) => told.Event.AccountOf() is { } account && SourceNames.Mentions(account.Source, source);

    /// <summary>The incident and all it was ever merged with: what is said of one may change the others.</summary>
    private IReadOnlyCollection<string> Together(string incidentId) => mergedWith.TryGetValue(incidentId, out var group) ? group : [incidentId];

    private void Join(string a, string b)
    {
        var group = new HashSet<string>(Together(a), StringComparer.Ordinal);
        group.UnionWith(Together(b));
        foreach (var id in group)
        {
            mergedWith[id] = group;
        }
    }

    private static HashSet<string> SetOf(Dictionary<string, HashSet<string>> sets, string key)
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = new(StringComparer.Ordinal);
        }

        return set;
    }
}
