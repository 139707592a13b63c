using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "it lies on a route", so many kilometres from its course at most. Days play no part but to say which season it lies in. What is
/// mentioned as a district or wider may lie on the route and is never certain to.
/// </summary>
internal sealed class MatchOnRoute(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    /// <summary>The key is the pair of incident and route, sorted.</summary>
    public static string IdOf(Rule rule, TheatreSeasons theatre, string incident) =>
        Selecting.IdOf(rule, theatre, new[] { incident, rule.Near!.Route! }.Order(StringComparer.Ordinal));

    public override IEnumerable<string> KeyedBy(string unit, RuleInTheatre work) => [IdOf(Rule, Theatre, unit)];

    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        if (now.Find(unit) is not { } one || !Rule.Counts(Rule.Cause, one, Theatre)
            || LyingOnRoute.RouteOf(Rule.Near!, now.Gazetteer) is not { } route
            || Whereabouts.Of(one.Incident, now.Gazetteer) is not { } here
            || here.IsNear(route, Rule.Near!.WithinKm) is var place && place == Certainty.Impossible
            || Theatre.Theatre.Likeliest(Rule.Cause.DaysOf(one)) is not { } season)
        {
            yield break;
        }

        yield return Found(
            new[] { one.Id, route.Id }.Order(StringComparer.Ordinal), season, place, 1, [one.Id], null,
            () =>
            [
                new("of", one.Id, Say.Dated(one, Rule.Cause)),
                new("route", null, LyingOnRoute.Says(here, route, Rule.Near.WithinKm)),
            ],
            [one.Id], []);
    }
}
