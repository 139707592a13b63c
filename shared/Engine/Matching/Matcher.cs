using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What may be otherwise than at the last look.</summary>
/// <param name="ByKind">Incidents that came, changed or went, with what hangs together with them by links: by the kind that each is of now, and by the kind it was of at the last look.</param>
/// <param name="Seasons">Season years of the theatre to look at whatever moved in them: a day has come on which they are judged otherwise, or the grace for reports is another.</param>
/// <param name="Edges">Season years in which an incident of a kind came, moved or went, so that a window it opens or closes may be another.</param>
internal sealed record Touched(
    IReadOnlyDictionary<Kind, List<string>> ByKind, IReadOnlySet<int> Seasons, IReadOnlySet<(int Year, Kind Kind)> Edges)
{
    /// <summary>The incidents of these kinds, each once.</summary>
    public IReadOnlyCollection<string> Of(Kind[] kinds)
    {
        List<string>? one = null;
        HashSet<string>? several = null;
        foreach (var kind in kinds)
        {
            if (!ByKind.TryGetValue(kind, out var ids))
            {
                continue;
            }

            if (one is null)
            {
                one = ids;
            }
            else
            {
                several ??= new(one, StringComparer.Ordinal);
                several.UnionWith(ids);
            }
        }

        return several is not null ? several : one is not null ? one : [];
    }

    /// <summary>The season years to look at for whom these kinds matter alone.</summary>
    public IEnumerable<int> SeasonsWith(params IReadOnlyList<Kind?> kinds) => Seasons.Concat(Edges.Where(e => kinds.Contains(e.Kind)).Select(e => e.Year)).Distinct();
}

/// <summary>
/// How one kind of rule is looked for in one theatre. It works by units that can be looked at apart: an incident, or a season year. Whatever was
/// touched, the units it gives are all whose findings may be otherwise; each is then looked at from nothing, so that no order can matter.
/// </summary>
internal abstract class Matcher(Rule rule, TheatreSeasons theatre)
{
    private readonly string prefix = Selecting.IdOf(rule, theatre, "");

    protected Rule Rule { get; } = rule;
    protected TheatreSeasons Theatre { get; } = theatre;

    /// <summary>The kinds that the rule asks for on any of its sides: what is of none of them, and was not, is in none of its matches.</summary>
    protected Kind[] Kinds { get; } =
        [.. new[] { rule.Cause, rule.Response, rule.Closes }.OfType<Selector>().Concat(rule.Steps.Select(s => s.Of)).Select(side => side.Kind).Distinct()];

    protected string IdOf(params IEnumerable<string> key) => Selecting.IdOf(Rule, Theatre, key);

    protected string IdOf(string one) => string.Concat(prefix, one);

    protected string IdOf(string one, string other) => string.Concat(prefix, one, "~", other);

    /// <summary>The incidents a side asks for that may lie between two day numbers, both counting.</summary>
    protected IEnumerable<Standing> Between(Selector selector, long from, long to) =>
        Theatre.Dated(selector, from, to).Where(s => Rule.CountsOfHere(selector, s, Theatre));

    /// <summary>All incidents a side asks for.</summary>
    protected IEnumerable<Standing> All(Selector selector) => Between(selector, long.MinValue, long.MaxValue);

    /// <param name="madeOf">All that the explanation is made of, where a match is often found again and rarely otherwise.</param>
    /// <param name="explanation">Says the same whenever it is asked: it may look only at what never changes.</param>
    protected Finding Found(
        IEnumerable<string> key,
        int season,
        Certainty certainty,
        double share,
        IReadOnlyList<string> incidents,
        object?[]? madeOf,
        Func<IReadOnlyList<ExplanationStep>> explanation,
        IReadOnlyList<string> hangsOn,
        IReadOnlyList<NotCounted> notCounted,
        LagDays? lag = null) =>
        new(
            IdOf(key), Rule.Id, Rule.Version, Theatre.Theatre.Id, season, certainty, certainty == Certainty.Certain ? 1 : share, incidents,
            new WordedLater(() =>
            [
                .. explanation(),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from what it would be tested against, so it is shown and not counted.")),
            ], madeOf),
            hangsOn, notCounted, lag);

    /// <summary>The ids of those whose date was worked out from one of the others.</summary>
    protected static List<NotCounted> Circular(IReadOnlyCollection<Standing> all, Situation now) =>
    [
        .. all.Where(s => s.IsDerived && all.Any(o => o.Id != s.Id && now.IsCircular(s.Incident, o.Id)))
            .Select(s => s.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => new NotCounted(id, "circular")),
    ];
}

/// <summary>Looks for matches of any number of incidents, unit by unit.</summary>
internal abstract class UnitMatcher(Rule rule, TheatreSeasons theatre) : Matcher(rule, theatre)
{
    /// <summary>The units to look at again.</summary>
    public virtual IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now) => touched.Of(Kinds);

    /// <summary>All units that anything can be found with, for a rule that was never at work here.</summary>
    /// <param name="years">The season years of which anything is recorded, and those the rule can be observed in.</param>
    public virtual IEnumerable<string> Everything(IReadOnlyCollection<int> years, Situation now) => All(Rule.Cause).Select(s => s.Id);

    /// <summary>The ids of the findings that a unit can end or change.</summary>
    public virtual IEnumerable<string> KeyedBy(string unit, RuleInTheatre work) => [IdOf(unit)];

    /// <summary>The findings of a unit as things stand; one may be found by several units.</summary>
    public abstract IEnumerable<Finding> With(string unit, Situation now);
}

/// <summary>Looks for pairs of incidents; what it finds of an incident hangs on that incident and its neighbours in time alone.</summary>
internal abstract class PairMatcher(Rule rule, TheatreSeasons theatre) : Matcher(rule, theatre)
{
    /// <summary>The incidents to look at again.</summary>
    public IReadOnlyCollection<string> Units(Touched touched) => touched.Of(Kinds);

    /// <summary>All pairs with at least one of these incidents in it, each once.</summary>
    /// <param name="isUnit">Whether an incident that is of the rule's kinds now is one of them.</param>
    public abstract IEnumerable<FoundPair> Of(IReadOnlyCollection<string> units, Func<string, bool> isUnit, Situation now);

    /// <summary>All pairs there are, for a rule that was never at work here.</summary>
    public virtual void FindAll(PairsFound into, Situation now)
    {
        var sides = new[] { Rule.Cause, Rule.Response }.OfType<Selector>();
        var all = sides.SelectMany(All).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var pair in Of(all, all.Contains, now))
        {
            into.Add(pair);
        }
    }

    /// <summary>The finding that a pair makes; the same whenever it is asked.</summary>
    public abstract Finding FindingOf(FoundPair pair);

    public string IdOf(FoundPair pair) => IdOf(pair.First.Id, pair.Second.Id);

    /// <summary>Whether the date of either was worked out from the other.</summary>
    protected static CircularSides Circular(Standing a, Standing b, Situation now) => !a.IsDerived && !b.IsDerived ? CircularSides.Neither
        : (now.IsCircular(a.Incident, b.Id) ? CircularSides.First : 0) | (now.IsCircular(b.Incident, a.Id) ? CircularSides.Second : 0);

    protected static IReadOnlyList<NotCounted> NotCountedIn(FoundPair pair) => pair.Circular switch
    {
        CircularSides.Neither => [],
        CircularSides.First => [new(pair.First.Id, "circular")],
        CircularSides.Second => [new(pair.Second.Id, "circular")],
        _ => [new(pair.First.Id, "circular"), new(pair.Second.Id, "circular")],
    };
}
