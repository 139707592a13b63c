using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>All that stands, as the rules look at it.</summary>
/// <param name="names">What sources are counted under.</param>
/// <param name="countCircular">Nothing is circular: a date that was worked out from what it is tested against counts like any other.</param>
internal sealed class Situation(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, SourceNames names, bool countCircular)
{
    private readonly Dictionary<string, TheatreSeasons[]> byPlace = new(StringComparer.Ordinal);

    /// <summary>Those of which it is noted where they were at the last Settle.</summary>
    private List<Register.Entry> left = [];

    public Gazetteer Gazetteer { get; } = gazetteer;

    /// <summary>The day as of which open chains, closed seasons and absence are judged; null before the first: nothing is over yet.</summary>
    public LocalDate? AsOf { get; set; }

    public Register Register { get; } = new(names);

    /// <summary>The instant since which anything was known of an incident.</summary>
    public required Func<string, Instant?> FirstKnown { get; init; }

    /// <summary>The instant at which the last revision of an incident was recorded; null where there was none.</summary>
    public required Func<string, Instant?> Revised { get; init; }

    public IReadOnlyList<TheatreSeasons> Theatres { get; } =
        [.. theatres.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => new TheatreSeasons(t, gazetteer))];

    public Standing? Find(string id) => Register.Look(id)?.Standing ?? Register.AsideStandingOf(id);

    /// <summary>Puts an incident aside of which no theatre can count what its one report says: no rule, season or view can come upon it before it is named, corrected or moved.</summary>
    /// <param name="word">Its one report, which names no other.</param>
    /// <returns>Whether it could be: not where a theatre may count it, where another names it, or where it has stood otherwise, so that what hung on it is looked at again.</returns>
    public bool PutAside(string id, Fact word)
    {
        if (word.Event.AccountOf() is not { } account || At(account.Where).Count > 0 || Register.Look(id) is { IsNamed: true } or { Standing: not null })
        {
            return false;
        }

        Register.PutAside(id, word);
        return true;
    }

    /// <summary>Works out anew what an incident's wholes and parts make of it.</summary>
    /// <returns>Whether its standing is another than before.</returns>
    public bool Reassess(Register.Entry entry, bool incidentChanged, ToLookAt look)
    {
        var (before, now) = (entry.Standing, Register.StandingOf(entry));
        if (!incidentChanged && now is not null && before is not null
            && now.Onset == before.Onset && now.IsPart == before.IsPart && now.OnsetConflict == before.OnsetConflict)
        {
            return false;
        }

        entry.Standing = now;
        if (before is not null && entry.Left is null)
        {
            // where it is looked at twice, what counts is how it was at first
            entry.Left = (At(before.Incident.Where), before.Kind);
            left.Add(entry);
        }

        foreach (var theatre in Concerned(entry))
        {
            var years = theatre.Replace(entry.Id, now);
            look.Touch(theatre, years.Before, before?.Kind);
            look.Touch(theatre, years.Now, now?.Kind);
        }

        return true;
    }

    /// <summary>The theatres that an incident may count in, or may have counted in at the last Settle.</summary>
    public IEnumerable<TheatreSeasons> Concerned(Register.Entry entry)
    {
        var (was, entered) = (entry.Left?.Theatres ?? [], entry.Standing is { } now ? At(now.Incident.Where) : []);
        return ReferenceEquals(was, entered) || was.Count == 0 ? entered : entered.Count == 0 ? was : Theatres.Where(t => was.Contains(t) || entered.Contains(t));
    }

    /// <summary>The theatres that may count what a report says or said.</summary>
    public IEnumerable<TheatreSeasons> MightCount(Fact said, Fact? before)
    {
        var (here, there) = (At(said), before is null ? [] : At(before));
        return there.Count == 0 || ReferenceEquals(here, there) ? here : here.Count == 0 ? there : here.Union(there);
    }

    /// <summary>Incidents sorted by the theatres they concern.</summary>
    /// <param name="incidents">Each once.</param>
    public Dictionary<TheatreSeasons, List<Register.Entry>> ByTheatre(IEnumerable<Register.Entry> incidents)
    {
        var sorted = new Dictionary<TheatreSeasons, List<Register.Entry>>();
        foreach (var entry in incidents)
        {
            foreach (var theatre in Concerned(entry))
            {
                if (!sorted.TryGetValue(theatre, out var there))
                {
                    sorted[theatre] = there = [];
                }

                there.Add(entry);
            }
        }

        return sorted;
    }

    /// <summary>Takes in a word of the gazetteer.</summary>
    /// <returns>By place, of which it may be said otherwise where it lies, the theatres that may count what is there now and did not before.</returns>
    public IReadOnlyDictionary<string, IReadOnlyList<TheatreSeasons>> TakeIn(IPlaceEvent happened)
    {
        var before = byPlace.ToDictionary(p => p.Key, p => p.Value);
        var moved = TakeInPlaces.Into(Gazetteer, happened);
        if (moved.Count == 0)
        {
            return new Dictionary<string, IReadOnlyList<TheatreSeasons>>();
        }

        foreach (var theatre in Theatres)
        {
            theatre.ForgetPlaces(moved);
        }

        foreach (var place in moved)
        {
            byPlace.Remove(place);
        }

        return moved.ToDictionary(p => p, p => (IReadOnlyList<TheatreSeasons>)[.. At(new Mention(p, null, PlacePrecision.Unknown)).Except(before.GetValueOrDefault(p) ?? [])], StringComparer.Ordinal);
    }

    /// <summary>All has been looked at: where things were before is no longer asked for.</summary>
    public void Done()
    {
        foreach (var entry in left)
        {
            entry.Left = null;
        }

        left = left.Emptied();
    }

    private IReadOnlyList<TheatreSeasons> At(Fact said) => said.Event is IReported reported ? At(reported.Account.Where) : [];

    /// <summary>
    /// The theatres that may count what is at a place, whatever it is: all, where no place is mentioned, for a policy counts then too, or only a point; none, where nothing but
    /// words are, for these lie nowhere.
    /// </summary>
    private IReadOnlyList<TheatreSeasons> At(Mention? where)
    {
        if (where?.PlaceId is not { } place)
        {
            return where is { Point: null } ? [] : Theatres;
        }

        return byPlace.TryGetValue(place, out var known) ? known : byPlace[place] = MightCountAt(place);
    }

    // apart, so that what is asked with every fact makes no closure
    private TheatreSeasons[] MightCountAt(string place) => [.. Theatres.Where(t => t.MightCount(place))];

    /// <summary>
    /// Whether testing one against the other would be circular: the date of one was worked out from the other, from what the other is part of,
    /// or from a part of it.
    /// </summary>
    public bool IsCircular(Incident dated, string against) =>
        !countCircular && dated.DerivedFrom.Count > 0 && dated.DerivedFrom.Any(Register.FamilyOf(against).Contains);

    /// <summary>
    /// Whether a date was worked out from anything that a rule looks for, or hangs together with such a thing, or from something that no longer stands.
    /// </summary>
    public bool IsCircular(Incident dated, Func<Standing, bool> against) => !countCircular && dated.DerivedFrom.Any(
        from => Find(from) is null || Register.FamilyOf(from).Any(id => Find(id) is { } one && against(one)));

    /// <summary>Whether a date was worked out from something that no longer stands: nothing is left that it could be told apart from.</summary>
    public bool IsAdrift(Incident dated) => !countCircular && dated.DerivedFrom.Any(from => Find(from) is null);
}
