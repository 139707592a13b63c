using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The heart: it takes facts, rules and days, and says what follows from them. It knows no clock and asks nobody; the same set of facts,
/// rules and last day gives the same findings, evidence and views, whatever the order they came in and whenever it was settled.
/// </summary>
/// <remarks>
/// It works by touch: a fact marks its incident, and <see cref="Settle"/> re-judges that incident, what hangs together with it by links,
/// the windows it moves an edge of, and the seasons it lies in, never all of history. Not safe for use from two threads at once; once settled,
/// any number may read it as long as nobody tells it anything more.
/// Views: <see cref="BuildSeason"/>. Matches: <see cref="MatchRule"/>. Evidence: <see cref="Judging"/>.
/// </remarks>
public sealed class TimelineEngine
{
    private readonly IncidentBook book = new();
    private readonly Situation now;
    private readonly Dictionary<string, Rule> published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> retired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Rule> inForce = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Rule, string Theatre), RuleInTheatre> atWork = new(Comparer<(string Rule, string Theatre)>.Create(
        (a, b) => string.CompareOrdinal(a.Rule, b.Rule) is var byRule && byRule != 0 ? byRule : string.CompareOrdinal(a.Theatre, b.Theatre)));

    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<LocalDate, HashSet<(string Theatre, int Year)>> seasonsDue = [];
    private readonly SortedDictionary<LocalDate, HashSet<string>> anchorsDue = [];
    private readonly HashSet<string> dirtyAnchors = new(StringComparer.Ordinal);
    private readonly HashSet<string> dirtyRules = new(StringComparer.Ordinal);
    private readonly HashSet<(string Theatre, int Year)> dirtySeasons = [];
    private readonly HashSet<(string Theatre, int Year, Kind Kind)> movedEdges = [];

    public TimelineEngine(Gazetteer gazetteer, IReadOnlyList<Theatre> theatres, IReadOnlyList<Rule> rules)
    {
        now = new(gazetteer, theatres) { FirstKnown = book.FirstKnown };
        foreach (var rule in rules)
        {
            Publish(rule);
        }
    }

    /// <summary>What the rules find, by id, as of the last <see cref="Settle"/>.</summary>
    public IReadOnlyDictionary<string, Finding> Findings => findings;

    /// <summary>The incidents that stand, as of the last <see cref="Settle"/>; merged ones only as what they were merged into.</summary>
    public IReadOnlyCollection<Incident> Incidents => now.Register.All;

    /// <summary>The day as of which open chains, closed seasons and absence are judged; null before the first <see cref="Reach"/>: nothing is over yet.</summary>
    public LocalDate? AsOf => now.AsOf;

    /// <summary>The rules in force, by id.</summary>
    public IReadOnlyList<Rule> Rules => [.. inForce.Values.OrderBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>An engine that took in this history at one go.</summary>
    /// <param name="asOf">The day as of which it is judged; null where none has been reached: then nothing is over yet.</param>
    /// <param name="knownAt">Leaves out what was not known at this instant; null leaves out nothing.</param>
    /// <param name="byRecorded">Known means recorded in the system, not known to the world: a backfilled record counts from its recording.</param>
    public static TimelineEngine FromNothing(
        Gazetteer gazetteer,
        IReadOnlyList<Theatre> theatres,
        IReadOnlyList<Rule> rules,
        IEnumerable<Fact> facts,
        LocalDate? asOf,
        Instant? knownAt = null,
        bool byRecorded = false)
    {
        var engine = new TimelineEngine(gazetteer, theatres, rules);
        if (asOf is { } day)
        {
            engine.Reach(day);
        }

        foreach (var fact in facts)
        {
            if (knownAt is not { } limit || (byRecorded ? fact.Recorded : fact.KnownFrom) <= limit)
            {
                engine.Apply(fact);
            }
        }

        engine.Settle();
        return engine;
    }

    /// <summary>Takes in a fact: in any order, any number of times. Nothing follows from it before <see cref="Settle"/>.</summary>
    public void Apply(Fact fact)
    {
        if (book.Apply(fact) is not { } word)
        {
            return;
        }

        foreach (var theatre in now.Theatres)
        {
            var changed = theatre.CountDelay(word.Now, 1) | (word.Before is { } before && theatre.CountDelay(before, -1));
            if (changed)
            {
                Touch(theatre, theatre.Years.Concat(atWork.Values.Where(w => w.Theatre == theatre).SelectMany(w => Judging.ObservedYears(w.Rule))));
            }
        }
    }

    /// <summary>Puts a rule in force. Of the versions of one rule the highest is; an older one, one that was retired, or the same again, changes nothing.</summary>
    public void Publish(Rule rule)
    {
        if (!published.TryGetValue(rule.Id, out var held) || held.Version < rule.Version)
        {
            published[rule.Id] = rule;
            PutInForce(rule.Id);
        }
    }

    /// <summary>Takes a rule out of force, up to a version and all that came before it; a later one is in force whenever it comes.</summary>
    public void Retire(string rule, int version)
    {
        if (retired.GetValueOrDefault(rule, int.MinValue) < version)
        {
            retired[rule] = version;
            PutInForce(rule);
        }
    }

    /// <summary>A day has come. An earlier one changes nothing: time moves forward only.</summary>
    public void Reach(LocalDate day)
    {
        if (AsOf is { } reached && day <= reached)
        {
            return;
        }

        now.AsOf = day;
        dirtySeasons.UnionWith(Due(seasonsDue, day));
        dirtyAnchors.UnionWith(Due(anchorsDue, day));
    }

    /// <summary>Works out what follows from all that came since the last call.</summary>
    public EngineChanges Settle()
    {
        var changed = book.TakeDirty();
        var gone = new Dictionary<string, Finding?>(StringComparer.Ordinal);
        var touched = TakeIn(changed);
        PutRulesToWork(gone);
        var inTheatre = now.Theatres.ToDictionary(t => t, t => TouchedIn(t, touched));
        foreach (var work in atWork.Values)
        {
            Rematch(work, inTheatre[work.Theatre], gone);
        }

        dirtyAnchors.UnionWith(touched);
        foreach (var theatre in now.Theatres)
        {
            foreach (var id in dirtyAnchors)
            {
                Touch(theatre, theatre.YearsOf(id));
            }
        }

        PutOnAgenda();
        var evidence = Judge();
        var changes = new EngineChanges(
            ChangesOf(gone),
            evidence,
            [.. dirtySeasons.OrderBy(s => s.Theatre, StringComparer.Ordinal).ThenBy(s => s.Year)],
            [.. changed.Order(StringComparer.Ordinal)]);
        dirtySeasons.Clear();
        dirtyAnchors.Clear();
        movedEdges.Clear();
        return changes;
    }

    /// <summary>What a rule is worth so far in a theatre.</summary>
    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public Evidence EvidenceOf(string rule, string theatre) => atWork[(rule, theatre)].Evidence;

    /// <summary>The season year as it stands; also of a year of which nothing is recorded.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public SeasonView Season(string theatre, int seasonYear) => BuildSeason.Of(
        SeasonsOf(theatre),
        seasonYear,
        now,
        AsOf,
        [.. atWork.Values.Where(w => w.Theatre.Theatre.Id == theatre).SelectMany(w => w.InSeason(seasonYear)).Select(f => f.CorrelationId).Order(StringComparer.Ordinal)]);

    /// <summary>The season years of which anything is recorded, earliest first.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public IReadOnlyList<int> SeasonYears(string theatre) => SeasonsOf(theatre).Years;

    /// <summary>The incident as it stands; null where none does, or it was merged into another (<see cref="PresentId"/>).</summary>
    public Incident? Find(string incidentId) => now.Register.Find(incidentId);

    /// <summary>The incident among the others: with the onset that its parts leave it. Null where <see cref="Find"/> is.</summary>
    public Standing? StandingOf(string incidentId) => now.Find(incidentId);

    /// <summary>What a test of a rule against chance needs of each season in a theatre, earliest first.</summary>
    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public IReadOnlyList<SeasonObserved> ObservationsOf(string rule, string theatre) => atWork[(rule, theatre)].Seen.All;

    /// <summary>What an incident's id stands for today: itself, or what it was merged into.</summary>
    public string PresentId(string incidentId) => book.PresentId(incidentId);

    /// <summary>The incident and all that are merged into it: those whose reports are its reports.</summary>
    public IReadOnlyCollection<string> Members(string incidentId) => book.Members(incidentId);

    /// <summary>Whether an incident counts in a theatre, dated or not.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public bool IsCountedIn(string theatre, string incidentId) => SeasonsOf(theatre).Holds(incidentId);

    /// <summary>The season years of a theatre that an incident is recorded in, earliest first; none where it counts in none.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public IReadOnlyList<int> SeasonYearsOf(string theatre, string incidentId) => SeasonsOf(theatre).YearsOf(incidentId);

    /// <summary>Why a finding that held in another history does not hold in this one, in a sentence.</summary>
    /// <exception cref="ArgumentException">There is no such theatre.</exception>
    public string WhyNot(Finding finding) =>
        WhyWithdrawn.Of(finding, inForce.GetValueOrDefault(finding.Rule), SeasonsOf(finding.Theatre), now, book.PresentId);

    /// <summary>A fingerprint of all it says, the same for the same history: SHA-256 in lower-case hexadecimal.</summary>
    public string Digest() => DigestState.Of(
        findings.Values,
        atWork.Values,
        now.Theatres.SelectMany(t => t.Years.Select(y => Season(t.Theatre.Id, y))));

    private TheatreSeasons SeasonsOf(string theatre) =>
        now.Theatres.FirstOrDefault(t => t.Theatre.Id == theatre) ?? throw new ArgumentException($"there is no theatre '{theatre}'", nameof(theatre));

    /// <summary>Puts the changed incidents in the register and gives every incident whose matches this may touch.</summary>
    private HashSet<string> TakeIn(HashSet<string> changed)
    {
        var register = now.Register;
        var connected = register.ConnectedTo(changed);
        var touched = new HashSet<string>(changed, StringComparer.Ordinal);
        Around(changed, touched);
        foreach (var id in changed)
        {
            register.Replace(id, book.Resolve(id));
        }

        connected.UnionWith(register.ConnectedTo(changed));
        // a date worked out from anything in a family makes a match with any member circular, so all are looked at again
        var dates = connected.SelectMany(register.DatedFrom).ToHashSet(StringComparer.Ordinal);
        foreach (var id in connected)
        {
            if (now.Reassess(id, changed.Contains(id), Touch) || dates.Count > 0)
            {
                touched.Add(id);
            }
        }

        touched.UnionWith(dates);
        Around([.. touched], touched);
        foreach (var theatre in now.Theatres)
        {
            foreach (var id in touched)
            {
                Touch(theatre, theatre.YearsOf(id), now.Find(id)?.Kind);
            }
        }

        return touched;
    }

    /// <summary>Adds what chains hang on: the targets of links, and the wholes that a link to a part counts for.</summary>
    private void Around(IReadOnlyCollection<string> ids, HashSet<string> into)
    {
        foreach (var id in ids)
        {
            into.UnionWith(now.Register.WholesOf(id));
            foreach (var link in now.Register.Find(id)?.Links ?? [])
            {
                into.Add(link.To);
                into.UnionWith(now.Register.WholesOf(link.To));
            }
        }
    }

    private void Touch(TheatreSeasons theatre, IEnumerable<int> years, Kind? kind = null)
    {
        foreach (var year in years)
        {
            dirtySeasons.Add((theatre.Theatre.Id, year));
            if (kind is { } moved)
            {
                movedEdges.Add((theatre.Theatre.Id, year, moved));
            }
        }
    }

    private void PutInForce(string id)
    {
        var rule = published.TryGetValue(id, out var highest) && highest.Version > retired.GetValueOrDefault(id, int.MinValue) ? highest : null;
        if (rule is null ? !inForce.Remove(id) : inForce.TryGetValue(id, out var held) && held == rule)
        {
            return;
        }

        if (rule is not null)
        {
            inForce[id] = rule;
        }

        dirtyRules.Add(id);
    }

    private void PutRulesToWork(Dictionary<string, Finding?> gone)
    {
        foreach (var id in dirtyRules)
        {
            var superseded = atWork.Keys.Where(k => k.Rule == id).ToList();
            foreach (var key in superseded)
            {
                foreach (var finding in atWork[key].Findings.Values)
                {
                    findings.Remove(finding.CorrelationId);
                    gone[finding.CorrelationId] = finding;
                }

                atWork.Remove(key);
            }

            // a view lists its findings, and what is left of the tests is one chance fewer to be fooled
            superseded.ForEach(key => Touch(SeasonsOf(key.Theatre), SeasonsOf(key.Theatre).Years));
            if (!inForce.TryGetValue(id, out var rule))
            {
                continue;
            }

            foreach (var theatre in now.Theatres.Where(t => rule.AppliesIn(t.Theatre)))
            {
                var work = new RuleInTheatre(rule, theatre, superseded.Contains((rule.Id, theatre.Theatre.Id)));
                atWork[(rule.Id, theatre.Theatre.Id)] = work;
                Touch(theatre, theatre.Years);
                Touch(theatre, Judging.ObservedYears(rule));
                Rematch(work, TouchedIn(theatre, now.Register.All.Select(i => i.Id).ToHashSet(StringComparer.Ordinal)), gone);
            }
        }

        dirtyRules.Clear();
    }

    private Touched TouchedIn(TheatreSeasons theatre, IReadOnlySet<string> incidents) => new(
        incidents,
        dirtySeasons.Where(s => s.Theatre == theatre.Theatre.Id).Select(s => s.Year).ToHashSet(),
        movedEdges.Where(e => e.Theatre == theatre.Theatre.Id).Select(e => (e.Year, e.Kind)).ToHashSet());

    /// <param name="gone">What stood at the last Settle and was taken out since; what stands again is found among the findings.</param>
    private void Rematch(RuleInTheatre work, Touched touched, Dictionary<string, Finding?> gone)
    {
        var units = work.Matcher.Units(touched, work, now).ToHashSet(StringComparer.Ordinal);
        if (Judging.IsByIncident(work.Rule))
        {
            dirtyAnchors.UnionWith(units);
        }
        else if (work.Rule.Kind == RuleKind.Absence)
        {
            // the days of a season may reach into the next: what comes there is judged here
            Touch(work.Theatre, units.Select(SeasonUnit.Year));
        }

        foreach (var id in units.SelectMany(unit => work.Matcher.KeyedBy(unit, work)).ToHashSet(StringComparer.Ordinal))
        {
            if (work.Remove(id) is { } finding)
            {
                findings.Remove(id);
                gone.TryAdd(id, finding);
                TouchSeasonsOf(finding, work);
            }
        }

        foreach (var finding in units.SelectMany(unit => work.Matcher.With(unit, now)))
        {
            work.Add(finding);
            findings[finding.CorrelationId] = finding;
            gone.TryAdd(finding.CorrelationId, null);
            TouchSeasonsOf(finding, work);
        }
    }

    // a test looks at each response in its own season, which need not be that of the match
    private void TouchSeasonsOf(Finding finding, RuleInTheatre work) => Touch(work.Theatre, finding.Incidents.SelectMany(work.Theatre.YearsOf).Append(finding.SeasonYear));

    private List<FindingChange> ChangesOf(Dictionary<string, Finding?> gone)
    {
        var changes = new List<FindingChange>();
        foreach (var (id, before) in gone.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var after = findings.GetValueOrDefault(id);
            if (after is null && before is not null)
            {
                changes.Add(new(before, null, WhyNot(before)));
            }
            else if (after is not null && (before is null || !WhatChanged.Same(before, after)))
            {
                changes.Add(new(before, after));
            }
        }

        return changes;
    }

    private void PutOnAgenda()
    {
        foreach (var theatre in now.Theatres)
        {
            var works = atWork.Values.Where(w => w.Theatre == theatre).ToList();
            foreach (var (_, year) in dirtySeasons.Where(s => s.Theatre == theatre.Theatre.Id))
            {
                foreach (var day in Judging.TurningDays(year, theatre, works, now))
                {
                    Plan(seasonsDue, day, (theatre.Theatre.Id, year));
                }
            }

            foreach (var work in works.Where(w => Judging.IsByIncident(w.Rule)))
            {
                foreach (var id in dirtyAnchors)
                {
                    if (Judging.TurningDay(id, work, now) is { } day)
                    {
                        Plan(anchorsDue, day, id);
                    }
                }
            }

            // a view shows takings, whether or not a rule asks for them
            foreach (var id in dirtyAnchors)
            {
                if (theatre.YearsOf(id).Count > 0 && now.Find(id) is { Kind: Kind.HostageTaking, Onset: { } onset })
                {
                    Plan(anchorsDue, onset.Latest.PlusDays(BuildChains.OpenDays + 1), id);
                }
            }
        }
    }

    private void Plan<T>(SortedDictionary<LocalDate, HashSet<T>> agenda, LocalDate day, T what)
    {
        if (AsOf is null || day > AsOf)
        {
            if (!agenda.TryGetValue(day, out var due))
            {
                agenda[day] = due = [];
            }

            due.Add(what);
        }
    }

    private static List<T> Due<T>(SortedDictionary<LocalDate, HashSet<T>> agenda, LocalDate day)
    {
        var due = agenda.TakeWhile(d => d.Key <= day).ToList();
        due.ForEach(d => agenda.Remove(d.Key));
        return [.. due.SelectMany(d => d.Value)];
    }

    private List<(string Rule, string Theatre)> Judge()
    {
        foreach (var (key, work) in atWork)
        {
            if (Judging.IsByIncident(work.Rule))
            {
                foreach (var id in dirtyAnchors)
                {
                    Judging.Incident(id, work, now);
                }
            }

            foreach (var (_, year) in dirtySeasons.Where(s => s.Theatre == key.Theatre))
            {
                if (!Judging.IsByIncident(work.Rule))
                {
                    Judging.Season(year, work, now);
                }

                work.Seen.Replace(year, ObserveSeasons.In(year, work, now));
            }

            work.Test();
        }

        return [.. atWork.GroupBy(w => w.Key.Theatre).SelectMany(Weigh).Order()];
    }

    // every rule that was tested is one more chance to be fooled; they share events, so whatever they share is allowed for
    private static IEnumerable<(string Rule, string Theatre)> Weigh(IEnumerable<KeyValuePair<(string Rule, string Theatre), RuleInTheatre>> rules)
    {
        var (works, tested) = (rules.ToList(), rules.Where(w => w.Value.Tested?.P is not null).ToList());
        var q = FalseDiscovery.BenjaminiYekutieli([.. tested.Select(w => w.Value.Tested!.P!.Value)]);
        var adjusted = tested.Select((w, i) => (w.Key, Q: q[i])).ToDictionary(w => w.Key, w => w.Q);
        return works.Where(w => w.Value.Weigh(adjusted.TryGetValue(w.Key, out var own) ? own : null)).Select(w => w.Key).ToList();
    }
}
