using System.Runtime.InteropServices;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The incidents that stand, with their relations in both directions.</summary>
/// <param name="names">What sources are counted under.</param>
internal sealed class Register(SourceNames names)
{
    /// <summary>All that is known under one id: one look-up finds it, and every fact asks for most of it.</summary>
    internal sealed class Entry(string id)
    {
        public string Id { get; } = id;

        /// <summary>As its reports give it; null where it does not stand.</summary>
        public Incident? Incident { get; set; }

        /// <summary>As its parts and wholes leave it (<see cref="Situation.Reassess"/>).</summary>
        public Standing? Standing { get; set; }

        /// <summary>Whether any standing incident may name it in a link or as the origin of its date; where this says no, none does. Once named, it stays so.</summary>
        public bool IsNamed { get; set; }

        /// <summary>The theatres that might count it at the last Settle and the kind it was of, where it stood then and was looked at since.</summary>
        public (IReadOnlyList<TheatreSeasons> Theatres, Kind Kind)? Left { get; set; }
    }

    private static readonly HashSet<string> Nothing = [];

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>
    /// The one report of each incident that no theatre can count and that names no other. Of a long history from all over the world most are such, and nobody asks for them: what
    /// they say is worked out when somebody does. A report never changes, so that it says then what it would have said when it was put aside.
    /// </summary>
    private readonly Dictionary<string, Fact> aside = new(StringComparer.Ordinal);
    private readonly Dictionary<(string To, string Rel), HashSet<string>> linkedFrom = [];
    private readonly Dictionary<string, HashSet<string>> datedFrom = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Incident> All => [.. entries.Values.Select(e => e.Incident).OfType<Incident>(), .. aside.Keys.Select(Aside).OfType<Incident>()];

    public Incident? Find(string id) => Look(id)?.Incident ?? Aside(id);

    /// <summary>What is known under an id; null where nothing is, or it was put aside.</summary>
    public Entry? Look(string id) => entries.GetValueOrDefault(id);

    /// <summary>The same, to be written to.</summary>
    public Entry EntryOf(string id)
    {
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, id, out _);
        return entry ??= new(id);
    }

    /// <summary>Its links; none where it does not stand. What was put aside has none, and is not worked out for that.</summary>
    public IReadOnlyList<Link> LinksOf(string id) => Look(id)?.Incident?.Links ?? [];

    /// <summary>Takes note of an incident that does not stand otherwise by its one report, which names no other.</summary>
    public void PutAside(string id, Fact report) => aside[id] = report;

    public void Replace(Entry entry, Incident? now)
    {
        if (aside.Count > 0)
        {
            aside.Remove(entry.Id);
        }

        var before = entry.Incident;
        entry.Incident = now;
        foreach (var link in before?.Links ?? [])
        {
            linkedFrom[(link.To, link.Rel)].Remove(entry.Id);
        }

        foreach (var origin in before?.DerivedFrom ?? [])
        {
            datedFrom[origin].Remove(entry.Id);
        }

        foreach (var link in now?.Links ?? [])
        {
            EntryOf(link.To).IsNamed = true;
            Add(linkedFrom, (link.To, link.Rel), entry.Id);
        }

        foreach (var origin in now?.DerivedFrom ?? [])
        {
            EntryOf(origin).IsNamed = true;
            Add(datedFrom, origin, entry.Id);
        }
    }

    /// <summary>The standing incidents that say of themselves that they stand in this relation to another.</summary>
    public IEnumerable<Incident> LinkedTo(string id, string rel) =>
        linkedFrom.TryGetValue((id, rel), out var from) ? from.Select(f => entries[f].Incident!) : [];

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
    public Standing? StandingOf(Entry entry) => (entry.Incident ?? Aside(entry.Id)) is { } incident ? StandingOf(incident, entry.IsNamed) : null;

    /// <summary>The same of one that was put aside; null where it was not. It may have come to be named since.</summary>
    public Standing? AsideStandingOf(string id) => Aside(id) is { } incident ? StandingOf(incident, Look(id) is { IsNamed: true }) : null;

    private Standing StandingOf(Incident incident, bool isNamed)
    {
        if (incident.Polarity != Polarity.Occurred)
        {
            return new(incident, incident.When.Begins, false, false);
        }

        var (onset, conflict) = isNamed ? OnsetOf(incident) : (incident.When.Begins, false);
        return new(incident, onset, conflict, incident.Links.Count > 0 && IsPart(incident));
    }

    private Incident? Aside(string id) => aside.Count > 0 && aside.TryGetValue(id, out var report) ? ResolveIncident.Of(id, [report], same => same, names: names) : null;

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

    private bool HasParts(string id) => Look(id) is { IsNamed: true } && linkedFrom.TryGetValue((id, Relations.PartOf), out var parts) && parts.Count > 0;

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
            if (part != incident.Id && entries[part].Incident!.When.Begins is { } begins)
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
