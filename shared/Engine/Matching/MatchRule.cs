using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Which file looks for which kind of rule.</summary>
internal static class MatchRule
{
    /// <summary>Whether the rule is applied in a theatre.</summary>
    public static bool AppliesIn(this Rule rule, Theatre theatre) => rule.Theatres is null || rule.Theatres.Contains(theatre.Id);

    public static Matcher Of(Rule rule, TheatreSeasons theatre) => rule switch
    {
        { Kind: RuleKind.Follows } => new MatchFollows(rule, theatre),
        { Kind: RuleKind.GatedWindow } => new MatchGatedWindow(rule, theatre),
        { Kind: RuleKind.Chain } => new MatchChain(rule, theatre),
        { Kind: RuleKind.SeasonWindow } => new MatchSeasonWindow(rule, theatre),
        { Kind: RuleKind.Near, Near.Route: not null } => new MatchOnRoute(rule, theatre),
        { Kind: RuleKind.Near } => new MatchNear(rule, theatre),
        { Kind: RuleKind.Burst } => new MatchBurst(rule, theatre),
        { Kind: RuleKind.Surge } => new MatchSurge(rule, theatre),
        { Kind: RuleKind.Absence } => new MatchAbsence(rule, theatre),
        { Kind: RuleKind.DoseResponse } => new MatchDoseResponse(rule, theatre),
        _ => throw new ArgumentException($"there is no kind of rule {rule.Kind}", nameof(rule)),
    };
}
