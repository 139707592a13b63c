using System.Runtime.InteropServices;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>A rule at work in one theatre: what it finds there and what that is worth.</summary>
internal sealed class RuleInTheatre(Rule rule, TheatreSeasons theatre)
{
    private readonly HashSet<int> toObserve = [];
    private bool isNew = true;
    private bool toWeigh = true;
    private LocalDate? testedOn;
    private double? adjusted;
    private readonly Dictionary<string, Ids> byIncident = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HashSet<string>> bySeason = [];
    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);

    public Rule Rule { get; } = rule;
    public TheatreSeasons Theatre { get; } = theatre;
    public IReadOnlyDictionary<string, Finding> Findings => findings;

    public Tally Tally { get; } = new();

    public SeasonsSeen Seen { get; } = new(rule, theatre.Theatre);

    /// <summary>As it was weighed last (<see cref="WeighRules"/>).</summary>
    public Evidence Evidence { get; private set; } = WeighEvidence.Nothing;

    /// <summary>What the test against chance says; null where there is none.</summary>
    public Tested? Tested { get; private set; }

    /// <summary>What the test says of the seasons that the rule cannot have been made from alone; null where there is none.</summary>
    public Tested? Anew { get; private set; }

    /// <summary>The seasons of <see cref="Anew"/>, earliest first.</summary>
    public IReadOnlyList<int> Looks { get; private set; } = [];

    public Matcher Matcher { get; } = MatchRule.Of(rule, theatre);

    public IEnumerable<Finding> InSeason(int year) => bySeason.TryGetValue(year, out var ids) ? ids.Select(id => findings[id]) : [];

    /// <summary>The ids of the findings that an incident is part of.</summary>
    public IReadOnlyList<string> IdsWith(string incident) => byIncident.TryGetValue(incident, out var ids) ? ids.All : [];

    public IEnumerable<Finding> With(string incident) => IdsWith(incident).Select(id => findings[id]);

    public void Add(Finding finding)
    {
        // a pair is found twice where both of its incidents were touched, and counts once
        Remove(finding.CorrelationId);
        findings[finding.CorrelationId] = finding;
        Tally.Count(Rule, finding, 1);
        SetOf(bySeason, finding.SeasonYear).Add(finding.CorrelationId);
        foreach (var incident in finding.Incidents)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(byIncident, incident, out _).Add(finding.CorrelationId);
        }
    }

    public Finding? Remove(string id)
    {
        if (findings.Remove(id, out var finding))
        {
            Tally.Count(Rule, finding, -1);
            bySeason[finding.SeasonYear].Remove(id);
            foreach (var incident in finding.Incidents)
            {
                CollectionsMarshal.GetValueRefOrNullRef(byIncident, incident).Remove(id);
            }
        }

        return finding;
    }

    /// <summary>Takes note of what one Settle looked at in the theatre.</summary>
    /// <returns>Whether the evidence may say something else now.</returns>
    public bool Touch(IReadOnlySet<int> years, bool newDay)
    {
        var may = Tally.TakeTouched() || isNew || (newDay && Seen.HasOpenChain);
        isNew = false;
        if (TestRule.Has(Rule))
        {
            may |= years.Count > 0;
            toObserve.UnionWith(years);
        }

        return may;
    }

    /// <summary>Looks anew at the seasons that were touched since the last time.</summary>
    public void Observe(Situation now)
    {
        foreach (var year in toObserve)
        {
            Seen.Replace(year, ObserveSeasons.In(year, this, now));
        }

        toObserve.Clear();
    }

    /// <summary>Makes the test anew where anything that it looks at is another than before.</summary>
    public void Test(Situation now)
    {
        Observe(now);
        if (Seen.TakeChanged() | (Seen.HasOpenChain && testedOn != now.AsOf))
        {
            Tested = TestRule.Of(Rule, Seen, now.AsOf);
            var fresh = Seen.HasDiscoveryData ? Seen.OfNewData() : Seen;
            Looks = [.. fresh.Used.Select(s => s.SeasonYear)];
            Anew = fresh == Seen ? Tested : Looks.Count == 0 ? null : TestRule.Of(Rule, fresh, now.AsOf);
            testedOn = now.AsOf;
            toWeigh = true;
        }
    }

    /// <summary>Says what the rule is worth, among the others.</summary>
    /// <param name="q">The p adjusted for all rules that were tested; null where this one was not.</param>
    public void Weigh(double? q)
    {
        if (Tally.TakeChanged() | toWeigh | q != adjusted)
        {
            (toWeigh, adjusted) = (false, q);
            Evidence = WeighEvidence.Of(Rule, Tally, findings.Count, Tested, q, Seen.HasDiscoveryData);
        }
    }

    private static HashSet<string> SetOf<TKey>(Dictionary<TKey, HashSet<string>> sets, TKey key) where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = new(StringComparer.Ordinal);
        }

        return set;
    }
}
