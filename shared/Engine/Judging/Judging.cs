using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>Which file judges which kind of rule, and by what: season years, or the incidents themselves.</summary>
internal static class Judging
{
    /// <summary>A chain is judged by its takings, and what asks where or when something came by each that came.</summary>
    public static bool IsByIncident(Rule rule) => rule is { Kind: RuleKind.Chain or RuleKind.SeasonWindow } or { Kind: RuleKind.Near, Near.Route: not null };

    public static void Incident(string id, RuleInTheatre work, Situation now)
    {
        if (work.Rule.Kind == RuleKind.Chain)
        {
            JudgeTakings.One(id, work, now, now.AsOf);
        }
        else
        {
            JudgeEach.One(id, work, now);
        }
    }

    public static void Season(int year, RuleInTheatre work, Situation now)
    {
        var unit = SeasonUnit.Of(year);
        work.Tally.Judge(unit, work.Rule.Kind switch
        {
            RuleKind.Absence => JudgeAbsences.In(year, work, now),
            RuleKind.DoseResponse => JudgeDoses.In(year, work, now),
            _ => JudgeSeasons.In(year, work, now),
        });
    }

    /// <summary>The day on which an incident is judged otherwise though nothing new was recorded of it; null where there is none.</summary>
    public static LocalDate? TurningDay(string id, RuleInTheatre work, Situation now) =>
        work.Rule.Kind == RuleKind.Chain ? JudgeTakings.TurningDay(id, work, now) : null;

    /// <summary>The days on which a season is judged otherwise though nothing new was recorded.</summary>
    public static IEnumerable<LocalDate> TurningDays(int year, TheatreSeasons theatre, IEnumerable<RuleInTheatre> works)
    {
        var grace = theatre.Delay.GraceDays;
        return works.SelectMany(w => LastDays(year, w)).Append(theatre.WindowOf(year, TheatreSeasons.Harvests, null).ClosesOrUsual.Latest)
            .Distinct().SelectMany(last => new[] { last.PlusDays(1), last.PlusDays(grace + 1) })
            .Append(theatre.Theatre.DaysOf(year).Earliest);
    }

    /// <summary>
    /// Whether a season is a case of the rule: anything of its sorts is recorded of it, or what should not come was watched for, or the rule says that it could be observed and it has begun. A season
    /// that has not come yet is no case, whatever the rule says of it in hindsight.
    /// </summary>
    public static bool IsListed(int year, RuleInTheatre work, Situation now) =>
        work.Theatre.HasAny(year, work.Rule.Cause.Kind) || (work.Rule.Response is { } response && work.Theatre.HasAny(year, response.Kind))
        || (work.Rule is { Kind: RuleKind.Chain, Cause.Polarity: Polarity.Imminent } && work.Theatre.Threatens(year, work.Rule.Cause))
        || (work.Rule.Kind == RuleKind.Absence && work.Theatre.IsWatched(year, MatchAbsence.Asked(work.Rule).Kind))
        || (work.Rule.Observed is not null && WeighEvidence.IsObserved(work.Rule, year) && now.AsOf is { } day && day >= work.Theatre.Theatre.DaysOf(year).Earliest);

    /// <summary>
    /// The season years of a rule's own range; they are listed even where nothing is recorded, as many as can be read. A declared part of the year, and the
    /// days after an anchor, were watched in the quiet ones too.
    /// </summary>
    public static IEnumerable<int> ObservedYears(Rule rule) => rule.Observed is { } observed && (rule.Kind == RuleKind.SeasonWindow || rule.Steps.Any(s => s.Rel is null) || !IsByIncident(rule))
        ? Enumerable.Range(observed.From, Math.Clamp(observed.To - observed.From + 1, 0, 300))
        : [];

    /// <summary>A season can be asked about as soon as its last day has passed, and judged when reports had time to come. The days of an absence may lie in a later year.</summary>
    private static IEnumerable<LocalDate> LastDays(int year, RuleInTheatre work) => work.Rule.Kind == RuleKind.Absence
        ? Enumerable.Range(year - MatchAbsence.Reach(work.Rule), MatchAbsence.Reach(work.Rule) + 1)
            .Select(y => MatchAbsence.ExpectedIn(y, work.Rule, work.Theatre)?.Latest).OfType<LocalDate>()
        : work.Rule.Kind == RuleKind.Surge ? [JudgeSeasons.LastDay(year, work), MatchSurge.LastDay(year, work.Rule, work.Theatre.Theatre)]
        : [IsByIncident(work.Rule) ? work.Theatre.Theatre.DaysOf(year).Latest : JudgeSeasons.LastDay(year, work)];
}
