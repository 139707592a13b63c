using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "it was expected and did not come": within a lag after a cause of the season, or in declared days. One match a season year, found when the last
/// of these days and the grace for reports (<see cref="ReportingDelay"/>) have passed, and only where somebody says that it did not come, or that it was watched for and would have been reported: no record is not no event.
/// </summary>
/// <remarks>
/// Certain where such records and watches cover all the days and nothing may have come in them; else possible, with the share of the days covered times
/// the chance that none of what may have come did. A cause counts that surely lies in the season year.
/// </remarks>
internal sealed class MatchAbsence(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    /// <summary>
    /// Where the days of a season reach farther than a lag after a day of its own would: a source may put a harvest in a season year in which none of its days lie, and what is
    /// compared may be an end years later. By season year, the first and the last season year in which any of its days lie, as of the last look.
    /// </summary>
    private readonly Dictionary<int, (int First, int Last)> farther = [];

    /// <summary>A season of the rule.</summary>
    /// <param name="Causes">What it is expected after; empty where the days are declared.</param>
    /// <param name="Days">The days on which it was expected, both counting.</param>
    /// <param name="Came">What may have come in them, with the chance that it did.</param>
    /// <param name="None">The records that it did not.</param>
    /// <param name="Watched">The statements that it was watched for.</param>
    /// <param name="Covered">How many of the days records and statements cover.</param>
    internal sealed record Expected(
        IReadOnlyList<Standing> Causes, UncertainDate Days, IReadOnlyList<(Standing Standing, Verdict Verdict)> Came, IReadOnlyList<Standing> None, IReadOnlyList<CoverageStated> Watched,
        int Covered)
    {
        /// <summary>Whether anybody would know of it.</summary>
        public bool IsSpokenOf => None.Count + Watched.Count > 0;

        /// <summary>Whether what is said covers all the days, and nothing may have come in them.</summary>
        public bool IsSure => Came.Count == 0 && Covered == Days.Days();
    }

    /// <summary>The seasons that were touched, by a kind that the rule or the harvest window asks for, and those whose days may reach into one of them.</summary>
    public override IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now)
    {
        List<int> years = [.. touched.SeasonsWith(Rule.Cause.Kind, Rule.Response?.Kind, Kind.Harvest, Kind.PassClosure)];
        var near = WithReach(years);
        return farther.Count == 0 ? near
            : near.Union(farther.Where(f => years.Exists(y => f.Value.First <= y && y <= f.Value.Last)).Select(f => SeasonUnit.Of(f.Key)));
    }

    public override IEnumerable<string> Everything(IReadOnlyCollection<int> years, Situation now) => WithReach(years);

    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        var year = SeasonUnit.Year(unit);
        var expected = Of(year, Rule, Theatre, now);
        NoteReach(year, expected?.Days);
        if (expected is not { IsSpokenOf: true } season
            || season.Came.Any(c => c.Verdict.Certainty == Certainty.Certain)
            || !IsOver(season, Theatre, now.AsOf))
        {
            yield break;
        }

        var certain = season.IsSure;
        var share = season.Came.Aggregate((double)season.Covered / season.Days.Days(), (chance, c) => chance * (1 - c.Verdict.Share));
        var all = season.Causes.Concat(season.None).ToList();
        var grace = Theatre.Delay.GraceDays;
        yield return Found(
            [unit], year, certain ? Certainty.Certain : Certainty.Possible, share, [.. all.Select(s => s.Id).Distinct(StringComparer.Ordinal)],
            [season.Days, grace, season.Covered, season.Causes.Count, .. all, .. season.Watched, .. season.Came.Select(c => (object)c)],
            () =>
            [
                .. season.Causes.Select(c => new ExplanationStep("after", c.Id, Say.Dated(c, Rule.Cause))),
                new("expected", null, $"It was expected from {season.Days.Earliest:uuuu-MM-dd} to {season.Days.Latest:uuuu-MM-dd}; {grace} more days were left for reports to come in."),
                .. season.None.Select(n => new ExplanationStep("absent", n.Id, Speaks(n))),
                .. season.Watched.Select(w => new ExplanationStep("watched", null, Speaks(w))),
                .. season.Came.Select(c => new ExplanationStep("perhaps", c.Standing.Id, $"{Say.Dated(c.Standing, Asked(Rule))} {Say.How(c.Verdict)}.")),
                new("covered", null, $"{(season.Watched.Count == 0 ? "The records cover" : season.None.Count == 0 ? "What was watched covers" : "The records and what was watched cover")} {season.Covered} of {season.Days.Days()} days."),
            ],
            [.. One(season.Causes), .. season.Watched.Count == 0 ? One(season.None) : []], Circular(all, now));
    }

    private void NoteReach(int year, UncertainDate? days)
    {
        if (days is { } known && (Theatre.Theatre.SeasonYearOf(known.Earliest), Theatre.Theatre.SeasonYearOf(known.Latest)) is var (first, last) && (first < year || last > year + Reach(Rule)))
        {
            farther[year] = (first, last);
        }
        else
        {
            farther.Remove(year);
        }
    }

    private IEnumerable<string> WithReach(IEnumerable<int> years) => years.SelectMany(y => Enumerable.Range(y - Reach(Rule), Reach(Rule) + 1)).Distinct().Select(SeasonUnit.Of);

    /// <summary>What is expected.</summary>
    public static Selector Asked(Rule rule) => rule.Response ?? rule.Cause;

    /// <summary>So many season years ahead of its own the days of a season may reach.</summary>
    public static int Reach(Rule rule) => rule.Season is not null ? 0 : 1 + (Math.Max(0, rule.MaxLagDays ?? 365) / 365);

    public static bool IsOver(Expected season, TheatreSeasons theatre, LocalDate? asOf) => asOf is { } day && day > season.Days.Latest.PlusDays(theatre.Delay.GraceDays);

    /// <summary>Null where nothing was expected in a season year, as far as is known.</summary>
    public static Expected? Of(int year, Rule rule, TheatreSeasons theatre, Situation now)
    {
        var (causes, dated, days) = DaysOf(year, rule, theatre);
        if (days is not { } expected)
        {
            return null;
        }

        List<Standing> none = [.. Records(year, rule, theatre, expected)];
        List<CoverageStated> watched = [.. theatre.Watching(year, Asked(rule).Kind, expected).Where(w => Asked(rule).IsWatchedBy(w, theatre.Gazetteer))];
        var spokenOf = none.Select(n => SeasonYears.PeriodOf(n.Incident)).OfType<UncertainDate>().Concat(watched.Select(WatchedPlaces.DaysOf));
        return new(causes, expected, [.. Came(rule, theatre, now, dated, expected)], none, watched, Covered(spokenOf, expected));
    }

    /// <summary>The days on which something was expected in a season year; null where nothing was.</summary>
    public static UncertainDate? ExpectedIn(int year, Rule rule, TheatreSeasons theatre) => DaysOf(year, rule, theatre).Days;

    private static (IReadOnlyList<Standing> Causes, List<UncertainDate> Dated, UncertainDate? Days) DaysOf(int year, Rule rule, TheatreSeasons theatre)
    {
        var causes = rule.Response is null ? [] : Statements.Of(year, rule.Cause, rule, theatre).Yes;
        if (rule.Response is not null && causes.Count == 0)
        {
            return ([], [], null);
        }

        var dated = causes.Select(rule.Cause.DaysOf).OfType<UncertainDate>().ToList();
        var (min, max) = (rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365);
        return (causes, dated, rule.Season is { } season ? season.In(theatre.Theatre, year)
            : dated.Count == 0 ? null
            : new UncertainDate(dated.Min(d => d.Earliest).PlusDays(min), dated.Max(d => d.Latest).PlusDays(max)));
    }

    private static IEnumerable<(Standing Standing, Verdict Verdict)> Came(Rule rule, TheatreSeasons theatre, Situation now, List<UncertainDate> causes, UncertainDate expected)
    {
        var asked = Asked(rule);
        return theatre.Dated(asked, Day.Number(expected.Earliest), Day.Number(expected.Latest)).Where(s => rule.Counts(asked, s, theatre))
            .Select(s => (Standing: s, Verdict: Within(rule, causes, expected, asked.DaysOf(s)!.Value)))
            .Where(s => s.Verdict.Certainty != Certainty.Impossible)
            .OrderBy(s => asked.DaysOf(s.Standing)!.Value).ThenBy(s => s.Standing.Id, StringComparer.Ordinal);
    }

    /// <summary>Within the declared days, or within the lag after the cause that gives most.</summary>
    private static Verdict Within(Rule rule, List<UncertainDate> causes, UncertainDate expected, UncertainDate days) => rule.Season is not null
        ? Verdict.Of(expected.Intersect(days)?.Days() ?? 0, days.Days())
        : causes.Select(c => Lag.Within(c, days, rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365)).OrderByDescending(v => v.Share).First();

    private static IEnumerable<Standing> Records(int year, Rule rule, TheatreSeasons theatre, UncertainDate expected) =>
        theatre.AbsentIn(year, Asked(rule), expected).OrderBy(s => s.Id, StringComparer.Ordinal);

    private static int Covered(IEnumerable<UncertainDate> spokenOf, UncertainDate days)
    {
        var (covered, reached) = (0, days.Earliest.PlusDays(-1));
        foreach (var period in spokenOf.Select(period => period.Intersect(days)).OfType<UncertainDate>().Order())
        {
            var from = Day.Later(period.Earliest, reached.PlusDays(1));
            covered += Math.Max(0, Day.Number(period.Latest) - Day.Number(from) + 1);
            reached = Day.Later(reached, period.Latest);
        }

        return covered;
    }

    private static string Speaks(Standing none) => SeasonYears.PeriodOf(none.Incident) is { } period
        ? $"“{none.Incident.Title}” says that none came from {period.Earliest:uuuu-MM-dd} to {period.Latest:uuuu-MM-dd}{(none.Incident.Claim == Claim.Inferred ? "; it was inferred, not stated" : "")}."
        : $"“{none.Incident.Title}”";

    private static string Speaks(CoverageStated watched) =>
        $"{watched.Source.Name} watched for it ({watched.Where.Text ?? watched.Where.PlaceId}) from {watched.From:uuuu-MM-dd} to {watched.To:uuuu-MM-dd} and would have reported it.";

    private static IEnumerable<string> One(IReadOnlyList<Standing> all) => all.Count == 1 ? [all[0].Id] : [];
}
