using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>
/// The rules once more, by brute force: every pair of incidents, every day counted one by one, no index, nothing kept. Slow and plain, so that
/// what it says can be read off the definitions. Only the joining of several reports into one incident is shared with the engine.
/// </summary>
internal sealed partial class NaiveMatcher
{
    internal sealed record Match(string Id, int Season, bool Certain, double Share, string Incidents, string Circular);

    private sealed record Seen(Incident Incident, UncertainDate? Onset, bool IsPart)
    {
        public string Id => Incident.Id;
    }

    private readonly List<Seen> all;
    private readonly IReadOnlyList<Fact> facts;
    private readonly LocalDate? asOf;
    private readonly Dictionary<string, HashSet<string>> wholes;
    private readonly Gazetteer gazetteer = PaperHistory.Gazetteer;
    private readonly Dictionary<string, int> graces = new(StringComparer.Ordinal);

    public NaiveMatcher(IReadOnlyList<Fact> facts, LocalDate? asOf)
    {
        (this.facts, this.asOf) = (facts, asOf);
        (var incidents, firstKnown) = Resolve(facts);
        var occurred = incidents.Where(i => i.Polarity == Polarity.Occurred).ToDictionary(i => i.Id, StringComparer.Ordinal);
        wholes = incidents.ToDictionary(i => i.Id, i => i.Wholes.Where(occurred.ContainsKey).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var above in wholes.Values)
            {
                foreach (var further in above.SelectMany(w => wholes[w]).ToList())
                {
                    grown |= above.Add(further);
                }
            }
        }

