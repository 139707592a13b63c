using System.Runtime.InteropServices;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The facts of every incident, each in its own stream, and what was merged into what. It keeps only the last word of each report, so any
/// order of arrival leaves the same book.
/// </summary>
public sealed class IncidentBook
{
    /// <summary>What is held of one incident.</summary>
    internal sealed class Stream
    {
        private static readonly HashSet<string> Nobody = [];

        // an array, because nearly every incident has one report and a list would be as large again
        private Fact[] reports = [];

        /// <summary>The last word of each report, in no order; few, so that they are gone through.</summary>
        public IReadOnlyList<Fact> Reports => reports;

        /// <summary>The last decision on each field, in no order; most incidents have none.</summary>
        public List<Fact>? Settled { get; private set; }

        public Stream Copy() => new() { reports = [.. reports], Settled = Settled is null ? null : [.. Settled], Merge = Merge, Named = Named, FirstKnown = FirstKnown };

        public Fact? Merge { get; set; }
        public HashSet<string> Named { get; set; } = Nobody;
        public Instant? FirstKnown { get; set; }

        /// <returns>Whether it is newer than what was held of that report, and what that was.</returns>
        public bool Take(string report, Fact fact, out Fact? before)
        {
            var at = reports.Length - 1;
            while (at >= 0 && reports[at].Event.ReportOf() != report)
            {
                at--;
            }

            before = at < 0 ? null : reports[at];
            if (before is not null && before.Version >= fact.Version)
            {
                return false;
            }

            if (at < 0)
            {
                reports = [.. reports, fact];
            }
            else
            {
                reports[at] = fact;
            }

            return true;
        }

        public void Forget(Fact report) => reports = [.. reports.Where(r => r != report)];

        /// <returns>Whether it is newer than what was held of that field.</returns>
        public bool Settle(string field, Fact fact)
        {
            Settled ??= [];
            var at = Settled.FindIndex(held => held.Event is ConflictSettled settled && settled.Field == field);
            if (at >= 0 && Settled[at].Version >= fact.Version)
            {
                return false;
            }

            if (at >= 0)
            {
                Settled.RemoveAt(at);
            }

            Settled.Add(fact);
            return true;
        }
    }

    private readonly Dictionary<string, Stream> streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> mergedInto = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> namedBy = new(StringComparer.Ordinal);

    /// <summary>What sources are counted under.</summary>
    internal SourceNames Names { get; } = new();

    /// <summary>The incidents (by present id) that must be resolved anew since <see cref="TakeDirty"/> was last called.</summary>
    private HashSet<string> dirty = new(StringComparer.Ordinal);

    public HashSet<string> TakeDirty()
    {
        var taken = dirty;
        dirty = new(StringComparer.Ordinal);
        return taken;
    }

    /// <summary>Takes in a fact; one that is older than what is held of the same report changes nothing.</summary>
    /// <returns>The last word of its report before and now, where this is a newer one; else null.</returns>
    public (Fact? Before, Fact Now)? Apply(Fact fact)
    {
        var id = fact.Event.IncidentId;
        if (fact.Event.ReportOf() is { } report)
        {
            var stream = StreamOf(id);
            var isFirst = stream.FirstKnown is not { } first || fact.KnownFrom < first;
            if (isFirst)
            {
                stream.FirstKnown = fact.KnownFrom;
            }

            var isNewer = stream.Take(report, fact, out var before);
            if (isNewer)
            {
                Rename(id, stream);
            }

            if (isFirst || isNewer)
            {
                dirty.Add(stream.Merge is null ? id : PresentId(id));
            }

            return isNewer ? (before, fact) : null;
        }
        else if (fact.Event is IncidentMerged or IncidentUnmerged)
        {
            var stream = StreamOf(id);
            if (stream.Merge is null || stream.Merge.Version < fact.Version)
            {
                Repoint(id, stream, fact);
            }
        }
        else if (fact.Event is ConflictSettled settled && StreamOf(id).Settle(settled.Field, fact))
        {
            dirty.Add(PresentId(id));
        }

        return null;
    }

    /// <summary>The last words of reports that name one of these places first; what was taken back names none.</summary>
    internal IEnumerable<(string Place, Fact Fact)> At(IReadOnlyCollection<string> places) =>
        from stream in streams.Values
        from fact in stream.Reports
        let place = fact.Event.AccountOf()?.Where?.PlaceId
        where place is not null && places.Contains(place)
        select (place, fact);

