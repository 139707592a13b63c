using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>The rules in force, each at work in its theatres, and all that they find.</summary>
internal sealed class RulesAtWork(Situation now, ToLookAt look)
{
    private readonly Dictionary<string, Rule> inForce = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Rule, string Theatre), RuleInTheatre> atWork = new(Comparer<(string Rule, string Theatre)>.Create(
        (a, b) => string.CompareOrdinal(a.Rule, b.Rule) is var byRule && byRule != 0 ? byRule : string.CompareOrdinal(a.Theatre, b.Theatre)));

    private readonly Dictionary<TheatreSeasons, List<RuleInTheatre>> inTheatre = [];
    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);
    private readonly HashSet<string> published = new(StringComparer.Ordinal);

    /// <summary>What stood at the last Settle and was taken out since; what stands again is among the findings. Null for what did not stand.</summary>
    private readonly Dictionary<string, Finding?> before = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Finding> Findings => findings;

    public IEnumerable<Rule> InForce => inForce.Values;

    /// <summary>By rule, then by theatre.</summary>
    public IReadOnlyCollection<RuleInTheatre> All => atWork.Values;

    public Rule? Find(string rule) => inForce.GetValueOrDefault(rule);

    /// <exception cref="KeyNotFoundException">The rule is not in force there.</exception>
    public RuleInTheatre In(string rule, string theatre) => atWork[(rule, theatre)];

    /// <summary>By rule.</summary>
    public IReadOnlyList<RuleInTheatre> In(TheatreSeasons theatre) => inTheatre.TryGetValue(theatre, out var works) ? works : [];

    /// <summary>Of the versions of one rule the highest is in force; an older one, or the same again, changes nothing.</summary>
    public void Publish(Rule rule)
    {
        if (Find(rule.Id) is not { } held || held.Version < rule.Version)
        {
            inForce[rule.Id] = rule;
            published.Add(rule.Id);
        }
    }

    /// <summary>Puts to work what was published since the last time, over all that stands.</summary>
    public void PutToWork()
    {
        foreach (var rule in published.Select(id => inForce[id]))
        {
            var superseded = atWork.Keys.Where(k => k.Rule == rule.Id).ToList();
            foreach (var key in superseded)
            {
                foreach (var finding in atWork[key].Findings.Values)
                {
                    findings.Remove(finding.CorrelationId);
                    before[finding.CorrelationId] = finding;
                }

                atWork.Remove(key);
            }

            foreach (var theatre in now.Theatres.Where(t => rule.AppliesIn(t.Theatre)))
            {
                var work = new RuleInTheatre(rule, theatre);
                atWork[(rule.Id, theatre.Theatre.Id)] = work;
                look.Note(theatre);
                look.Touch(theatre, theatre.Years);
                look.Touch(theatre, Judging.ObservedYears(rule));
                Rematch(work, look.In(theatre, theatre.Ids.ToHashSet(StringComparer.Ordinal)));
            }
        }

        if (published.Count > 0)
        {
            inTheatre.Clear();
            foreach (var theatre in atWork.Values.GroupBy(w => w.Theatre))
            {
                inTheatre[theatre.Key] = [.. theatre];
            }
        }

        published.Clear();
    }

    /// <summary>Matches anew what these incidents, and the seasons touched with them, may change.</summary>
    public void Rematch(IReadOnlySet<string> touched)
    {
        var concerned = now.ByTheatre(touched);
        var toLookAt = look.Theatres.Union(concerned.Keys)
            .Select(t => (Theatre: t, Touched: look.In(t, concerned.TryGetValue(t, out var ids) ? ids : new HashSet<string>()))).ToList();
        foreach (var (theatre, what) in toLookAt)
        {
            foreach (var work in In(theatre))
            {
                Rematch(work, what);
            }
        }
    }

    /// <summary>What is another than at the last Settle, by id.</summary>
    /// <param name="whyNot">What took away a finding that no longer holds.</param>
    public List<FindingChange> TakeChanges(Func<Finding, string> whyNot)
    {
        var changes = new List<FindingChange>();
        foreach (var (id, was) in before.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var after = findings.GetValueOrDefault(id);
            if (after is null && was is not null)
            {
                changes.Add(new(was, null, whyNot(was)));
            }
            else if (after is not null && (was is null || !WhatChanged.Same(was, after)))
            {
                changes.Add(new(was, after));
            }
        }

        before.Clear();
        return changes;
    }

    private void Rematch(RuleInTheatre work, Touched touched)
    {
        var units = work.Matcher.Units(touched, work, now).ToHashSet(StringComparer.Ordinal);
        if (Judging.IsByIncident(work.Rule))
        {
            look.Anchors.UnionWith(units);
        }
        else if (work.Rule.Kind == RuleKind.Absence)
        {
            // the days of a season may reach into the next: what comes there is judged here
            look.Touch(work.Theatre, units.Select(SeasonUnit.Year));
        }

        foreach (var id in units.SelectMany(unit => work.Matcher.KeyedBy(unit, work)).ToHashSet(StringComparer.Ordinal))
        {
            if (work.Remove(id) is { } finding)
            {
                findings.Remove(id);
                before.TryAdd(id, finding);
                TouchSeasonsOf(finding, work);
            }
        }

        foreach (var finding in work.Matcher.Of(units, now))
        {
            work.Add(finding);
            findings[finding.CorrelationId] = finding;
            before.TryAdd(finding.CorrelationId, null);
            TouchSeasonsOf(finding, work);
        }
    }

    // a test looks at each response in its own season, which need not be that of the match
    private void TouchSeasonsOf(Finding finding, RuleInTheatre work)
    {
        foreach (var incident in finding.Incidents)
        {
            look.Touch(work.Theatre, work.Theatre.YearsOf(incident));
        }

        look.Touch(work.Theatre, finding.SeasonYear);
    }
}
