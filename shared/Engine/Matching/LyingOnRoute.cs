using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What a rule of lag asks of its response's place, where it names a route: it passes only what may lie on it, and then the lag is asked.</summary>
internal static class LyingOnRoute
{
    /// <summary>Whether a response lies on the route, so many kilometres from it at most; certain where the rule names none. What nobody can place lies on none.</summary>
    public static Certainty OnRoute(this Rule rule, Incident response, Gazetteer gazetteer) =>
        rule is not { Kind: RuleKind.Follows, Near: { } near } ? Certainty.Certain
        : RouteOf(near, gazetteer) is { } route && Whereabouts.Of(response, gazetteer) is { } here ? here.IsNear(route, near.WithinKm)
        : Certainty.Impossible;

    /// <summary>Whether a record that none came may speak of the route: not where what it speaks of is surely elsewhere.</summary>
    public static bool MaySpeakOfRoute(this Rule rule, Incident absence, Gazetteer gazetteer) =>
        rule.OnRoute(absence, gazetteer) != Certainty.Impossible || Whereabouts.Of(absence, gazetteer) is null;

    public static Route? RouteOf(Nearness near, Gazetteer gazetteer) => gazetteer.Routes.FirstOrDefault(r => r.Id == near.Route);

    /// <summary>How far from the route it is, and how far along it from where it begins.</summary>
    public static string Says(Whereabouts here, Route route, double withinKm)
    {
        var (km, along) = (here.From(route).Km, here.From(route).AlongKm);
        return $"It lies about {MatchNear.Kilometres(km)} km from “{route.Name}”, about {MatchNear.Kilometres(along)} km along it from {route.Points[0].Name}; "
            + $"the rule asks for at most {MatchNear.Kilometres(withinKm)}.{MatchNear.Doubt(here.IsNear(route, withinKm))}";
    }
}
