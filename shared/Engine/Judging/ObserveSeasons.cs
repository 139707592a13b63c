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
/// <param name="Where">Where the rule asks for nearness; null where it does not, or nobody knows.</param>
/// <param name="IsCause">near: it is of the rule's one side.</param>
/// <param name="IsResponse">near: it is of the other; of any other rule every response is.</param>
/// <param name="IsSure">follows, on a route: it surely lies on it; of any other rule every response is sure.</param>
public sealed record Response(
    string IncidentId, UncertainDate Days, Certainty Verdict, bool IsCounted, bool HasOwnDate, decimal? Amount, Whereabouts? Where = null, bool IsCause = false, bool IsResponse = true,
    bool IsSure = true);

/// <summary>What became of an anchor in one step of a chain that links name.</summary>
/// <param name="Onset">Of the anchor.</param>
/// <param name="Verdict">Whether the step was taken within its days.</param>
/// <param name="Lag">Days from the anchor to it, where it was.</param>
public sealed record Taken(string Anchor, UncertainDate Onset, Certainty Verdict, (int Min, int Max)? Lag);

/// <summary>A step of a chain in one season: what became of the anchors where links name the step; else the days after them, and what came of its sort.</summary>
public sealed record StepObserved(string Step, Group<Taken> Taken, Group<Covered> Covered, Group<Response> Responses);

