using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Days on which a response counts because of a cause: of a lag those after it, of a window those it opens, else the declared days.</summary>
/// <param name="Causes">What they rest on; empty where the days are declared.</param>
/// <param name="IsCounted">No date of a cause was worked out from a response of the season.</param>
public sealed record Covered(Group<string> Causes, CauseWindow Window, bool IsCounted);

/// <param name="Days">The days that the rule compares.</param>
/// <param name="Verdict">Whether it is matched in this season: surely, perhaps, or not.</param>
/// <param name="IsCounted">No date in the match was worked out from another of it.</param>
/// <param name="HasOwnDate">Its date was not worked out from a cause that it would be matched with.</param>
/// <param name="Amount">What it brings in the unit that the rule asks for, at least; 1 where responses are counted, null where no source says.</param>
public sealed record Response(string IncidentId, UncertainDate Days, Certainty Verdict, bool IsCounted, bool HasOwnDate, decimal? Amount);

/// <summary>A season as a test against chance sees it.</summary>
/// <param name="Cause">present, absent, circular or unknown.</param>
/// <param name="Came">present, absent or unknown.</param>
/// <param name="WhyNotUsed">Null where it is used.</param>
/// <param name="Covered">The days its causes cover; they may reach into the next season.</param>
/// <param name="Responses">What came in the season of most of its days, earliest first.</param>
/// <param name="Dose">dose-response: the sum of the cause, least and most; null where it is not known.</param>
/// <param name="FirstKnown">The instant since which anything was known of what is recorded of the season for the rule, also of what is recorded not to have come; null where nothing is.</param>
public sealed record SeasonObserved(
    int SeasonYear, UncertainDate Days, string Cause, string Came, string? WhyNotUsed, Group<Covered> Covered, Group<Response> Responses, (decimal Least, decimal? Most)? Dose,
    Instant? FirstKnown)
{
    public bool IsUsed => WhyNotUsed is null;
}

/// <summary>Puts together what the statistics need of one season, from what matching and judging hold already.</summary>
internal static class ObserveSeasons
{
    public static SeasonObserved? In(int year, RuleInTheatre work, Situation now)
    {
        if (!Judging.IsListed(year, work, now))
        {
            return null;
        }

        var judgement = work.Tally.Of(SeasonUnit.Of(year));   // none where each incident is judged by itself
        var (cause, came) = (judgement?.Cause ?? "present", judgement?.Response ?? "present");
        return new(
            year, work.Theatre.Theatre.DaysOf(year), cause, came, WhyNot(year, cause, came, work, now),
            new([.. CoveredIn(year, work, now)]), new([.. Responses(year, work)]), DoseOf(year, work),
            FirstKnown(year, work, now));
    }

    private static Instant? FirstKnown(int year, RuleInTheatre work, Situation now) =>
        new[] { work.Rule.Cause, work.Rule.Response, work.Rule.Closes }.OfType<Selector>()
            .SelectMany(side => work.Theatre.In(year, side.Kind).Where(s => side.Selects(s.Incident, work.Theatre.Gazetteer)))
            .Select(s => now.FirstKnown(s.Id)).Min();

    private static string? WhyNot(int year, string cause, string came, RuleInTheatre work, Situation now) =>
        !WeighEvidence.IsObserved(work.Rule, year) ? $"outside the seasons the rule can be observed in: {work.Rule.Observed!.Why}"
        : !IsOver(year, work, now) ? "not over, or reports of it may still come in"
        : cause == "unknown" ? "nothing is known of the cause"
        : came == "unknown" ? "nobody says whether the response came"
        : null;

    private static bool IsOver(int year, RuleInTheatre work, Situation now) =>
        now.AsOf is { } day && day > (Judging.IsByIncident(work.Rule) ? work.Theatre.Theatre.DaysOf(year).Latest : JudgeSeasons.LastDay(year, work)).PlusDays(work.Theatre.Delay.GraceDays);

    private static IEnumerable<Response> Responses(int year, RuleInTheatre work)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        var side = rule.Kind == RuleKind.Absence ? MatchAbsence.Asked(rule) : rule.Response ?? rule.Cause;
        var unit = rule.Surge?.Unit ?? rule.Dose?.ResponseUnit;
        return theatre.In(year, side.Kind)
            .Where(s => rule.Counts(side, s, theatre) && theatre.Theatre.Likeliest(side.DaysOf(s)) == year)
            .Select(s => (Standing: s, Days: side.DaysOf(s)!.Value, Matches: work.With(s.Id).Where(f => rule.Kind != RuleKind.Follows || f.Incidents[1] == s.Id).ToList()))
            .OrderBy(s => s.Days).ThenBy(s => s.Standing.Id, StringComparer.Ordinal)
            .Select(s => new Response(
                s.Standing.Id, s.Days, s.Matches.Select(m => m.Verdict).DefaultIfEmpty(Certainty.Impossible).Max(), s.Matches.Exists(m => WeighEvidence.IsCounted(rule, m)),
                !s.Matches.Exists(m => m.NotCounted.Any(n => n.IncidentId == s.Standing.Id)),
                unit is null ? 1 : Measuring.In(unit, s.Standing.Incident)?.Least));
    }

    private static IEnumerable<Covered> CoveredIn(int year, RuleInTheatre work, Situation now)
    {
        var (rule, theatre) = (work.Rule, work.Theatre);
        if (rule.Season?.In(theatre.Theatre, year) is { } declared)
        {
            return [new(new([]), new(DaySpan.Of(declared), DaySpan.Of(declared)), true)];
        }

        if (rule.Kind == RuleKind.GatedWindow)
        {
            return theatre.WindowOf(year, rule.Cause, rule.Closes) is { IsNone: false, Opens.IsRecorded: true } window ? Gated(year, window, work, now) : [];
        }

        return rule.MaxLagDays is not { } most ? [] : theatre.Occurred(year, rule.Cause, rule.Count)
            .Where(c => rule.Counts(rule.Cause, c, theatre) && theatre.Theatre.Likeliest(rule.Cause.DaysOf(c)) == year)
            .SelectMany(c => Lagging(c, rule.Cause.DaysOf(c)!.Value, rule.MinLagDays ?? 0, most, work, now));
    }

    private static IEnumerable<Covered> Gated(int year, SeasonWindow window, RuleInTheatre work, Situation now)
    {
        if (CauseWindow.Between(window.Opens.Days!.Value, window.Closes.Days!.Value) is { } days)
        {
            yield return new(
                new([.. window.Opens.Accounts.Select(a => a.Id)]), days, window.Opens.Accounts.Concat(window.Closes.Accounts).All(edge => IsCounted(edge, work, now)));
        }
    }

    private static IEnumerable<Covered> Lagging(Standing cause, UncertainDate days, int least, int most, RuleInTheatre work, Situation now)
    {
        if (CauseWindow.After(days, least, most) is { } window)
        {
            yield return new(new([cause.Id]), window, IsCounted(cause, work, now));
        }
    }

    // of any season: what dates a cause is as circular a year later
    private static bool IsCounted(Standing cause, RuleInTheatre work, Situation now) =>
        !now.IsCircular(cause.Incident, one => work.Rule.Counts(work.Rule.Response!, one, work.Theatre));

    private static (decimal Least, decimal? Most)? DoseOf(int year, RuleInTheatre work) =>
        work.Rule.Dose is not null && MatchDoseResponse.Of(year, work.Rule, work.Theatre) is { HasDose: true } pair ? (pair.Least, pair.Most) : null;
}
