using FsCheck.Xunit;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What a match hangs on, found by taking each of its incidents away and looking whether it is still there.</summary>
public sealed class HangsOnTests
{
    [Property(MaxTest = 200, Arbitrary = [typeof(Histories.Few)])]
    public void A_match_ends_with_each_of_the_incidents_it_hangs_on_and_with_no_other_of_its_own(Lived lived)
    {
        // what was merged stands under another id
        var facts = lived.Facts.Where(f => f.Event is not (IncidentMerged or IncidentUnmerged)).ToList();
        var without = new Dictionary<string, TimelineEngine>();

        foreach (var finding in EngineOf(facts).Findings.Values)
        {
            // a part stands by itself without its whole, and a whole may begin on other days without a part: that is another history
            foreach (var incident in finding.Incidents.Where(i => !facts.Exists(f => Links(f).Any(l => l.To == i || (l.Rel == Relations.PartOf && f.Event.IncidentId == i)))))
            {
                if (!without.TryGetValue(incident, out var engine))
                {
                    without[incident] = engine = EngineOf([.. facts.Where(f => f.Event.IncidentId != incident)]);
                }

                var stands = Stands(finding, engine);
                // whether a record of absence speaks of the season goes by the season's window, which harvests open and passes close: with it any of these may end a match, and is not said to
                var opens = RuleOf(finding).Kind is RuleKind.Absence or RuleKind.DoseResponse && facts.Exists(f => f.Event is IReported { Account.Kind: Kind.Harvest or Kind.PassClosure } r && r.IncidentId == incident);
                Assert.True(
                    finding.HangsOn.Contains(incident) ? !stands : stands || opens,
                    $"{finding.CorrelationId} of {string.Join(", ", finding.Incidents)} is said to hang on {string.Join(", ", finding.HangsOn)}; without {incident} it {(stands ? "stands" : "falls")}");
            }
        }
    }

    // what is left of a burst has other days, and so another name
    private static bool Stands(Finding finding, TimelineEngine engine) => RuleOf(finding).Kind == RuleKind.Burst
        ? engine.Findings.Values.Any(f => (f.Rule, f.Theatre) == (finding.Rule, finding.Theatre) && f.Incidents.All(finding.Incidents.Contains))
        : engine.Findings.ContainsKey(finding.CorrelationId);

    private static Rule RuleOf(Finding finding) => AnyOrderTests.Rules.Single(r => r.Id == finding.Rule);

    private static IReadOnlyList<Link> Links(Fact fact) => fact.Event switch
    {
        IReported r => r.Account.Links,
        ReportCorrected c => c.Account.Links,
        ReportRestored b => b.Account.Links,
        _ => [],
    };

    private static TimelineEngine EngineOf(IReadOnlyList<Fact> facts) => TimelineEngine.FromNothing(PaperHistory.Gazetteer, AnyOrderTests.Theatres, AnyOrderTests.Rules, facts, AnyOrderTests.Last);
}
