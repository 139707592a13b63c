using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>A rule at work in one theatre: what it finds there and what that is worth.</summary>
/// <param name="supersedes">An older version was at work here and its worth was told: so is that of this one, though it be worth nothing yet.</param>
internal sealed class RuleInTheatre(Rule rule, TheatreSeasons theatre, bool supersedes)
{
    private bool untold = supersedes;
    private bool tested;
    private double? adjusted;
    private readonly Dictionary<string, HashSet<string>> byIncident = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HashSet<string>> bySeason = [];
    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);

    public Rule Rule { get; } = rule;
    public TheatreSeasons Theatre { get; } = theatre;
    public IReadOnlyDictionary<string, Finding> Findings => findings;

    public Tally Tally { get; } = new();

    public SeasonsSeen Seen { get; } = new(rule, theatre.Theatre);

    public Evidence Evidence { get; private set; } = WeighEvidence.Nothing;

    /// <summary>What the test against chance says; null where there is none.</summary>
    public Tested? Tested { get; private set; }

    public Matcher Matcher { get; } = MatchRule.Of(rule, theatre);

    public IEnumerable<Finding> InSeason(int year) => bySeason.TryGetValue(year, out var ids) ? ids.Select(id => findings[id]) : [];

    /// <summary>The ids of the findings that an incident is part of.</summary>
    public IReadOnlyList<string> IdsWith(string incident) => byIncident.TryGetValue(incident, out var ids) ? [.. ids] : [];

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
            SetOf(byIncident, incident).Add(finding.CorrelationId);
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
                byIncident[incident].Remove(id);
            }
        }

        return finding;
    }

    /// <summary>Weighs the evidence anew where anything counted or judged is another than before.</summary>
    /// <summary>Makes the test anew where anything that it looks at is another than before.</summary>
    public void Test()
    {
        if (Seen.TakeChanged())
        {
            Tested = TestRule.Of(Rule, Seen);
            tested = true;
        }
    }

    /// <summary>Says what the rule is worth, among the others.</summary>
    /// <param name="q">The p adjusted for all rules that were tested; null where this one was not.</param>
    /// <returns>Whether the evidence says something else now than was told last.</returns>
    public bool Weigh(double? q)
    {
        if (!Tally.TakeChanged() && !tested && q == adjusted)
        {
            return false;
        }

        (tested, adjusted) = (false, q);
        var before = Evidence;
        Evidence = WeighEvidence.Of(Rule, Tally, findings.Count, Tested, q, Seen.HasDiscoveryData);
        var other = untold || !WeighEvidence.Same(before, Evidence);
        untold = false;
        return other;
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
