using Timeline.Contracts;

namespace Timeline.Engine;

/// <summary>A rule at work in one theatre: what it finds there and what that is worth.</summary>
internal sealed class RuleInTheatre(Rule rule, TheatreSeasons theatre)
{
    private readonly Dictionary<string, HashSet<string>> byIncident = new(StringComparer.Ordinal);
    private readonly Dictionary<int, HashSet<string>> bySeason = [];
    private readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);

    public Rule Rule { get; } = rule;
    public TheatreSeasons Theatre { get; } = theatre;
    public IReadOnlyDictionary<string, Finding> Findings => findings;

    /// <summary>One judgement per unit (a season year, or the incident id of a taking), kept so that only what changed is judged anew.</summary>
    public SortedDictionary<string, Judgement> Judgements { get; } = new(StringComparer.Ordinal);

    public Evidence Evidence { get; set; } = WeighEvidence.Nothing;

    public IEnumerable<Finding> InSeason(int year) => bySeason.TryGetValue(year, out var ids) ? ids.Select(id => findings[id]) : [];

    /// <summary>The ids of the findings that an incident can end or change: of a window, only those it is the response of.</summary>
    public string[] KeyedBy(string incident) => Rule.Kind == RuleKind.Follows
        ? byIncident.TryGetValue(incident, out var ids) ? [.. ids] : []
        : [Selecting.IdOf(Rule, Theatre, incident)];

    public void Add(Finding finding)
    {
        findings[finding.CorrelationId] = finding;
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
            bySeason[finding.SeasonYear].Remove(id);
            foreach (var incident in finding.Incidents)
            {
                byIncident[incident].Remove(id);
            }
        }

        return finding;
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
