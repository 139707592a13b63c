using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What may be otherwise than at the last look.</summary>
/// <param name="Incidents">Those that came, changed or went, with what hangs together with them by links.</param>
/// <param name="Seasons">Season years of the theatre in which anything was recorded otherwise, or that are due to be judged.</param>
/// <param name="Edges">Season years in which an incident of a kind moved, so that a window it opens or closes may be another.</param>
internal sealed record Touched(IReadOnlySet<string> Incidents, IReadOnlySet<int> Seasons, IReadOnlySet<(int Year, Kind Kind)> Edges);

/// <summary>
/// How one kind of rule is looked for in one theatre. It works by units that can be looked at apart: an incident, or a season year. Whatever was
/// touched, the units it gives are all whose findings may be otherwise; each is then looked at from nothing, so that no order can matter.
/// </summary>
internal abstract class Matcher(Rule rule, TheatreSeasons theatre)
{
    private readonly string prefix = Selecting.IdOf(rule, theatre, "");

    protected Rule Rule { get; } = rule;
    protected TheatreSeasons Theatre { get; } = theatre;

    /// <summary>The units to look at again.</summary>
    public virtual IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now) => touched.Incidents;

    /// <summary>The ids of the findings that a unit can end or change.</summary>
    public virtual IEnumerable<string> KeyedBy(string unit, RuleInTheatre work) => [IdOf(unit)];

    /// <summary>The findings of a unit as things stand; one may be found by several units.</summary>
    public abstract IEnumerable<Finding> With(string unit, Situation now);

    /// <summary>The findings of all units that are looked at.</summary>
    public virtual IEnumerable<Finding> Of(IReadOnlySet<string> units, Situation now) => units.SelectMany(unit => With(unit, now));

    protected string IdOf(params IEnumerable<string> key) => Selecting.IdOf(Rule, Theatre, key);

    protected string IdOf(string one) => string.Concat(prefix, one);

    protected string IdOf(string one, string other) => string.Concat(prefix, one, "~", other);

    /// <summary>The incidents a side asks for that may lie between two day numbers, both counting.</summary>
    protected IEnumerable<Standing> Between(Selector selector, long from, long to) =>
        Theatre.Dated(selector, from, to).Where(s => Rule.Counts(selector, s, Theatre));

    protected Finding Found(
        IEnumerable<string> key,
        int season,
        Certainty certainty,
        double share,
        IReadOnlyList<string> incidents,
        IReadOnlyList<ExplanationStep> explanation,
        IReadOnlyList<string> hangsOn,
        IReadOnlyList<NotCounted> notCounted,
        LagDays? lag = null) =>
        new(
            IdOf(key), Rule.Id, Rule.Version, Theatre.Theatre.Id, season, certainty, certainty == Certainty.Certain ? 1 : share, incidents,
            [.. explanation, .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from what it would be tested against, so it is shown and not counted."))],
            hangsOn, notCounted, lag);

    /// <summary>The ids of those whose date was worked out from one of the others.</summary>
    protected static List<NotCounted> Circular(IReadOnlyCollection<Standing> all, Situation now) =>
    [
        .. all.Where(s => s.Incident.DerivedFrom.Count > 0 && all.Any(o => o.Id != s.Id && now.IsCircular(s.Incident, o.Id)))
            .Select(s => s.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => new NotCounted(id, "circular")),
    ];
}
