using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>All that stands, as the rules look at it.</summary>
internal sealed class Situation(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
{
    private readonly Dictionary<string, Standing> standings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TheatreSeasons[]> byPlace = new(StringComparer.Ordinal);

    public Gazetteer Gazetteer { get; } = gazetteer;

    /// <summary>The day as of which open chains, closed seasons and absence are judged; null before the first: nothing is over yet.</summary>
    public LocalDate? AsOf { get; set; }

    public Register Register { get; } = new();

    public IReadOnlyList<TheatreSeasons> Theatres { get; } =
        [.. theatres.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => new TheatreSeasons(t, gazetteer))];

    public Standing? Find(string id) => standings.GetValueOrDefault(id);

    /// <summary>Works out anew what an incident's wholes and parts make of it.</summary>
    /// <returns>Whether its standing is another than before.</returns>
    public bool Reassess(string id, bool incidentChanged, Action<TheatreSeasons, IEnumerable<int>, Kind?> touches)
    {
        var before = Find(id);
        var now = Register.StandingOf(id);
        if (!incidentChanged && now is not null && before is not null
            && now.Onset == before.Onset && now.IsPart == before.IsPart && now.OnsetConflict == before.OnsetConflict)
        {
            return false;
        }

        standings.Remove(id);
        if (now is not null)
        {
            standings[id] = now;
        }

        foreach (var theatre in Concerned(before, now))
        {
            touches(theatre, theatre.YearsOf(id), before?.Kind);
            theatre.Replace(id, now);
            touches(theatre, theatre.YearsOf(id), now?.Kind);
        }

        return true;
    }

    /// <summary>The theatres that an incident may have counted in, or may count in now.</summary>
    private IEnumerable<TheatreSeasons> Concerned(Standing? before, Standing? now)
    {
        var (left, entered) = (before is null ? [] : At(before.Incident.Where), now is null ? [] : At(now.Incident.Where));
        return ReferenceEquals(left, entered) || left.Count == 0 ? entered : entered.Count == 0 ? left : Theatres.Where(t => left.Contains(t) || entered.Contains(t));
    }

    /// <summary>The theatres that may count what is at a place, whatever it is; all, where no place of the gazetteer is named.</summary>
    private IReadOnlyList<TheatreSeasons> At(Mention? where)
    {
        if (where?.PlaceId is not { } place)
        {
            return Theatres;
        }

        if (!byPlace.TryGetValue(place, out var known))
        {
            byPlace[place] = known = [.. Theatres.Where(t => t.MightCount(place))];
        }

        return known;
    }

    /// <summary>
    /// Whether testing one against the other would be circular: the date of one was worked out from the other, from what the other is part of,
    /// or from a part of it.
    /// </summary>
    public bool IsCircular(Incident dated, string against) =>
        dated.DerivedFrom.Count > 0 && dated.DerivedFrom.Any(Register.FamilyOf(against).Contains);

    /// <summary>
    /// Whether a date was worked out from anything that a rule looks for, or hangs together with such a thing, or from something that no longer stands.
    /// </summary>
    public bool IsCircular(Incident dated, Func<Standing, bool> against) => dated.DerivedFrom.Any(
        from => Find(from) is null || Register.FamilyOf(from).Any(id => Find(id) is { } one && against(one)));
}
