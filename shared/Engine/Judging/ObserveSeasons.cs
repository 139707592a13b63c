using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Days on which a response counts because of a cause: of a lag those after it, of a window those it opens, else the declared days.</summary>
/// <param name="Causes">What they rest on; empty where the days are declared.</param>
/// <param name="Surely">The days covered whatever the days of the cause were, both counting; null where none is.</param>
/// <param name="Perhaps">All days that may be covered, both counting.</param>
/// <param name="IsCounted">No date of a cause was worked out from a response of the season.</param>
public sealed record Covered(IReadOnlyList<string> Causes, UncertainDate? Surely, UncertainDate Perhaps, bool IsCounted);

/// <param name="Days">The days that the rule compares.</param>
/// <param name="Verdict">Whether it is matched in this season: surely, perhaps, or not.</param>
/// <param name="IsCounted">No date in the match was worked out from another of it.</param>
public sealed record Response(string IncidentId, UncertainDate Days, Certainty Verdict, bool IsCounted);

/// <summary>A season as a test against chance sees it.</summary>
/// <param name="IsObserved">The rule says that it could be observed.</param>
/// <param name="IsJudged">It is over, its cause is independently known and its response seen or recorded absent.</param>
/// <param name="Covered">The days its causes cover; they may reach into the next season.</param>
/// <param name="Responses">What came in the season of most of its days, earliest first.</param>
/// <param name="Dose">dose-response: the sum of the cause, least and most; null where it is not known.</param>
public sealed record SeasonObserved(
    int SeasonYear, UncertainDate Days, bool IsObserved, bool IsJudged, IReadOnlyList<Covered> Covered, IReadOnlyList<Response> Responses, (decimal Least, decimal? Most)? Dose);

/// <summary>Puts together what the statistics need, from what matching and judging hold already.</summary>
internal static class ObserveSeasons
{
    public static IReadOnlyList<SeasonObserved> Of(RuleInTheatre work, Situation now)
    {
        var judged = work.Tally.Judgements.ToLookup(j => j.SeasonYear, j => j.Judged);
        var responses = Responses(work, now).ToLookup(r => work.Theatre.Theatre.Likeliest(r.Days)!.Value);
        return
        [
            .. work.Theatre.Years.Concat(Judging.ObservedYears(work.Rule)).Distinct().Order().Select(year => new SeasonObserved(
                year,
                work.Theatre.Theatre.DaysOf(year),
                WeighEvidence.IsObserved(work.Rule, year),
                judged[year].Any(j => j),
                [.. CoveredIn(year, work, now)],
                [.. responses[year]],
                DoseOf(year, work))),
        ];
    }

    private static IEnumerable<Response> Responses(RuleInTheatre work, Situation now)
    {
        var side = work.Rule.Response ?? work.Rule.Cause;
        return now.Register.All.Select(i => now.Find(i.Id)).OfType<Standing>()
            .Where(s => work.Rule.Counts(side, s, work.Theatre) && work.Theatre.Theatre.Likeliest(side.DaysOf(s)) is not null)
            .Select(s => (Standing: s, Days: side.DaysOf(s)!.Value, Matches: work.With(s.Id).Where(f => work.Rule.Kind != RuleKind.Follows || f.Incidents[1] == s.Id).ToList()))
            .OrderBy(s => s.Days).ThenBy(s => s.Standing.Id, StringComparer.Ordinal)
            .Select(s => new Response(
                s.Standing.Id, s.Days, s.Matches.Select(m => m.Verdict).DefaultIfEmpty(Certainty.Impossible).Max(), s.Matches.Exists(m => WeighEvidence.IsCounted(work.Rule, m))));
    }

    private static IEnumerable<Covered> CoveredIn(int year, RuleInTheatre work, Situation now)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        if (rule.Season?.In(theatre.Theatre, year) is { } declared)
        {
            return [new([], declared, declared, true)];
        }

        if (rule.Kind == RuleKind.GatedWindow)
        {
            return theatre.WindowOf(year, rule.Cause, rule.Closes) is { IsNone: false, Opens.IsRecorded: true } window ? [Gated(year, window, work, now)] : [];
        }

        return rule.MaxLagDays is not { } most ? [] : theatre.Occurred(year, rule.Cause, rule.Count)
            .Where(c => rule.Counts(rule.Cause, c, theatre) && theatre.Theatre.Likeliest(rule.Cause.DaysOf(c)) == year)
            .Select(c => Lagging(c, rule.Cause.DaysOf(c)!.Value, rule.MinLagDays ?? 0, most, work, now));
    }

    private static Covered Gated(int year, SeasonWindow window, RuleInTheatre work, Situation now)
    {
        var (opens, closes) = (window.Opens.Days!.Value, window.Closes.Days!.Value);
        var causes = window.Opens.Accounts.Concat(window.Closes.Accounts).ToList();
        var responses = work.Theatre.Occurred(year, work.Rule.Response!, work.Rule.Count).ToList();
        return new(
            [.. window.Opens.Accounts.Select(a => a.Id)],
            opens.Latest < closes.Earliest ? new(opens.Latest, closes.Earliest.PlusDays(-1)) : null,
            window.DaysOrUsual,
            !causes.Exists(c => responses.Exists(r => now.IsCircular(c.Incident, r.Id))));
    }

    private static Covered Lagging(Standing cause, UncertainDate days, int least, int most, RuleInTheatre work, Situation now)
    {
        var (first, last) = (days.Latest.PlusDays(least), days.Earliest.PlusDays(most));
        return new(
            [cause.Id],
            first <= last ? new(first, last) : null,
            new(days.Earliest.PlusDays(least), days.Latest.PlusDays(most)),
            cause.Incident.DerivedFrom.Count == 0 || !work.With(cause.Id).Any(f => f.NotCounted.Any(n => n.IncidentId == cause.Id)));
    }

    private static (decimal Least, decimal? Most)? DoseOf(int year, RuleInTheatre work) =>
        work.Rule.Dose is not null && MatchDoseResponse.Of(year, work.Rule, work.Theatre) is { HasDose: true } pair ? (pair.Least, pair.Most) : null;
}
