using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>All that stands, as the rules look at it.</summary>
internal sealed class Situation(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres)
{
    private readonly Dictionary<string, Standing> standings = new(StringComparer.Ordinal);
    private readonly DayIndex begun = new();
    private readonly DayIndex ended = new();

    public Gazetteer Gazetteer { get; } = gazetteer;

    /// <summary>The day as of which open chains, closed seasons and absence are judged; null before the first: nothing is over yet.</summary>
    public LocalDate? AsOf { get; set; }

    public Register Register { get; } = new();

    /// <summary>The instant since which anything was known of an incident.</summary>
    public required Func<string, Instant?> FirstKnown { get; init; }

    public IReadOnlyList<TheatreSeasons> Theatres { get; } =
        [.. theatres.OrderBy(t => t.Id, StringComparer.Ordinal).Select(t => new TheatreSeasons(t, gazetteer))];

    public Standing? Find(string id) => standings.GetValueOrDefault(id);

    /// <summary>
    /// The incidents of a selector's kind whose compared day may lie between two day numbers, both counting. Whether they count is for the caller to ask.
    /// </summary>
    public IEnumerable<Standing> Dated(Selector selector, long from, long to) => selector.Edge == ComparedDay.End
        ? begun.Touching(selector.Kind, from, to).Select(id => standings[id]).Where(s => s.Incident.When.Ends is null)
            .Concat(ended.Touching(selector.Kind, from, to).Select(id => standings[id]))
        : begun.Touching(selector.Kind, from, to).Select(id => standings[id]);

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

        var kind = (now ?? before)?.Kind ?? default;
        begun.Replace(id, kind, Indexed(now, now?.Onset));
        ended.Replace(id, kind, Indexed(now, now?.Incident.When.Ends));
        foreach (var theatre in Theatres)
        {
            touches(theatre, theatre.YearsOf(id), before?.Kind);
            theatre.Replace(id, now);
            touches(theatre, theatre.YearsOf(id), now?.Kind);
        }

        return true;
    }

    private static UncertainDate? Indexed(Standing? now, UncertainDate? days) =>
        now is { Incident.Scope: not Scope.Comparator } && days is { } known && SeasonYears.IsReckonable(known) ? known : null;

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