    /// <summary>Resolves anew what is at these places.</summary>
    internal void LookAgainAt(IReadOnlyCollection<string> places)
    {
        foreach (var (id, stream) in streams)
        {
            if (stream.Reports.Any(f => f.Event.AccountOf()?.Where?.PlaceId is { } place && places.Contains(place))
                || stream.Settled?.Any(f => f.Event is ConflictSettled { Settled.Where.PlaceId: { } settled } && places.Contains(settled)) == true)
            {
                dirty.Add(PresentId(id));
            }
        }
    }

    /// <summary>Takes in what was said of the name of a source, and resolves anew what that tells of.</summary>
    public void Name(Fact said)
    {
        if (Names.Apply(said) is not { } name)
        {
            return;
        }

        foreach (var (id, stream) in streams)
        {
            if (stream.Reports.Any(f => f.Event.AccountOf() is { Source: var source } && SourceNames.Mentions(source, name)))
            {
                dirty.Add(PresentId(id));
            }
        }
    }

    /// <summary>The last words of all reports that were not taken back, in no order.</summary>
    internal IEnumerable<Fact> Standing() => streams.Values.SelectMany(s => s.Reports).Where(r => r.Event.AccountOf() is not null);

    /// <summary>Holds no longer that a report was ever told; since when its incident was known stays as it was.</summary>
    /// <param name="lastWord">What is held of it.</param>
    internal void Forget(Fact lastWord)
    {
        var id = lastWord.Event.IncidentId;
        var stream = streams[id];
        stream.Forget(lastWord);
        Rename(id, stream);
        dirty.Add(PresentId(id));
    }

    /// <summary>What is held of some incidents, for <see cref="TakeBack"/>.</summary>
    internal IReadOnlyList<KeptStream> Keep(IEnumerable<string> ids) =>
        [.. ids.Distinct(StringComparer.Ordinal).Select(id => new KeptStream(id, streams.TryGetValue(id, out var stream) ? stream.Copy() : null))];

    /// <summary>Holds of these incidents again what was kept, as if what came since had never come.</summary>
    internal void TakeBack(IReadOnlyList<KeptStream> kept)
    {
        // first what was merged parts again, while all that names any of it, then or now, is still known
        foreach (var (id, before) in kept)
        {
            if (streams.TryGetValue(id, out var now) && now.Merge != before?.Merge)
            {
                Repoint(id, now, before?.Merge);
            }
        }

        foreach (var (id, before) in kept)
        {
            if (!streams.TryGetValue(id, out var now))
            {
                continue;
            }

            foreach (var gone in now.Named.Where(n => before?.Named.Contains(n) != true))
            {
                namedBy[gone].Remove(id);
            }

            if (before is { } stream)
            {
                streams[id] = stream;
                foreach (var again in stream.Named.Where(n => !now.Named.Contains(n)))
                {
                    SetOf(namedBy, again).Add(id);
                }
            }
            else
            {
                streams.Remove(id);
            }

            dirty.Add(PresentId(id));
        }
    }

    /// <summary>An incident, and what was held of it; null where nothing was.</summary>
    internal sealed record KeptStream(string Id, Stream? Held);

    /// <summary>The incident that an id stands for today: itself, or what it was merged into, through any number of merges.</summary>
    /// <remarks>Incidents merged in a circle are one: that of the ordinally least id.</remarks>
    public string PresentId(string id)
    {
        if (mergedInto.Count == 0 || TargetOf(id) is null)
        {
            return id;
        }

        var path = new List<string> { id };
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        while (TargetOf(path[^1]) is { } next)
        {
            if (!seen.Add(next))
            {
                return path.Skip(path.IndexOf(next)).Min(StringComparer.Ordinal)!;
            }

            path.Add(next);
        }

        return path[^1];
    }

    /// <summary>What is held of an incident itself; null where nothing is.</summary>
    internal Stream? Find(string id) => streams.GetValueOrDefault(id);

    /// <summary>The incident by its present id; null where no report of it stands, or where it was merged into another.</summary>
    public Incident? Resolve(string id) => Resolve(id, Find(id));

