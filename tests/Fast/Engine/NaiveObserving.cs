using NodaTime;
using Timeline.Contracts;
using Timeline.Engine;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Engine;

/// <summary>What a test against chance is given of each season, put together once more from all there is.</summary>
internal sealed partial class NaiveMatcher
{
    private readonly Dictionary<string, Instant> firstKnown;

    /// <summary>Season by season in words: its cause and response, whether it is used, the days covered, what came, how much, the steps and since when anything was known.</summary>
    public IReadOnlyList<string> Observations(Rule rule, Theatre theatre)
    {
        if (rule is { Kind: RuleKind.Absence, Response: null })
        {
            return [];   // nothing is tested of what is expected after nothing
        }

        var found = Matches([rule], [theatre]).ToList();
        var isByIncident = rule.Kind is RuleKind.Chain or RuleKind.SeasonWindow || rule is { Kind: RuleKind.Near, Near.Route: not null };
        var said = isByIncident ? [] : Judgements(rule, theatre);
        return
        [
            .. Enumerable.Range(1990, 25).Where(y => IsListed(y, rule, theatre)).Select(y =>
            {
                var judged = said.FirstOrDefault(j => j.Season == y) ?? new("", y, "present", "present", false, false);
                var last = isByIncident || rule.Kind is RuleKind.Burst or RuleKind.DoseResponse ? theatre.DaysOf(y).Latest
                    : ExpectedIn(y, rule, theatre) is { Count: > 0 } days ? days[^1]
                    : Edges(rule, theatre, y).Closes.Latest;
                var isUsed = IsObserved(rule, y) && IsOver(last, theatre) && judged.Cause != "unknown" && judged.Response != "unknown";
                return $"{y} {judged.Cause} {judged.Response} {isUsed}; covered {Join(CoveredIn(y, rule, theatre).Order(StringComparer.Ordinal))}; came {Join(CameIn(y, rule, theatre, found).Order(StringComparer.Ordinal))}; dose {DoseIn(y, rule, theatre)}; "
                    + $"steps {Join(rule.Steps.Select(step => StepIn(step, y, rule, theatre)))}; known {KnownIn(y, rule, theatre)}";
            }),
        ];
    }

    public static string Words(SeasonObserved s) => $"{s.SeasonYear} {s.Cause} {s.Came} {s.IsUsed}; covered {Join(s.Covered.Select(Words).Order(StringComparer.Ordinal))}; came {Join(s.Responses.Select(Words).Order(StringComparer.Ordinal))}; dose {s.Dose?.Least:0.##}-{s.Dose?.Most:0.##}; "
        + $"steps {Join(s.Steps.Select(step => $"{step.Step}: {Join(step.Taken.Select(t => $"{t.Anchor} {t.Verdict} {t.Lag}"))} {Join(step.Covered.Select(Words))} {Join(step.Responses.Select(Words))}"))}; known {s.FirstKnown}";

    private static string Words(Covered c) => $"{string.Join(' ', c.Causes)} {Words(c.Window.Surely)} in {Words(c.Window.Possibly)} {c.IsCounted}";

    private static string Words(Response r) => $"{r.IncidentId} {r.Days} {r.Verdict} {r.IsCounted} {r.HasOwnDate} {r.Amount:0.##} {r.IsCause} {r.IsResponse} {r.IsSure}";

    private static string Words(DaySpan? days) => days is { } known ? $"{Day.At(known.First):uuuu-MM-dd}..{Day.At(known.Last):uuuu-MM-dd}" : "none";

    private static string Join(IEnumerable<string> words) => $"[{string.Join(", ", words)}]";

    private IEnumerable<string> CoveredIn(int year, Rule rule, Theatre theatre)
    {
        if (rule.Season is not null)
        {
            var runs = new List<List<LocalDate>>();
            foreach (var day in DaysOf(theatre.DaysOf(year)).FindAll(d => IsDeclared(rule.Season, d)))
            {
                if (runs.Count > 0 && runs[^1][^1].PlusDays(1) == day)
                {
                    runs[^1].Add(day);
                }
                else
                {
                    runs.Add([day]);
                }
            }

            return runs.OrderByDescending(r => r.Count).ThenBy(r => r[0]).Take(1).Select(r => Covers([], Span(r[0], r[^1]), Span(r[0], r[^1]), true)!);
        }

        if (rule.Kind == RuleKind.GatedWindow)
        {
            var opening = Movers(rule.Cause, theatre, year, null);
            var (opens, closes) = Edges(rule, theatre, year);
            var accounts = opening.Concat(Movers(rule.Closes!, theatre, year, PassChange.Closes)).ToList();
            return opening.Count == 0 ? []
                : new[] { Covers(opening, Span(opens.Latest, closes.Earliest.PlusDays(-1)), Span(opens.Earliest, closes.Latest.PlusDays(-1)), accounts.TrueForAll(a => IsDatedApart(a, rule.Response!, rule, theatre))) }.OfType<string>();
        }

        return rule.Kind == RuleKind.Absence || rule.MaxLagDays is null ? []
            : all.Where(s => Counts(s, rule.Cause, rule, theatre) && Season(theatre, Compared(rule.Cause, s)!.Value) == year)
                .Select(s => After(s, rule.Cause, rule.MinLagDays!.Value, rule.MaxLagDays.Value, rule.Response!, rule, theatre)).OfType<string>();
    }

    private string? After(Seen cause, Selector side, int least, int most, Selector response, Rule rule, Theatre theatre)
    {
        var days = Compared(side, cause)!.Value;
        return Covers(
            [cause], Span(days.Latest.PlusDays(least), days.Earliest.PlusDays(most)), Span(days.Earliest.PlusDays(least), days.Latest.PlusDays(most)), IsDatedApart(cause, response, rule, theatre));
    }

