using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>The rules in force, each at work in its theatres, and all that they find.</summary>
internal sealed class RulesAtWork(Situation now, ToLookAt look)
{
    private readonly Dictionary<string, Rule> inForce = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Rule, string Theatre), RuleInTheatre> atWork = new(Comparer<(string Rule, string Theatre)>.Create(
        (a, b) => string.CompareOrdinal(a.Rule, b.Rule) is var byRule && byRule != 0 ? byRule : string.CompareOrdinal(a.Theatre, b.Theatre)));

    private readonly Dictionary<TheatreSeasons, List<RuleInTheatre>> inTheatre = [];
    private readonly Dictionary<string, Rule> published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> retired = new(StringComparer.Ordinal);
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

    /// <summary>What stood at the last Settle and was taken out since; what stands again is among the findings. Null for what did not stand.</summary>
    private Dictionary<string, Finding?> before = new(StringComparer.Ordinal);

    /// <summary>The pairs that were found since the last Settle of which nothing stood.</summary>
    private List<(PairMatcher Matcher, FoundPair Found)> pairsBegun = [];

    /// <summary>The pairs that stood at the last Settle and were taken out since, and as what they were found again; null where they were not.</summary>
    private List<(PairMatcher Matcher, FoundPair Before, FoundPair? After)> pairsMoved = [];

    /// <summary>What was put to work since the last Settle: of it nothing stood before.</summary>
    private readonly Dictionary<RuleInTheatre, PairsFound.AsItIs?> fresh = [];

    /// <summary>What was taken from work since the last Settle: of it nothing stands any more.</summary>
    private readonly List<RuleInTheatre> gone = [];

    public int Count => atWork.Values.Sum(w => w.Count);

    public IEnumerable<Rule> InForce => inForce.Values;

    /// <summary>By rule, then by theatre.</summary>
    public IReadOnlyCollection<RuleInTheatre> All => atWork.Values;

    public Rule? Find(string rule) => inForce.GetValueOrDefault(rule);

    /// <param name="id">Rule, version, theatre and key, with a tilde between each two: of these only a key may have another in it.</param>
    public Finding? FindingOf(string id) => id.Split('~', 4) is [var rule, _, var theatre, var key] && atWork.TryGetValue((rule, theatre), out var work)
        && work.Find(id, key) is { } finding && finding.CorrelationId == id ? finding : null;

    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public RuleInTheatre In(string rule, string theatre) => atWork[(rule, theatre)];

    /// <summary>By rule.</summary>
    public IReadOnlyList<RuleInTheatre> In(TheatreSeasons theatre) => inTheatre.TryGetValue(theatre, out var works) ? works : [];

    /// <summary>Whether a rule was put to work in a theatre, or taken from work, since the last Settle.</summary>
    public bool AreOthersIn(TheatreSeasons theatre) => fresh.Keys.Any(w => w.Theatre == theatre) || gone.Exists(w => w.Theatre == theatre);

    /// <summary>Of the versions of one rule the highest is in force; an older one, one that was retired, or the same again, changes nothing.</summary>
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

    /// <summary>Puts to work what came into force since the last time, over all that stands, and takes from work what no longer is.</summary>
    public void PutToWork()
    {
        foreach (var id in changed)
        {
            var superseded = atWork.Keys.Where(k => k.Rule == id).ToList();
            foreach (var key in superseded)
            {
                gone.Add(atWork[key]);

                // a view lists its findings, and what is left of the tests is one chance fewer to be fooled
                var theatre = atWork[key].Theatre;
                look.Touch(theatre, theatre.Years);
                atWork.Remove(key);
            }

            if (Find(id) is not { } rule)
            {
                continue;
            }

            foreach (var theatre in now.Theatres.Where(t => rule.AppliesIn(t.Theatre)))
            {
                var work = new RuleInTheatre(rule, theatre);
                atWork[(rule.Id, theatre.Theatre.Id)] = work;
                look.Note(theatre);
                look.Touch(theatre, theatre.Years);
                look.Touch(theatre, theatre.WatchedYears);
                look.Touch(theatre, Judging.ObservedYears(rule));
                fresh.Add(work, null);
            }
        }

        MatchFresh();
        if (changed.Count > 0)
        {
            inTheatre.Clear();
            foreach (var theatre in atWork.Values.GroupBy(w => w.Theatre))
            {
                inTheatre[theatre.Key] = [.. theatre];
            }
        }

        changed.Clear();
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

        changed.Add(id);
    }

    /// <summary>Looks at all there is, for what was put to work just now.</summary>
    private void MatchFresh()
    {
        var pairs = fresh.Keys.Where(w => w.Matcher is PairMatcher).ToArray();
        foreach (var work in pairs)
        {
            ((PairMatcher)work.Matcher).FindAll(work.Pairs, now);
            fresh[work] = work.Pairs.Keep();
            foreach (var ((season, verdict, isCounted), number) in work.Pairs.Counted())
            {
                work.Tally.Count(work.Rule, season, verdict, isCounted, number);
            }

            // of anything else the theatre's own years are touched already
            look.Touch(work.Theatre, work.Pairs.Seasons);
        }

        foreach (var work in fresh.Keys)
        {
            if (work.Matcher is UnitMatcher matcher)
            {
                Match(work, matcher, matcher.Everything([.. look.YearsIn(work.Theatre)], now).ToHashSet(StringComparer.Ordinal));
            }
        }
    }

    /// <summary>Matches anew what these incidents, and the seasons touched with them, may change.</summary>
    /// <param name="concerned">The incidents by theatre.</param>
    public void Rematch(Dictionary<TheatreSeasons, List<Register.Entry>> concerned)
    {
        foreach (var theatre in concerned.Keys)
        {
            look.Note(theatre);
        }

        var theatres = look.Theatres;
        var touched = new Touched[theatres.Count];
        for (var n = 0; n < touched.Length; n++)
        {
            touched[n] = TouchedIn(theatres[n], concerned.GetValueOrDefault(theatres[n]) ?? []);
        }

        for (var n = 0; n < touched.Length; n++)
        {
            var what = touched[n];
            foreach (var work in In(theatres[n]))
            {
                if (fresh.ContainsKey(work))
                {
                    continue;   // it was put to work just now, and has looked at all there is
                }

                if (work.Matcher is PairMatcher pairs)
                {
                    Rematch(work, pairs, what);
                }
                else if (work.Matcher is UnitMatcher matcher)
                {
                    Rematch(work, matcher, matcher.Units(what, work, now).ToHashSet(StringComparer.Ordinal));
                }
            }
        }
    }

    private Touched TouchedIn(TheatreSeasons theatre, List<Register.Entry> incidents)
    {
        var byKind = new Dictionary<Kind, List<string>>();
        foreach (var entry in incidents)
        {
            var (kind, was) = (entry.Standing?.Kind, entry.Left?.Kind);
            Put(kind, entry.Id);
            if (was != kind)
            {
                Put(was, entry.Id);
            }
        }

        return new(byKind, look.WholeIn(theatre), look.EdgesIn(theatre));

        void Put(Kind? kind, string id)
        {
            if (kind is { } of)
            {
                if (!byKind.TryGetValue(of, out var there))
                {
                    byKind[of] = there = [];
                }

                there.Add(id);
            }
        }
    }

    /// <summary>What is another than at the last Settle, by id.</summary>
    /// <param name="whyNot">What took away a finding that no longer holds.</param>
    public IReadOnlyList<FindingChange> TakeChanges(Func<Finding, string> whyNot)
    {
        var changes = new ChangesFound(whyNot);
        foreach (var work in gone)
        {
            changes.Ended(work);
        }

        foreach (var (work, pairs) in fresh)
        {
            changes.Began(work, pairs);
        }

        foreach (var (id, was) in before)
        {
            changes.Add(was, FindingOf(id));
        }

        changes.Began(pairsBegun);

        foreach (var (matcher, was, found) in pairsMoved)
        {
            changes.Moved(matcher, was, found);
        }

        gone.Clear();
        fresh.Clear();
        if (before.Count > 0)
        {
            before = new(StringComparer.Ordinal);
        }

        (pairsBegun, pairsMoved) = (pairsBegun.Emptied(), pairsMoved.Emptied());
        return changes;
    }

    private void Rematch(RuleInTheatre work, PairMatcher matcher, Touched touched)
    {
        var units = matcher.Units(touched);
        if (units.Count == 0)
        {
            return;
        }

        var seasons = look.ToTouch(work.Theatre);
        Dictionary<(string, string), FoundPair>? taken = null;
        foreach (var id in units)
        {
            foreach (var pair in work.TakeWith(id))
            {
                (taken ??= []).Add(pair.Key, pair);
                TouchSeasonsOf(pair, work, seasons);
            }
        }

        // all that goes has gone, and each pair is found once: what it was is known at once, and only of what was taken out must it be looked up
        foreach (var pair in matcher.Of(units, units.ToHashSet(StringComparer.Ordinal).Contains, now))
        {
            work.Add(pair);
            TouchSeasonsOf(pair, work, seasons);
            if (taken is not null && taken.Remove(pair.Key, out var was))
            {
                pairsMoved.Add((matcher, was, pair));
            }
            else
            {
                pairsBegun.Add((matcher, pair));
            }
        }

        if (taken is not null)
        {
            pairsMoved.AddRange(taken.Values.Select(was => (matcher, was, (FoundPair?)null)));
        }
    }

    private void Rematch(RuleInTheatre work, UnitMatcher matcher, HashSet<string> units)
    {
        foreach (var id in units.SelectMany(unit => matcher.KeyedBy(unit, work)).ToHashSet(StringComparer.Ordinal))
        {
            if (work.Remove(id) is { } finding)
            {
                before.TryAdd(id, finding);
                TouchSeasonsOf(finding, work);
            }
        }

        Match(work, matcher, units);
    }

    private void Match(RuleInTheatre work, UnitMatcher matcher, HashSet<string> units)
    {
        if (Judging.IsByIncident(work.Rule))
        {
            look.Anchors.UnionWith(units);
        }
        else if (work.Rule.Kind == RuleKind.Absence)
        {
            // the days of a season may reach into the next: what comes there is judged here
            look.Touch(work.Theatre, units.Select(SeasonUnit.Year));
        }

        var isFresh = fresh.ContainsKey(work);
        foreach (var finding in units.SelectMany(unit => matcher.With(unit, now)))
        {
            work.Add(finding);
            if (!isFresh)
            {
                before.TryAdd(finding.CorrelationId, null);
            }

            TouchSeasonsOf(finding, work);
        }
    }

    // a test looks at each response in its own season, which need not be that of the match
    private void TouchSeasonsOf(Finding finding, RuleInTheatre work)
    {
        foreach (var incident in finding.Incidents)
        {
            look.Touch(work.Theatre, work.Theatre.YearsAround(incident));
        }

        look.Touch(work.Theatre, finding.SeasonYear);
    }

    private static void TouchSeasonsOf(in FoundPair pair, RuleInTheatre work, HashSet<int> seasons)
    {
        Add(work.Theatre.YearsAround(pair.First));
        Add(work.Theatre.YearsAround(pair.Second));
        seasons.Add(pair.Season);

        void Add(IReadOnlyList<int> years)
        {
            for (var n = 0; n < years.Count; n++)
            {
                seasons.Add(years[n]);
            }
        }
    }
}