/// <summary>A season as a test against chance sees it.</summary>
/// <param name="Cause">present, absent, circular or unknown.</param>
/// <param name="Came">present, absent or unknown.</param>
/// <param name="WhyNotUsed">Null where it is used.</param>
/// <param name="Covered">The days its causes cover; they may reach into the next season.</param>
/// <param name="Responses">What came in the season of most of its days, earliest first.</param>
/// <param name="Dose">dose-response: the sum of the cause, least and most; null where it is not known.</param>
/// <param name="Steps">chain: each of the rule's, in its order.</param>
/// <param name="FirstKnown">The instant since which anything was known of what is recorded of the season for the rule, also of what is recorded not to have come; null where nothing is.</param>
public sealed record SeasonObserved(
    int SeasonYear, UncertainDate Days, string Cause, string Came, string? WhyNotUsed, Group<Covered> Covered, Group<Response> Responses, (decimal Least, decimal? Most)? Dose,
    Group<StepObserved> Steps, Instant? FirstKnown)
{
    public bool IsUsed => WhyNotUsed is null;

    /// <summary>absence: it is not sure that the response stayed away, for what is said does not speak of all the days, or something came that may lie in them.</summary>
    public bool IsOpen { get; init; }
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
            new([.. CoveredIn(year, work, now)]), new([.. Responses(year, work, now)]), DoseOf(year, work),
            new([.. work.Rule.Steps.Select(step => StepOf(step, year, work, now))]), FirstKnown(year, work, now))
        {
            IsOpen = work.Rule.Kind == RuleKind.Absence && came == "absent" && MatchAbsence.Of(year, work.Rule, work.Theatre, now) is { IsSure: false },
        };
    }

    private static Instant? FirstKnown(int year, RuleInTheatre work, Situation now) =>
        new[] { work.Rule.Cause, work.Rule.Response, work.Rule.Closes }.Concat(work.Rule.Steps.Select(step => step.Of)).OfType<Selector>()
            .SelectMany(side => work.Theatre.In(year, side.Kind).Where(s => side.Selects(s, work.Theatre.Gazetteer)))
            .Select(s => now.FirstKnown(s.Id)).Min();

    private static string? WhyNot(int year, string cause, string came, RuleInTheatre work, Situation now) =>
        !WeighEvidence.IsObserved(work.Rule, year) ? $"outside the seasons the rule can be observed in: {work.Rule.Observed!.Why}"
        : !IsOver(year, work, now) ? "not over, or reports of it may still come in"
        : cause == "unknown" ? "nothing is known of the cause"
        : came == "unknown" ? "nobody says whether the response came"
        : null;

    private static bool IsOver(int year, RuleInTheatre work, Situation now) =>
        now.AsOf is { } day && day >= UsableOn(year, work);

    /// <summary>The day from which on a season can be used: it is over, and its reports had time to come.</summary>
    public static LocalDate UsableOn(int year, RuleInTheatre work) => LastDay(year, work).PlusDays(work.Theatre.Delay.GraceDays + 1);

    // what should come after a cause may be expected long after the window of its season has closed
    private static LocalDate LastDay(int year, RuleInTheatre work) => Judging.IsByIncident(work.Rule) ? work.Theatre.Theatre.DaysOf(year).Latest
        : work.Rule.Kind == RuleKind.Absence && MatchAbsence.ExpectedIn(year, work.Rule, work.Theatre) is { } expected ? expected.Latest
        : JudgeSeasons.LastDay(year, work);

    private static IEnumerable<Response> Responses(int year, RuleInTheatre work, Situation now)
    {
        var rule = work.Rule;
        return rule.Kind switch
        {
            RuleKind.Chain => [],
            RuleKind.Absence => Responses(year, MatchAbsence.Asked(rule), work),
            RuleKind.Burst => Responses(year, rule.Cause, work).Select(r => Placed(r, now)),
            RuleKind.Near when rule.Response is { } other => BothSides(year, rule.Cause, other, work, now),
            _ => Responses(year, rule.Response ?? rule.Cause, work),
        };
    }

    // one that is of both sides is there once
    private static IEnumerable<Response> BothSides(int year, Selector cause, Selector response, RuleInTheatre work, Situation now)
    {
        var (ones, others) = (Responses(year, cause, work).ToList(), Responses(year, response, work).ToDictionary(r => r.IncidentId, StringComparer.Ordinal));
        return ones.Select(r => r with { IsCause = true, IsResponse = others.Remove(r.IncidentId) }).Concat(others.Values).Select(r => Placed(r, now));
    }

    private static Response Placed(Response response, Situation now) => response with { Where = Whereabouts.Of(now.Find(response.IncidentId)!.Incident, now.Gazetteer) };

    private static IEnumerable<Response> Responses(int year, Selector side, RuleInTheatre work)
    {
        var rule = work.Rule;
        var unit = rule.Surge?.Unit ?? rule.Dose?.ResponseUnit;
        return In(year, side, work)
            .Select(s => (Standing: s, Days: side.DaysOf(s)!.Value, Seen: work.SeenOf(s.Id), Place: rule.OnRoute(s.Incident, work.Theatre.Gazetteer)))
            .Where(s => s.Place != Certainty.Impossible)
            .OrderBy(s => s.Days).ThenBy(s => s.Standing.Id, StringComparer.Ordinal)
            .Select(s => new Response(
                s.Standing.Id, s.Days, s.Seen.Verdict, s.Seen.IsCounted, s.Seen.HasOwnDate,
                unit is null ? 1 : Measuring.In(unit, s.Standing.Incident)?.Least, IsSure: s.Place == Certainty.Certain));
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

        return rule.Kind == RuleKind.Absence || rule.MaxLagDays is not { } most ? [] : In(year, rule.Cause, work).OrderBy(c => c.Id, StringComparer.Ordinal)
            .SelectMany(c => Lagging(c, rule.Cause.DaysOf(c)!.Value, rule.MinLagDays ?? 0, most, rule.Response!, work, now));
    }

    private static StepObserved StepOf(ChainStep step, int year, RuleInTheatre work, Situation now)
    {
        var anchors = In(year, work.Rule.Cause, work).Where(a => a.Onset is not null);
        return step.Rel is not null
            ? new(step.Step, new([.. anchors.OrderBy(a => a.Id, StringComparer.Ordinal).SelectMany(a => TakenBy(a, step, work, now))]), new([]), new([]))
            : new(
                step.Step, new([]),
                new([.. anchors.OrderBy(a => a.Id, StringComparer.Ordinal).SelectMany(a => Lagging(a, work.Rule.Cause.DaysOf(a)!.Value, 0, step.WithinDays, step.Of, work, now))]),
                new([.. Responses(year, step.Of, work)]));
    }

    // the first that was taken; where its date was worked out from the anchor nothing is said of it
    private static IEnumerable<Taken> TakenBy(Standing anchor, ChainStep step, RuleInTheatre work, Situation now)
    {
        var steps = MatchChain.StepsOf(anchor, work.Rule, work.Theatre, now).FindAll(s => s.Rule == step && s.Verdict.Certainty != Certainty.Impossible);
        if (steps.Count == 0)
        {
            yield return new(anchor.Id, anchor.Onset!.Value, Certainty.Impossible, null);
        }
        else if (steps.MinBy(s => s.Lag!.Value) is { } first && !now.IsCircular(first.Linked.Incident, anchor.Id))
        {
            yield return new(anchor.Id, anchor.Onset!.Value, steps.Max(s => s.Verdict.Certainty), first.Lag);
        }
    }

    // by the day that is compared: what ended in another season year than it began in is recorded in that of its beginning alone
    private static IEnumerable<Standing> In(int year, Selector side, RuleInTheatre work)
    {
        var days = work.Theatre.Theatre.DaysOf(year);
        return work.Theatre.Dated(side, Day.Number(days.Earliest), Day.Number(days.Latest))
            .Where(s => work.Rule.Counts(side, s, work.Theatre) && work.Theatre.Theatre.Likeliest(side.DaysOf(s)) == year);
    }

    private static IEnumerable<Covered> Gated(int year, SeasonWindow window, RuleInTheatre work, Situation now)
    {
        if (CauseWindow.Between(window.Opens.Days!.Value, window.Closes.Days!.Value) is { } days)
        {
            yield return new(
                new([.. window.Opens.Accounts.Select(a => a.Id)]), days, window.Opens.Accounts.Concat(window.Closes.Accounts).All(edge => IsCounted(edge, work.Rule.Response!, work, now)));
        }
    }

    private static IEnumerable<Covered> Lagging(Standing cause, UncertainDate days, int least, int most, Selector response, RuleInTheatre work, Situation now)
    {
        if (CauseWindow.After(days, least, most) is { } window)
        {
            yield return new(new([cause.Id]), window, IsCounted(cause, response, work, now));
        }
    }

    // of any season: what dates a cause is as circular a year later
    private static bool IsCounted(Standing cause, Selector response, RuleInTheatre work, Situation now) =>
        !now.IsCircular(cause.Incident, one => work.Rule.Counts(response, one, work.Theatre) && work.Rule.OnRoute(one.Incident, work.Theatre.Gazetteer) != Certainty.Impossible);

    private static (decimal Least, decimal? Most)? DoseOf(int year, RuleInTheatre work) =>
        work.Rule.Dose is not null && MatchDoseResponse.Of(year, work.Rule, work.Theatre) is { HasDose: true } pair ? (pair.Least, pair.Most) : null;
}
