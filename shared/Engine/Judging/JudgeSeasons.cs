using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What each season year says of a rule "B follows A", "B in the window that A opens", "A and B near one another", "more of B after A" or "many at
/// once". A season is judged when its window has been closed for the grace of its theatre (<see cref="ReportingDelay"/>), its cause is
/// independently known to have come or recorded not to, and its response was seen or is recorded not to have come. It held when both came as the
/// rule says (a counted match), or neither. A burst needs no cause.
/// </summary>
/// <remarks>
/// A cause whose date was worked out from a response of the season, or from something that no longer stands, is circular: the season is listed
/// and not judged. A cause or response that may as well lie in another season year, or beside the route that the rule names, decides nothing here. Seasons outside those the rule
/// can be observed in are listed with what is known of them, so that a counter-example is seen even where it may not be counted; those it can be
/// observed in are listed though nothing is recorded of them, once they have begun.
/// </remarks>
internal static class JudgeSeasons
{
    /// <summary>The last day on which what a season is judged by may come: its window's, or that of the season year where the rule counts all of it.</summary>
    public static LocalDate LastDay(int year, RuleInTheatre work) => work.Rule.Kind is RuleKind.Burst or RuleKind.DoseResponse
        ? work.Theatre.Theatre.DaysOf(year).Latest
        : WindowOf(work, year).ClosesOrUsual.Latest;

    private static SeasonWindow WindowOf(RuleInTheatre work, int year) => work.Rule.Kind == RuleKind.GatedWindow
        ? work.Theatre.WindowOf(year, work.Rule.Cause, work.Rule.Closes)
        : work.Theatre.WindowOf(year, TheatreSeasons.Harvests, null);

    public static Judgement? In(int year, RuleInTheatre work, Situation now)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        var isObserved = WeighEvidence.IsObserved(rule, year);
        var response = rule.Response ?? rule.Cause;
        if (!Judging.IsListed(year, work, now))
        {
            return null;
        }

        var window = WindowOf(work, year);
        var responses = theatre.Occurred(year, response, rule.Count).Where(s => s.Onset is not null && rule.OnRoute(s.Incident, theatre.Gazetteer) != Certainty.Impossible).ToList();
        var cause = rule.Response is null ? "present" : Cause(year, work, responses, now);
        var came = Came(year, response, window, responses, rule, theatre);
        var closed = now.AsOf is { } day && day > LastDay(year, work).PlusDays(theatre.Delay.GraceDays);
        var judged = isObserved && closed && (cause is "present" or "absent") && (came is "present" or "absent");
        var held = judged && (cause == "absent" ? came == "absent" : came == "present" && work.HasCountedIn(year));
        return new(SeasonUnit.Of(year), year, cause, came, judged, held, Says(rule, cause, came, isObserved, closed, judged, held, theatre.Delay.GraceDays));
    }

    private static string Came(int year, Selector response, SeasonWindow window, List<Standing> responses, Rule rule, TheatreSeasons theatre)
    {
        if (response.Polarity is not (null or Polarity.Occurred))
        {
            var (yes, no) = Statements.Of(year, response, rule, theatre);
            return yes.Count > 0 ? "present" : no.Count > 0 ? "absent" : "unknown";
        }

        return responses.Exists(s => theatre.Theatre.EdgeYear(s) == year && rule.OnRoute(s.Incident, theatre.Gazetteer) == Certainty.Certain) ? "present"
            : theatre.Absent(year, response, window).Any(s => rule.MaySpeakOfRoute(s.Incident, theatre.Gazetteer)) ? "absent"
            : "unknown";
    }

    private static string Cause(int year, RuleInTheatre work, List<Standing> responses, Situation now)
    {
        var rule = work.Rule.Kind == RuleKind.GatedWindow ? work.Rule with { Count = CountWhat.Whole } : work.Rule;
        var (yes, no) = Statements.Of(year, rule.Cause, rule, work.Theatre);
        return yes.Count > 0 ? yes.All(s => IsCircular(s.Incident, responses, now)) ? "circular" : "present"
            : no.Count > 0 ? "absent"
            : "unknown";
    }

    private static bool IsCircular(Incident cause, IEnumerable<Standing> responses, Situation now) =>
        now.IsAdrift(cause) || responses.Any(r => now.IsCircular(cause, r.Id));

    /// <summary>A match of which no date was worked out from another of its dates.</summary>
    public static bool IsCounted(Finding finding) => finding.NotCounted.All(n => n.Why != "circular");

    private static string Says(Rule rule, string cause, string came, bool isObserved, bool closed, bool judged, bool held, int graceDays)
    {
        var seen = (rule.Response is null ? "" : $"{Side(rule.Cause)} {Word(cause)}, ") + $"{Side(rule.Response ?? rule.Cause)} {Word(came)}";
        if (judged)
        {
            return (cause, came, held) switch
            {
                ("absent", "absent", _) => $"Held: neither came ({seen}).",
                (_, _, true) => $"Held: both came, as the rule says ({seen}).",
                ("present", "present", _) => $"Did not hold: both came, and not as the rule says ({seen}).",
                _ => $"Did not hold: one came without the other ({seen}).",
            };
        }

        return !isObserved ? $"Not judged: outside the seasons the rule can be observed in ({seen}): {rule.Observed!.Why}."
            : cause == "circular" ? $"Not judged: the date of the cause was worked out from what it would be tested against ({seen})."
            : cause == "unknown" || came == "unknown" ? $"Not judged: {seen}."
            : !closed ? $"Not judged yet: the season is not over, with {graceDays} days for reports to come in ({seen})."
            : $"Not judged: {seen}.";
    }

    /// <summary>A side in a word, with what it asks for where that is no occurrence.</summary>
    public static string Side(Selector selector) => selector.Polarity switch
    {
        Polarity.DidNotOccur => $"absence of a {Say.Name(selector.Kind)}",
        Polarity.Imminent => $"threat of a {Say.Name(selector.Kind)}",
        _ => Say.Name(selector.Kind),
    };

    public static string Word(string state) => state switch
    {
        "present" => "recorded",
        "absent" => "recorded as not having come",
        "circular" => "recorded with a circular date",
        _ => "not known",
    };
}
