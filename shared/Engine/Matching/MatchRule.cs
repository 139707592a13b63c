using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>All matches of a rule in a theatre that an incident takes part in.</summary>
internal static class MatchRule
{
    /// <summary>Whether the rule is applied in a theatre.</summary>
    public static bool AppliesIn(this Rule rule, Theatre theatre) => rule.Theatres is null || rule.Theatres.Contains(theatre.Id);

    public static IEnumerable<Finding> With(string id, Rule rule, TheatreSeasons theatre, Situation now) => rule.Kind switch
    {
        RuleKind.Follows => MatchFollows.With(id, rule, theatre, now),
        RuleKind.GatedWindow => One(MatchGatedWindow.Of(id, rule, theatre, now)),
        RuleKind.Chain => One(MatchChain.Of(id, rule, theatre, now)),
        _ => [],
    };

    /// <summary>Whether an incident of this kind moves the edges of the rule's windows, and so bears on every response of its season.</summary>
    public static bool MovesAnEdge(this Rule rule, Kind kind) =>
        rule.Kind == RuleKind.GatedWindow && (kind == rule.Cause.Kind || kind == (rule.Closes?.Kind ?? Kind.PassClosure));

    private static IEnumerable<Finding> One(Finding? finding) => finding is null ? [] : [finding];
}
