using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Counts how long before the event that a match leads to somebody would have been told (<see cref="SeasonPast.LeadDays"/> says which event that is).</summary>
/// <param name="hindsight">Knows all, and when it really began.</param>
internal sealed class CountLead(Rule rule, TimelineEngine hindsight)
{
    private readonly ILookup<string, Finding> byIncident =
        hindsight.Findings.Values.SelectMany(f => Key(rule, f).Select(id => (id, f))).ToLookup(f => f.id, f => f.f, StringComparer.Ordinal);

    /// <param name="first">The matches that were told first.</param>
    /// <param name="told">The day on which they were.</param>
    public int? Days(IEnumerable<Finding> first, LocalDate told) => first
        .Select(f => InHindsight(f) is { } stands && Event(stands) is { } day ? (int?)(Day.Number(day) - Day.Number(told)) : null).Min();

    /// <summary>The match as it stands in hindsight; of a cluster one that has all its members, and perhaps more. A merge of incidents renames it.</summary>
    private Finding? InHindsight(Finding then)
    {
        var key = Key(rule, then).Select(hindsight.PresentId).ToList();
        return key.Count == 0 ? null : byIncident[key[0]].Where(f => key.TrueForAll(Key(rule, f).Contains)).OrderBy(f => f.CorrelationId, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The incidents that make a match this one and no other; none for kinds that lead to nothing later.</summary>
    private static IEnumerable<string> Key(Rule rule, Finding finding) => rule switch
    {
        { Kind: RuleKind.Follows or RuleKind.Burst } or { Kind: RuleKind.Near, Near.Route: null } => finding.Incidents,
        { Kind: RuleKind.GatedWindow or RuleKind.Surge } => Response(finding),
        { Kind: RuleKind.Chain } => finding.Incidents.Take(1),
        _ => [],
    };

    private static IEnumerable<string> Response(Finding finding) => finding.Explanation.Where(s => s.Step == "response").Select(s => s.IncidentId!);

    private LocalDate? Event(Finding finding) => rule.Kind switch
    {
        RuleKind.Follows => Earliest(rule.Response!, finding.Incidents[1]),
        RuleKind.GatedWindow or RuleKind.Surge => Response(finding).Select(id => Earliest(rule.Response!, id)).Max(),
        RuleKind.Burst => finding.Incidents.Select(id => Earliest(rule.Cause, id)).Max(),
        RuleKind.Near => finding.Incidents.Select(Onset).Max(),
        _ => finding.Incidents.Skip(1).Select(Onset).Max(),
    };

    private LocalDate? Earliest(Selector side, string id) => hindsight.StandingOf(id) is { } standing ? side.DaysOf(standing)?.Earliest : null;

    private LocalDate? Onset(string id) => hindsight.StandingOf(id)?.Onset?.Earliest;
}
