using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>What is recorded of a season for a side of a rule, and what against it. A side that asks for an absence is answered the other way round.</summary>
internal static class Statements
{
    /// <returns>What lies surely in the season year as the side asks, and what is recorded of it that says the contrary; each by id.</returns>
    public static (IReadOnlyList<Standing> Yes, IReadOnlyList<Standing> No) Of(int year, Selector side, Rule rule, TheatreSeasons theatre)
    {
        var came = theatre.Occurred(year, side with { Polarity = null }, rule.Count).Where(s => s.Onset is not null && theatre.Theatre.EdgeYear(s) == year).ToList();
        var none = (side.Kind == Kind.Harvest ? theatre.AbsentOpening(year, side) : theatre.AbsentIn(year, side, DaysAsked(year, rule, theatre))).ToList();
        return side.Polarity switch
        {
            null or Polarity.Occurred => (came, none),
            Polarity.DidNotOccur => (none, came),
            _ => ([], []),
        };
    }

    /// <summary>The days on which a response counts: the declared ones, or the season's window as it stands or usually is.</summary>
    private static UncertainDate DaysAsked(int year, Rule rule, TheatreSeasons theatre)
    {
        if (rule.Season?.In(theatre.Theatre, year) is { } declared)
        {
            return declared;
        }

        var window = theatre.WindowOf(year, rule.Kind == RuleKind.GatedWindow ? rule.Cause : TheatreSeasons.Harvests, rule.Kind == RuleKind.GatedWindow ? rule.Closes : null);
        return window.DaysOrUsual;
    }
}