    /// <param name="stream">What is held of it (<see cref="Find"/>).</param>
    internal Incident? Resolve(string id, Stream? stream)
    {
        if (PresentId(id) != id)
        {
            return null;
        }

        return !HasMerged(id) ? stream is null ? null : ResolveIncident.Of(id, stream.Reports, PresentId, stream.Settled, Names)
            : ResolveIncident.Of(id, Members(id).SelectMany(m => Find(m)?.Reports ?? []), PresentId, stream?.Settled, Names);
    }

    /// <summary>The last word of the one report that an incident has, where nothing else was recorded of it and it names no other; else null.</summary>
    /// <param name="stream">What is held of it (<see cref="Find"/>).</param>
    internal Fact? OnlyWordOf(string id, Stream? stream) =>
        stream is { Reports: [var only], Settled: null, Merge: null } && NamesNobody(only) && !HasMerged(id) ? only : null;

    private bool HasMerged(string id) => mergedInto.Count > 0 && mergedInto.TryGetValue(id, out var merged) && merged.Count > 0;

    /// <summary>The instant since which anything was known of the incident or of what was merged into it, corrected or taken back since or not; null where nothing is.</summary>
    public Instant? FirstKnown(string id) => Members(id).Select(m => streams.TryGetValue(m, out var s) ? s.FirstKnown : null).Min();

    /// <summary>
    /// The instant at which the last revision of an incident was recorded: of its reports by their last words, of a conflict settled, of a merge it came out of or another went
    /// into. Null where nothing was ever revised.
    /// </summary>
    public Instant? Revised(string id) => Members(id).Select(Find).OfType<Stream>()
        .SelectMany(s => s.Reports.Where(f => f.Event is ReportCorrected or ReportRestored or ReportRetracted).Concat(s.Settled ?? []).Concat(s.Merge is { } merge ? [merge] : []))
        .Select(f => (Instant?)f.Recorded).Max();

    /// <summary>The incident and all that are merged into it, through any number of merges.</summary>
    public HashSet<string> Members(string id)
    {
        var members = new HashSet<string>(StringComparer.Ordinal) { id };
        var next = new Stack<string>([id]);
        while (next.TryPop(out var at))
        {
            foreach (var from in mergedInto.TryGetValue(at, out var merged) ? merged : [])
            {
                if (members.Add(from))
                {
                    next.Push(from);
                }
            }
        }

        return members;
    }

    private void Repoint(string id, Stream stream, Fact? merge)
    {
        dirty.Add(PresentId(id));
        if (TargetOf(id) is { } left)
        {
            mergedInto[left].Remove(id);
        }

        stream.Merge = merge;
        if (TargetOf(id) is { } target)
        {
            SetOf(mergedInto, target).Add(id);
        }

        dirty.Add(PresentId(id));
        foreach (var moved in Members(id))
        {
            // what is linked to an incident that moved is now linked to another
            foreach (var namer in namedBy.TryGetValue(moved, out var namers) ? namers : [])
            {
                dirty.Add(PresentId(namer));
            }
        }
    }

    /// <summary>Keeps, for every id that a report names (a link, a date's origin), who names it.</summary>
    private void Rename(string id, Stream stream)
    {
        // most incidents name no other and never did
        if (stream.Named.Count > 0 || !(stream.Reports is [var only] ? NamesNobody(only) : stream.Reports.All(NamesNobody)))
        {
            NameAnew(id, stream);
        }
    }

    private void NameAnew(string id, Stream stream)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var standing in stream.Reports.Select(f => StandingReport.Of(f, id)).OfType<StandingReport>())
        {
            named.UnionWith(standing.Account.Named());
        }

        foreach (var gone in stream.Named.Where(n => !named.Contains(n)))
        {
            namedBy[gone].Remove(id);
        }

        foreach (var added in named)
        {
            SetOf(namedBy, added).Add(id);
        }

        stream.Named = named;
    }

    private static bool NamesNobody(Fact fact) => fact.Event is ReportRetracted || fact.Event.AccountOf() is { Links.Count: 0, When.DerivedFrom: null };

    private string? TargetOf(string id) => streams.TryGetValue(id, out var s) && s.Merge?.Event is IncidentMerged { IntoId: var into } && into != id ? into : null;

    private Stream StreamOf(string id)
    {
        ref var stream = ref CollectionsMarshal.GetValueRefOrAddDefault(streams, id, out _);
        return stream ??= new();
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