    private static DaySpan Span(LocalDate from, LocalDate to) => new(Day.Number(from), Day.Number(to));

    private static string? Covers(List<Seen> causes, DaySpan surely, DaySpan possibly, bool isCounted) => possibly.Last < possibly.First ? null
        : Words(new Covered(new([.. causes.Select(c => c.Id)]), new(surely.Last < surely.First ? null : surely, possibly), isCounted));

    /// <summary>Its date was worked out from nothing that has fallen away, and from nothing that hangs together with anything the rule looks for.</summary>
    private bool IsDatedApart(Seen cause, Selector response, Rule rule, Theatre theatre) => !IsAdrift(cause)
        && !cause.Incident.DerivedFrom.SelectMany(FamilyOf).Any(id => all.Exists(s => s.Id == id && Counts(s, response, rule, theatre) && LyingThere(s, rule).MayLie));

    private IEnumerable<string> CameIn(int year, Rule rule, Theatre theatre, List<Match> found)
    {
        if (rule.Kind == RuleKind.Near && rule.Near!.Route is null)
        {
            var (ones, others) = (CameIn(year, rule.Cause, rule, theatre, found), CameIn(year, rule.Response!, rule, theatre, found));
            return ones.Select(r => r with { IsCause = true, IsResponse = others.Exists(o => o.IncidentId == r.IncidentId) })
                .Concat(others.Where(o => ones.TrueForAll(r => r.IncidentId != o.IncidentId))).Select(Words);
        }

        return rule.Kind == RuleKind.Chain ? [] : CameIn(year, rule.Response ?? rule.Cause, rule, theatre, found).Select(Words);
    }

    private List<Response> CameIn(int year, Selector side, Rule rule, Theatre theatre, List<Match> found) =>
    [
        .. all.Where(s => Counts(s, side, rule, theatre) && Season(theatre, Compared(side, s)!.Value) == year && LyingThere(s, rule).MayLie)
            .OrderBy(s => Compared(side, s)!.Value).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s =>
            {
                var matches = found.FindAll(m => rule.Kind == RuleKind.Follows ? Ids(m.Incidents)[1] == s.Id : Ids(m.Incidents).Contains(s.Id));
                var unit = rule.Surge?.Unit ?? rule.Dose?.ResponseUnit;
                return new Response(
                    s.Id, Compared(side, s)!.Value, matches.Exists(m => m.Certain) ? Certainty.Certain : matches.Count > 0 ? Certainty.Possible : Certainty.Impossible,
                    matches.Exists(m => IsCounted(rule, m, m.Id.Split('~')[^1])), matches.TrueForAll(m => !Ids(m.Circular).Contains(s.Id)),
                    unit is null ? 1 : Amount(s, unit)?.Low, IsSure: LyingThere(s, rule).Surely);
            }),
    ];

    private string DoseIn(int year, Rule rule, Theatre theatre)
    {
        if (rule.Dose is not { } dose)
        {
            return "-";
        }

        var causes = For(rule.Cause, rule, theatre, year);
        var amounts = causes.Select(c => Amount(c, dose.Unit)).OfType<(decimal Low, decimal? High)>().ToList();
        return amounts.Count > 0 || (causes.Count == 0 && Against(rule.Cause, rule, theatre, year).Count > 0)
            ? $"{amounts.Sum(a => a.Low):0.##}-{(amounts.Exists(a => a.High is null) ? null : amounts.Sum(a => a.High)):0.##}" : "-";
    }

    private string StepIn(ChainStep step, int year, Rule rule, Theatre theatre)
    {
        var anchors = Anchors(rule, theatre).FindAll(a => Season(theatre, a.Onset!.Value) == year).OrderBy(a => a.Id, StringComparer.Ordinal).ToList();
        return step.Rel is null
            ? $"{step.Step}: [] {Join(anchors.Select(a => After(a, rule.Cause, 0, step.WithinDays, step.Of, rule, theatre)).OfType<string>())} {Join(CameIn(year, step.Of, rule, theatre, Matches([rule], [theatre]).ToList()).Select(Words))}"
            : $"{step.Step}: {Join(anchors.SelectMany(a => TakenBy(a, step, rule, theatre)))} [] []";
    }

    private IEnumerable<string> TakenBy(Seen anchor, ChainStep step, Rule rule, Theatre theatre)
    {
        var taken = StepsOf(anchor, rule, theatre).Shares.FindAll(s => s.Step == step).Select(s => (Seen: all.Single(x => x.Id == s.Id), IsCertain: s.Held == s.All))
            .Select(s => (s.Seen, s.IsCertain, Lag: Lag.Between(anchor.Onset!.Value, Compared(step.Of, s.Seen)!.Value))).ToList();
        if (taken.Count == 0)
        {
            return [$"{anchor.Id} {Certainty.Impossible} "];
        }

        var first = taken.OrderBy(t => t.Lag).ThenBy(t => Compared(step.Of, t.Seen)!.Value).ThenBy(t => t.Seen.Id, StringComparer.Ordinal).First();
        return FamilyOf(anchor.Id).Overlaps(first.Seen.Incident.DerivedFrom) ? [] : [$"{anchor.Id} {(taken.Exists(t => t.IsCertain) ? Certainty.Certain : Certainty.Possible)} {first.Lag}"];
    }

    private Instant? KnownIn(int year, Rule rule, Theatre theatre) => new[] { rule.Cause, rule.Response, rule.Closes }.Concat(rule.Steps.Select(step => step.Of)).OfType<Selector>()
        .SelectMany(side => all.Where(s => Selects(side, s.Incident) && RecordedIn(s, theatre).Contains(year))).Select(s => (Instant?)firstKnown[s.Id]).Min();
}