        all = [.. incidents.Select(i => new Seen(i, Onset(i, occurred), IsPart(i, occurred)))];
    }

    public IEnumerable<Match> Matches(IReadOnlyList<Rule> rules, IReadOnlyList<Theatre> theatres) =>
        from rule in rules
        from theatre in theatres
        where rule.Theatres is null || rule.Theatres.Contains(theatre.Id)
        from match in rule.Kind switch
        {
            RuleKind.Follows => Follows(rule, theatre),
            RuleKind.GatedWindow => Gated(rule, theatre),
            RuleKind.Chain => Chains(rule, theatre),
            RuleKind.SeasonWindow => SeasonWindows(rule, theatre),
            RuleKind.Near => rule.Near!.Route is null ? Nearby(rule, theatre) : OnRoutes(rule, theatre),
            RuleKind.Burst => Bursts(rule, theatre),
            RuleKind.Surge => Surges(rule, theatre),
            RuleKind.Absence => Absences(rule, theatre),
            _ => Doses(rule, theatre),
        }
        select match;

    private IEnumerable<Match> Follows(Rule rule, Theatre theatre)
    {
        foreach (var a in all.Where(s => Counts(s, rule.Cause, rule, theatre)))
        {
            foreach (var b in all.Where(s => s.Id != a.Id && Counts(s, rule.Response!, rule, theatre)))
            {
                var (first, second) = (Compared(rule.Cause, a)!.Value, Compared(rule.Response!, b)!.Value);
                var (held, pairs) = Pairs(first, second, rule.MinLagDays!.Value, rule.MaxLagDays!.Value);
                if (held > 0 && BesideRoute(b, rule) is { MayLie: true } there)
                {
                    yield return new($"{rule.Id}~{rule.Version}~{theatre.Id}~{a.Id}~{b.Id}", Season(theatre, second), held == pairs && there.Surely, (double)held / pairs, $"{a.Id} {b.Id}", Circular([a], b));
                }
            }
        }
    }

    private IEnumerable<Match> Gated(Rule rule, Theatre theatre)
    {
        foreach (var b in all.Where(s => Counts(s, rule.Response!, rule, theatre)))
        {
            var perYear = new List<(int Year, double Share, bool Certain, List<Seen> Opens, List<Seen> Closes)>();
            var days = DaysOf(b.Onset!.Value);
            var years = days.GroupBy(theatre.SeasonYearOf).OrderBy(g => g.Key).ToList();
            foreach (var year in years)
            {
                var opening = Movers(rule.Cause, theatre, year.Key, null);
                if (opening.Count == 0)
                {
                    continue;
                }

                var opens = Hull(opening, s => s.Incident.When.Ends ?? s.Onset!.Value);
                var closing = Movers(rule.Closes!, theatre, year.Key, PassChange.Closes);
                var closes = closing.Count == 0 ? theatre.UsualPassesClose.In(year.Key) : Hull(closing, s => s.Onset!.Value);
                long triples = 0;
                long windows = 0;
                foreach (var open in DaysOf(opens))
                {
                    foreach (var close in DaysOf(closes).Where(c => open < c))
                    {
                        windows++;
                        triples += year.Count(d => open <= d && d < close);
                    }
                }

                if (triples > 0)
                {
                    var certain = year.First() >= opens.Latest && year.Last() < closes.Earliest;
                    perYear.Add((year.Key, (certain ? 1 : (double)triples / (windows * year.Count())) * year.Count() / days.Count, certain, opening, closing));
                }
            }

            if (perYear.Count > 0)
            {
                var best = perYear.OrderByDescending(y => y.Share).ThenBy(y => y.Year).First();
                var certain = perYear.Count == years.Count && perYear.TrueForAll(y => y.Certain);
                var incidents = string.Join(' ', best.Opens.Append(b).Concat(best.Closes).Select(s => s.Id));
                yield return new($"{rule.Id}~{rule.Version}~{theatre.Id}~{b.Id}", best.Year, certain, certain ? 1 : perYear.Sum(y => y.Share), incidents, Circular([.. best.Opens, .. best.Closes], b));
            }
        }
    }

    private IEnumerable<Match> Chains(Rule rule, Theatre theatre)
    {
        foreach (var anchor in all.Where(s => Counts(s, rule.Cause, rule, theatre)))
        {
            var (shares, tooEarly) = StepsOf(anchor, rule, theatre);
            if (shares.Count > 0 && !tooEarly && rule.Steps.All(step => step.Rel is not null || shares.Exists(s => s.Step == step)))
            {
                var steps = shares.Select(s => s.Id).Distinct().Order(StringComparer.Ordinal).ToList();
                var circular = steps.Where(s => FamilyOf(anchor.Id).Overlaps(all.Single(x => x.Id == s).Incident.DerivedFrom));
                yield return new(
                    $"{rule.Id}~{rule.Version}~{theatre.Id}~{anchor.Id}", Season(theatre, anchor.Onset!.Value), shares.TrueForAll(s => s.Held == s.All),
                    shares.Min(s => (double)s.Held / s.All), string.Join(' ', steps.Prepend(anchor.Id).Order(StringComparer.Ordinal)), string.Join(' ', circular));
            }
        }
    }

    private HashSet<string> NamesOf(Seen anchor) =>
        all.Where(s => s.Incident.Kind == anchor.Incident.Kind && s.Incident.Polarity == Polarity.Occurred && wholes[s.Id].Contains(anchor.Id)).Select(s => s.Id).Append(anchor.Id).ToHashSet();

    private (List<(ChainStep Step, string Id, long Held, long All)> Shares, bool TooEarly) StepsOf(Seen anchor, Rule rule, Theatre theatre)
    {
        var names = NamesOf(anchor);
        var shares = new List<(ChainStep Step, string Id, long Held, long All)>();
        var tooEarly = false;
        foreach (var step in rule.Steps)
        {
            if (step.Rel is null)
            {
                shares.AddRange(all.Where(s => s.Id != anchor.Id && Counts(s, step.Of, rule, theatre)).Select(s => (Seen: s, Days: Compared(step.Of, s)!.Value))
                    .Select(s => (s.Seen, s.Days, P: Pairs(anchor.Onset!.Value, s.Days, 0, step.WithinDays)))
                    .Where(s => s.P.Held > 0).OrderByDescending(s => (double)s.P.Held / s.P.All).ThenBy(s => s.Days).ThenBy(s => s.Seen.Id, StringComparer.Ordinal)
                    .Take(1).Select(s => (step, s.Seen.Id, s.P.Held, s.P.All)));
                continue;
            }

            foreach (var s in all.Where(s => s.Id != anchor.Id && s.Incident.Scope != Scope.Comparator && s.Incident.Polarity == (step.Of.Polarity ?? Polarity.Occurred)
                && Selects(step.Of, s.Incident) && Compared(step.Of, s) is not null && s.Incident.Links.Any(l => l.Rel == step.Rel && names.Contains(l.To))))
            {
                var days = Compared(step.Of, s)!.Value;
                tooEarly |= days.Latest < anchor.Onset!.Value.Earliest;
                var (held, pairs) = Pairs(anchor.Onset!.Value, days, 0, step.WithinDays);
                if (held > 0)
                {
                    shares.Add((step, s.Id, held, pairs));
                }
            }
        }

        return (shares, tooEarly);
    }

    /// <summary>The incidents that move an edge of a year: wholes whose days all lie in it (or that state it), those with a day of their own before others.</summary>
    private List<Seen> Movers(Selector selector, Theatre theatre, int year, PassChange? change)
    {
        var moving = all.Where(s => !s.IsPart && (s.Onset is not null || (change is null && s.Incident.When.Ends is not null)) && s.Incident.Counts && Selects(selector, s.Incident) && Holds(theatre, s.Incident)
            && (s.Incident.Details is HarvestDetails { SeasonYear: { } stated } ? stated == year : s.Onset is { } onset && DaysOf(onset).All(d => theatre.SeasonYearOf(d) == year))
            && (change is null || s.Incident.Details is not PassClosureDetails pass || pass.Change == change)).ToList();
        var independent = moving.FindAll(s => s.Incident.DerivedFrom.Count == 0);
        return [.. (independent.Count > 0 ? independent : moving).OrderBy(s => s.Id, StringComparer.Ordinal)];
    }

    private string Circular(IReadOnlyList<Seen> causes, Seen b) => string.Join(' ', causes
        .Where(a => FamilyOf(b.Id).Overlaps(a.Incident.DerivedFrom)).Select(a => a.Id)
        .Concat(causes.Any(a => FamilyOf(a.Id).Overlaps(b.Incident.DerivedFrom)) ? [b.Id] : []).Distinct());

    /// <summary>Its wholes and its parts; what did not occur is nobody's whole, and yet what says it is part of it belongs to it.</summary>
    private HashSet<string> FamilyOf(string id) =>
    [
        .. wholes[id], id,
        .. all.Where(s => s.Incident.Polarity == Polarity.Occurred && wholes[s.Id].Append(s.Id).Any(at => all.Single(x => x.Id == at).Incident.Wholes.Contains(id))).Select(s => s.Id),
    ];

    private bool Counts(Seen s, Selector selector, Rule rule, Theatre theatre) =>
        Compared(selector, s) is not null && Selects(selector, s.Incident) && s.Incident.Scope != Scope.Comparator && s.Incident.Polarity == (selector.Polarity ?? Polarity.Occurred)
        && (rule.Count == CountWhat.Parts || !(s.IsPart || (s.Incident.Polarity == Polarity.DidNotOccur && s.Incident.Wholes.Any())))
        && (Holds(theatre, s.Incident) || (s.Incident.Polarity == Polarity.DidNotOccur && Covers(theatre, s.Incident)))
        && (s.Incident.Details is not HarvestDetails { SeasonYear: null } || (s.Onset is { } onset && DaysOf(onset).Select(theatre.SeasonYearOf).Distinct().Count() == 1));

    private static UncertainDate? Compared(Selector selector, Seen s) => selector.Edge == ComparedDay.End ? s.Incident.When.Ends ?? s.Onset : s.Onset;

    private bool Selects(Selector selector, Incident incident) =>
        selector.Kind == incident.Kind && (selector.Subkinds is null || selector.Subkinds.Any(k => k == incident.Subkind))
        && (selector.Places is null || incident.Where is { PlaceId: { } id } && selector.Places.Any(p => gazetteer.IsWithin(id, p))
            || (incident.Where is { PlaceId: null } && incident.Where.Point == Histories.InBatken && selector.Places.Contains("batken-region")))
        && (selector.MinGrade is not { } least || (incident.BestGrading.Reliability <= least.Reliability && incident.BestGrading.Credibility <= least.Credibility));

    private static PlaceScope[] ScopesOf(Theatre theatre, Kind kind) => kind switch
    {
        Kind.Harvest => [theatre.Harvests],
        Kind.PassClosure => [theatre.Passes],
        Kind.Seizure => [theatre.Seizures],
        Kind.Ban => [theatre.Incidents, theatre.Harvests],
        _ => [theatre.Incidents],
    };

    private bool Holds(Theatre theatre, Incident incident)
    {
        var place = incident.Where switch
        {
            null => null,
            { PlaceId: { } id } => id,
            { Point: var point } => point == Histories.InBatken && (theatre.Id == "fergana" || incident.Kind == Kind.Seizure) ? "batken-region" : null,
        };
        return place is null ? incident is { Where: null, Kind: Kind.Ban, Polarity: not Polarity.DidNotOccur } : ScopesOf(theatre, incident.Kind).Any(s => IsIn(s, place));
    }

    private bool IsIn(PlaceScope scope, string place) => scope.Places.Any(p => gazetteer.IsWithin(place, p)) && !scope.Except.Any(p => gazetteer.IsWithin(place, p));

    private UncertainDate? Onset(Incident incident, Dictionary<string, Incident> occurred)
    {
        if (incident.Polarity != Polarity.Occurred || incident.When.Begins is not { } own)
        {
            return incident.When.Begins;
        }

        var latest = occurred.Values.Where(p => p.Id != incident.Id && p.When.Begins is not null && wholes[p.Id].Contains(incident.Id))
            .Select(p => p.When.Begins!.Value.Latest).Append(own.Latest).Min();
        return latest < own.Earliest ? own : new(own.Earliest, latest);
    }

    private bool IsPart(Incident incident, Dictionary<string, Incident> occurred) => incident.Polarity == Polarity.Occurred
        && wholes[incident.Id].Any(w => w != incident.Id && occurred[w].Kind == incident.Kind
            && !(wholes[w].Contains(incident.Id) && string.CompareOrdinal(incident.Id, w) < 0));

    private static (List<Incident> Standing, Dictionary<string, Instant> FirstKnown) Resolve(IReadOnlyList<Fact> facts)
    {
        var into = facts.Where(f => f.Event is IncidentMerged or IncidentUnmerged).GroupBy(f => f.Event.IncidentId)
            .Select(g => g.OrderByDescending(f => f.Version).First().Event).OfType<IncidentMerged>().ToDictionary(m => m.IncidentId, m => m.IntoId);
        string Present(string id)
        {
            var passed = new List<string>();
            while (into.TryGetValue(id, out var next) && !passed.Contains(id))
            {
                passed.Add(id);
                id = next;
            }

            return into.ContainsKey(id) ? passed.Skip(passed.IndexOf(id)).Min(StringComparer.Ordinal)! : id;
        }

        var told = facts.GroupBy(f => Present(f.Event.IncidentId)).ToList();
        return (
            [.. told.Select(g => ResolveIncident.From(g.Key, g, Present)).OfType<Incident>()],
            told.ToDictionary(g => g.Key, g => g.Where(f => f.Event is IReported or IRestated or ReportRetracted).Select(f => f.KnownFrom).DefaultIfEmpty(Instant.MaxValue).Min()));
    }

    private static (long Held, long All) Pairs(UncertainDate a, UncertainDate b, int min, int max)
    {
        var (first, second) = (DaysOf(a).ConvertAll(Day.Number), DaysOf(b).ConvertAll(Day.Number));
        return (first.Sum(x => second.Count(y => min <= y - x && y - x <= max)), (long)first.Count * second.Count);
    }

    private static int Season(Theatre theatre, UncertainDate days) =>
        DaysOf(days).GroupBy(theatre.SeasonYearOf).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;

    private static UncertainDate Hull(List<Seen> accounts, Func<Seen, UncertainDate> day) => accounts.Select(day).Aggregate((a, b) => a.Hull(b));

    private static List<LocalDate> DaysOf(UncertainDate days) => [.. Enumerable.Range(0, days.Days()).Select(n => days.Earliest.PlusDays(n))];
}
