using System.Globalization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// What each season year says of a rule "B follows A" or "B in the window that A opens". A season is judged when its window has been closed for
/// <see cref="GraceDays"/> days, its cause is independently known to have come or recorded not to, and its response was seen or is recorded not
/// to have come. It held when both came as the rule says (a counted match), or neither.
/// </summary>
/// <remarks>
/// A cause whose date was worked out from a response of the season, or from something that no longer stands, is circular: the season is listed
/// and not judged. A cause or response that may as well lie in another season year decides nothing here. Seasons outside those the rule
/// can be observed in are listed with what is known of them, so that a counter-example is seen even where it may not be counted; those it can be
/// observed in are listed though nothing is recorded of them, once they have begun.
/// </remarks>
internal static class JudgeSeasons
{
    /// <summary>Days to wait after a window for reports to come in.</summary>
    public const int GraceDays = 30;

    /// <summary>No more than this many seasons of a rule's own range are listed where nothing is recorded.</summary>
    private const int MostObserved = 300;

    private static readonly Selector Harvest = new(Kind.Harvest);

    public static IEnumerable<int> ObservedYears(Rule rule) => rule is { Observed: { } observed, Kind: not RuleKind.Chain }
        ? Enumerable.Range(observed.From, Math.Clamp(observed.To - observed.From + 1, 0, MostObserved))
        : [];

    /// <summary>The days on which a season of this theatre is judged otherwise though nothing new was recorded.</summary>
    public static IEnumerable<LocalDate> TurningDays(TheatreSeasons theatre, int year, IEnumerable<RuleInTheatre> works) => works
        .Where(w => w.Rule.Kind != RuleKind.Chain).Select(w => WindowOf(w, year)).Append(theatre.WindowOf(year, Harvest, null))
        .Select(w => w.ClosesOrUsual.Latest).Distinct()
        .SelectMany(closed => new[] { closed.PlusDays(1), closed.PlusDays(GraceDays + 1) })
        .Append(theatre.Theatre.DaysOf(year).Earliest);

    public static void In(int year, RuleInTheatre work, Situation now, LocalDate? asOf)
    {
        var unit = year.ToString(CultureInfo.InvariantCulture);
        work.Tally.Judge(unit, Judge(year, unit, work, now, asOf));
    }

    private static SeasonWindow WindowOf(RuleInTheatre work, int year) => work.Rule.Kind == RuleKind.GatedWindow
        ? work.Theatre.WindowOf(year, work.Rule.Cause, work.Rule.Closes)
        : work.Theatre.WindowOf(year, Harvest, null);

    private static Judgement? Judge(int year, string unit, RuleInTheatre work, Situation now, LocalDate? asOf)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        var isObserved = rule.Observed is not { } observed || (observed.From <= year && year <= observed.To);
        if (rule.Response is not { } response
            || (!theatre.HasAny(year, rule.Cause.Kind) && !theatre.HasAny(year, response.Kind) && !(rule.Observed is not null && isObserved && HasBegun(year, theatre, asOf))))
        {
            return null;
        }

        var window = WindowOf(work, year);
        var responses = theatre.Occurred(year, response, rule.Count).Where(s => s.Onset is not null);
        var cause = Cause(year, work, window, responses, now);
        var came = responses.Any(s => theatre.Theatre.EdgeYear(s) == year) ? "present"
            : theatre.Absent(year, response, window).Any() ? "absent"
            : "unknown";
        var closed = asOf is { } day && day > window.ClosesOrUsual.Latest.PlusDays(GraceDays);
        var judged = isObserved && closed && (cause is "present" or "absent") && (came is "present" or "absent");
        var held = judged && (cause == "absent" ? came == "absent" : came == "present" && work.InSeason(year).Any(IsCounted));
        return new(unit, year, cause, came, judged, held, Says(rule, cause, came, isObserved, closed, judged, held));
    }

    // a season that has not come yet is no case, whatever the rule says of it in hindsight
    private static bool HasBegun(int year, TheatreSeasons theatre, LocalDate? asOf) => asOf is { } day && day >= theatre.Theatre.DaysOf(year).Earliest;

    private static string Cause(int year, RuleInTheatre work, SeasonWindow window, IEnumerable<Standing> responses, Situation now)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        var causes = theatre.Occurred(year, rule.Cause, rule.Kind == RuleKind.GatedWindow ? CountWhat.Whole : rule.Count).Where(s => s.Onset is not null).ToList();
        var surely = causes.FindAll(s => theatre.Theatre.EdgeYear(s) == year);
        if (surely.Count > 0)
        {
            return surely.TrueForAll(s => IsCircular(s.Incident, responses, now)) ? "circular" : "present";
        }

        var absent = rule.Cause.Kind == Kind.Harvest ? theatre.AbsentOpening(year, rule.Cause) : theatre.Absent(year, rule.Cause, window);
        return absent.Any() ? "absent" : "unknown";
    }

    private static bool IsCircular(Incident cause, IEnumerable<Standing> responses, Situation now) =>
        cause.DerivedFrom.Count > 0
        && (cause.DerivedFrom.Any(from => now.Find(from) is null) || responses.Any(r => now.IsCircular(cause, r.Id)));

    /// <summary>A match of which no date was worked out from another of its dates.</summary>
    public static bool IsCounted(Finding finding) => finding.NotCounted.All(n => n.Why != "circular");

    private static string Says(Rule rule, string cause, string came, bool isObserved, bool closed, bool judged, bool held)
    {
        var seen = $"{Name(rule.Cause)} {Word(cause)}, {Name(rule.Response!)} {Word(came)}";
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
            : !closed ? $"Not judged yet: the season is not over, with {GraceDays} days for reports to come in ({seen})."
            : $"Not judged: {seen}.";
    }

    private static string Name(Selector selector) => Say.Name(selector.Kind);

    private static string Word(string state) => state switch
    {
        "present" => "recorded",
        "absent" => "recorded as not having come",
        "circular" => "recorded with a circular date",
        _ => "not known",
    };
}
