using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Says what took a finding away: the first that applies of a superseded rule, an incident that no longer stands or counts, an order turned round, and days.</summary>
internal static class WhyWithdrawn
{
    public static string Of(Finding before, Rule? inForce, TheatreSeasons theatre, Situation now, Func<string, string> presentId)
    {
        if (inForce is null || inForce.Version != before.RuleVersion)
        {
            return inForce is null ? "The rule was retired." : $"Version {inForce.Version} of the rule came into force.";
        }

        foreach (var id in before.HangsOn)
        {
            if (Gone(id, inForce, theatre, now, presentId) is { } why)
            {
                return why;
            }
        }

        if (inForce.Kind == RuleKind.Chain && now.Find(before.Incidents[0]) is { Onset: not null } anchor)
        {
            var early = MatchChain.StepsOf(anchor, inForce, theatre, now).Where(s => s.Lag is { Max: < 0 }).Select(s => s.Rule.Step).Distinct().ToList();
            return early.Count > 0
                ? $"{string.Join(" and ", early)} would precede the {Spell(anchor.Kind)}"
                : "No linked step stands any longer within the rule's days.";
        }

        if (inForce.Kind == RuleKind.Follows && Days(inForce.Cause, before.Incidents[0]) is { } a && Days(inForce.Response!, before.Incidents[1]) is { } b)
        {
            return inForce.Near is not null && Lag.Within(a, b, inForce.MinLagDays ?? 0, inForce.MaxLagDays ?? 365).Certainty != Certainty.Impossible
                ? "It no longer lies as near the route as the rule asks."
                : $"The lag is now {Say.Days(Lag.Between(a, b))}; the rule asks for {inForce.MinLagDays ?? 0} to {inForce.MaxLagDays ?? 365}.";
        }

        return inForce.Kind switch
        {
            RuleKind.GatedWindow or RuleKind.SeasonWindow => "The window and the days of the incident no longer meet.",
            RuleKind.Near => "The two no longer lie as near as the rule asks, or are no longer of its sorts.",
            RuleKind.Burst => "The cluster of these days is another now, or has too few members.",
            RuleKind.Surge => "There are no longer so many more than in other seasons.",
            RuleKind.Absence => "It is no longer on record that it did not come after all its days had passed.",
            RuleKind.DoseResponse => "One of the season's two numbers is no longer known.",
            _ => "What the rule asks for is no longer there.",
        };

        UncertainDate? Days(Selector side, string id) => now.Find(id) is { } standing ? side.DaysOf(standing) : null;
    }

    private static string? Gone(string id, Rule rule, TheatreSeasons theatre, Situation now, Func<string, string> presentId)
    {
        if (now.Find(id) is not { } standing)
        {
            return presentId(id) is var into && into != id ? $"{id} was merged into {into}." : $"{id} no longer stands: its reports were taken back.";
        }

        return standing switch
        {
            { Counts: false } when !Asks(rule, standing) => $"“{standing.Incident.Title}” no longer counts as having occurred here.",
            { Onset: null } => $"“{standing.Incident.Title}” no longer has a date.",
            _ when !theatre.Holds(id) && standing.Incident.Polarity != Polarity.Imminent => $"“{standing.Incident.Title}” no longer lies in this theatre.",
            { IsPart: true } => $"“{standing.Incident.Title}” is now counted as part of another.",
            _ => null,
        };
    }

    /// <summary>Whether the rule looks for it though it did not occur.</summary>
    private static bool Asks(Rule rule, Standing standing) =>
        (standing.IsAbsence && (rule.Kind is RuleKind.Absence or RuleKind.DoseResponse))
        || new[] { rule.Cause, rule.Response }.OfType<Selector>().Concat(rule.Steps.Select(s => s.Of)).Any(side => side.Polarity is not null && side.IsAsked(standing));

    /// <summary>In the field's short words: a hostage-taking is a taking.</summary>
    private static string Spell(Kind kind) => kind == Kind.HostageTaking ? "taking" : kind.ToString().ToLowerInvariant();
}
