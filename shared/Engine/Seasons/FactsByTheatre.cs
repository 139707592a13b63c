using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// Facts in groups of incidents that hang together, each group with the theatres to which it can matter. A run of the engine over the facts of
/// one theatre says of that theatre what a run over all of them would.
/// </summary>
/// <remarks>
/// <para>Incidents hang together where a report of one ever named the other (a link, a date's origin) or the two were ever merged, through any
/// number of others. Whatever the engine asks of an incident it asks inside its group, and of others only where they count in the same theatre.</para>
/// <para>A group matters to a theatre where any report in it, standing or not, lies where the theatre counts anything, whatever its kind:
/// rather one group too many than one too few. It never stops to matter, so that the answer does not lean on what was known when.</para>
/// <para>Not safe for use from two threads at once.</para>
/// </remarks>
public sealed class FactsByTheatre
{
    private sealed class Group
    {
        public List<string> Incidents { get; } = [];
        public List<Fact> Facts { get; } = [];
        public HashSet<string> Theatres { get; } = new(StringComparer.Ordinal);
    }

    private readonly Dictionary<string, Group> groups = new(StringComparer.Ordinal);
    private readonly List<Fact> ofPlaces = [];
    private readonly List<Fact> ofSources = [];
    private readonly Gazetteer gazetteer;
    private readonly List<(string Id, TheatrePlaces Places)> places;

    public FactsByTheatre(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
    {
        this.gazetteer = gazetteer.Copy();
        places = [.. theatres.Select(t => (t.Id, new TheatrePlaces(t, this.gazetteer)))];
    }

    /// <summary>All facts, in no order.</summary>
    public IEnumerable<Fact> All => ofPlaces.Concat(ofSources).Concat(groups.Where(g => g.Value.Incidents[0] == g.Key).SelectMany(g => g.Value.Facts));

    /// <summary>What was said of the names of sources, in no order.</summary>
    public IReadOnlyCollection<Fact> OfSources => ofSources;

    /// <summary>Takes in a fact, in any order, each once.</summary>
    public void Add(Fact fact)
    {
        if (fact.Event is IPlaceEvent place)
        {
            AddPlace(fact, place);
            return;
        }

        if (fact.Event is SourceNamed or SourceNameWithdrawn)
        {
            ofSources.Add(fact);
            return;
        }

        var group = GroupOf(fact.Event.IncidentId);
        group.Facts.Add(fact);
        group.Theatres.UnionWith(MightMatterTo(fact.Event));

        foreach (var named in NamedBy(fact.Event))
        {
            group = Join(group, GroupOf(named));
        }
    }

    /// <summary>The facts that can matter to a theatre, in no order; the words of the gazetteer and the names of sources are among them whatever they name.</summary>
    public IEnumerable<Fact> Of(string theatre) =>
        ofPlaces.Concat(ofSources).Concat(groups.Where(g => g.Value.Incidents[0] == g.Key && g.Value.Theatres.Contains(theatre)).SelectMany(g => g.Value.Facts));

    /// <summary>The facts of an incident and of all that hangs together with it, in no order, and the names of sources; none where nothing is known of it.</summary>
    public IReadOnlyList<Fact> Around(string incidentId) => !groups.TryGetValue(incidentId, out var group) ? [] : ofSources.Count == 0 ? group.Facts : [.. group.Facts, .. ofSources];

    // what was reported of a place before it came may matter to more theatres than was seen
    private void AddPlace(Fact fact, IPlaceEvent happened)
    {
        ofPlaces.Add(fact);
        var moved = TakeInPlaces.Into(gazetteer, happened);
        if (moved.Count == 0)
        {
            return;
        }

        places.ForEach(p => p.Places.Forget(moved));
        foreach (var group in groups.Where(g => g.Value.Incidents[0] == g.Key).Select(g => g.Value))
        {
            group.Theatres.UnionWith(group.Facts.SelectMany(f => MightMatterTo(f.Event)));
        }
    }

    private IEnumerable<string> MightMatterTo(IIncidentEvent happened) => happened switch
    {
        _ when happened.AccountOf() is { } account => places.Where(p => p.Places.MightCount(account)).Select(p => p.Id),
        ConflictSettled { Settled.Where.PlaceId: { } settled } => places.Where(p => p.Places.MightCount(settled)).Select(p => p.Id),
        CoverageStated { Where.PlaceId: { } watched } => places.Where(p => p.Places.MightCount(watched)).Select(p => p.Id),
        _ => [],
    };

    private static IEnumerable<string> NamedBy(IIncidentEvent happened) => happened switch
    {
        IncidentMerged merged => [merged.IntoId],
        _ => happened.AccountOf()?.Named() ?? [],
    };

    private Group GroupOf(string incidentId)
    {
        if (!groups.TryGetValue(incidentId, out var group))
        {
            groups[incidentId] = group = new() { Incidents = { incidentId } };
        }

        return group;
    }

    private Group Join(Group one, Group other)
    {
        if (one == other)
        {
            return one;
        }

        var (into, from) = one.Incidents.Count >= other.Incidents.Count ? (one, other) : (other, one);
        into.Incidents.AddRange(from.Incidents);
        into.Facts.AddRange(from.Facts);
        into.Theatres.UnionWith(from.Theatres);
        from.Incidents.ForEach(id => groups[id] = into);
        return into;
    }
}
