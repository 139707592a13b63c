using System.Runtime.InteropServices;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The incidents that stand, with their relations in both directions.</summary>
internal sealed class Register
{
    private static readonly HashSet<string> Nothing = [];

    private readonly Dictionary<string, Incident> incidents = new(StringComparer.Ordinal);

    /// <summary>
    /// The one report of each incident that no theatre can count and that names no other. Of a long history from all over the world most are such, and nobody asks for them: what
    /// they say is worked out when somebody does. A report never changes, so that it says then what it would have said when it was put aside.
    /// </summary>
    private readonly Dictionary<string, Fact> aside = new(StringComparer.Ordinal);
    private readonly Dictionary<(string To, string Rel), HashSet<string>> linkedFrom = [];
    private readonly Dictionary<string, HashSet<string>> datedFrom = new(StringComparer.Ordinal);

    /// <summary>What any incident ever named; once named, an id stays here.</summary>
    private readonly HashSet<string> named = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Incident> All => aside.Count == 0 ? incidents.Values : [.. incidents.Values, .. aside.Keys.Select(Aside).OfType<Incident>()];

    public Incident? Find(string id) => incidents.GetValueOrDefault(id) ?? Aside(id);

    /// <summary>Its links; none where it does not stand. What was put aside has none, and is not worked out for that.</summary>
    public IReadOnlyList<Link> LinksOf(string id) => incidents.TryGetValue(id, out var incident) ? incident.Links : [];

    /// <summary>Whether it stands and was put aside (<see cref="PutAside"/>).</summary>
    public bool IsAside(string id) => aside.Count > 0 && aside.ContainsKey(id);

    /// <summary>Takes note of an incident that does not stand otherwise by its one report, which names no other.</summary>
    public void PutAside(string id, Fact report) => aside[id] = report;

    /// <summary>Whether any standing incident may name it in a link or as the origin of its date; where this says no, none does.</summary>
    public bool IsNamed(string id) => named.Contains(id);

    public void Replace(string id, Incident? now)
    {
        aside.Remove(id);
        Incident? before;
        if (now is null)
        {
            incidents.Remove(id, out before);
        }
        else
        {
            ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(incidents, id, out _);
            (before, held) = (held, now);
        }

        if (before is not null)
        {
            foreach (var link in before.Links)
            {
                linkedFrom[(link.To, link.Rel)].Remove(id);
            }

            foreach (var origin in before.DerivedFrom)
            {
                datedFrom[origin].Remove(id);
            }
        }

        if (now is not null)
        {
            foreach (var link in now.Links)
            {
                named.Add(link.To);
                Add(linkedFrom, (link.To, link.Rel), id);
            }

            foreach (var origin in now.DerivedFrom)
            {
                named.Add(origin);
                Add(datedFrom, origin, id);
            }
        }
    }

    /// <summary>The standing incidents that say of themselves that they stand in this relation to another.</summary>
    public IEnumerable<Incident> LinkedTo(string id, string rel) =>
        linkedFrom.TryGetValue((id, rel), out var from) ? from.Select(f => incidents[f]) : [];

    /// <summary>The standing incidents whose date was worked out from this one.</summary>
    public IEnumerable<string> DatedFrom(string id) => datedFrom.TryGetValue(id, out var from) ? from : [];

    /// <summary>The occurred incidents it is part of, directly or through others.</summary>
    public IReadOnlySet<string> WholesOf(string id) => !HasWholes(id) ? Nothing : Walk(id, at => Find(at)?.Wholes.Where(w => Find(w) is { Polarity: Polarity.Occurred }) ?? []);

    /// <summary>The occurred incidents that are part of it, directly or through others.</summary>
    public IReadOnlySet<string> PartsOf(string id) => !HasParts(id) ? Nothing : Walk(id, at => LinkedTo(at, Relations.PartOf).Where(p => p.Polarity == Polarity.Occurred).Select(p => p.Id));

    /// <summary>It, its wholes and its parts: a date worked out from any of them is circular for it.</summary>
    public HashSet<string> FamilyOf(string id)
    {
        var family = WholesOf(id).ToHashSet(StringComparer.Ordinal);
        family.UnionWith(PartsOf(id));
        family.Add(id);
        return family;
    }

    /// <summary>All that hang together with it by part-of links in either direction, itself included, standing or not.</summary>
    public HashSet<string> ConnectedTo(IEnumerable<string> ids)
    {
        var seen = new HashSet<string>(ids, StringComparer.Ordinal);
        var next = new Stack<string>(seen);
        while (next.TryPop(out var at))
        {
            if (!HasWholes(at) && !HasParts(at))
            {
                continue;
            }

            foreach (var beside in (Find(at)?.Wholes ?? []).Concat(LinkedTo(at, Relations.PartOf).Select(p => p.Id)))
            {
                if (seen.Add(beside))
                {
                    next.Push(beside);
                }
            }
        }

        return seen;
    }

    /// <summary>The incident as its parts and wholes leave it; null where it does not stand.</summary>
    public Standing? StandingOf(string id)
    {
        if (Find(id) is not { } incident)
        {
            return null;
        }

        if (incident.Polarity != Polarity.Occurred)
        {
            return new(incident, incident.When.Begins, false, false);
        }

        var (onset, conflict) = OnsetOf(incident);
        return new(incident, onset, conflict, incident.Links.Count > 0 && IsPart(incident));
    }

    private Incident? Aside(string id) => aside.Count > 0 && aside.TryGetValue(id, out var report) ? ResolveIncident.Of(id, [report], same => same, null) : null;

    // most links say something else, and are asked with every fact
    private bool HasWholes(string id)
    {
        foreach (var link in LinksOf(id))
        {
            if (link.Rel == Relations.PartOf)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasParts(string id) => named.Contains(id) && linkedFrom.TryGetValue((id, Relations.PartOf), out var parts) && parts.Count > 0;

    private (UncertainDate? Onset, bool Conflict) OnsetOf(Incident incident)
    {
        if (incident.When.Begins is not { } own)
        {
            return (null, false);
        }

        if (!HasParts(incident.Id))
        {
            return (own, false);
        }

        var latest = own.Latest;
        foreach (var part in PartsOf(incident.Id))
        {
            if (part != incident.Id && incidents[part].When.Begins is { } begins)
            {
                latest = Day.Earlier(latest, begins.Latest);
            }
        }

        return latest < own.Earliest ? (own, true) : (new(own.Earliest, latest), false);
    }

    /// <summary>Where incidents are part of one another in a circle, the ordinally least stands for them all.</summary>
    private bool IsPart(Incident incident) => WholesOf(incident.Id).Any(w =>
        w != incident.Id && Find(w)!.Kind == incident.Kind
        && (string.CompareOrdinal(w, incident.Id) < 0 || !WholesOf(w).Contains(incident.Id)));

    private static HashSet<string> Walk(string from, Func<string, IEnumerable<string>> steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([from]);
        while (next.TryPop(out var at))
        {
            foreach (var to in steps(at))
            {
                if (seen.Add(to))
                {
                    next.Push(to);
                }
            }
        }

        return seen;
    }

    private static void Add<TKey>(Dictionary<TKey, HashSet<string>> sets, TKey key, string id) where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = new(StringComparer.Ordinal);
        }

        set.Add(id);
    }
}
