using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>All that stands, as the rules look at it.</summary>
internal sealed class Situation(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
{
    private readonly Dictionary<string, Standing> standings = new(StringComparer.Ordinal);
    private readonly DayIndex days = new();

    public Register Register { get; } = new();

    public IReadOnlyList<TheatreSeasons> Theatres { get; } =
        [.. theatres.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => new TheatreSeasons(t, gazetteer))];

    public Standing? Find(string id) => standings.GetValueOrDefault(id);

    /// <summary>The incidents of a kind that occurred and may have begun between two day numbers, both counting.</summary>
    public IEnumerable<Standing> Begun(Kind kind, long from, long to) => days.Touching(kind, from, to).Select(id => standings[id]);

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

        days.Replace(id, (now ?? before)?.Kind ?? default, now is { Incident.Counts: true, Onset: { } onset } && SeasonYears.IsReckonable(onset) ? onset : null);
        foreach (var theatre in Theatres)
        {
            touches(theatre, theatre.YearsOf(id), before?.Kind);
            theatre.Replace(id, now);
            touches(theatre, theatre.YearsOf(id), now?.Kind);
        }

        return true;
    }

    /// <summary>
    /// Whether testing one against the other would be circular: the date of one was worked out from the other, from what the other is part of,
    /// or from a part of it.
    /// </summary>
    public bool IsCircular(Incident dated, string against) =>
        dated.DerivedFrom.Count > 0 && dated.DerivedFrom.Any(Register.FamilyOf(against).Contains);
}
