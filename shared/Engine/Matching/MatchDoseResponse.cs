using NodaTime;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "the more of the cause in a season, the more of the response". One match a season year of which both numbers are known: it is a pair for the
/// comparison and says nothing by itself. A cause recorded as not having come is a dose of none; a response recorded so is an answer of none.
/// </summary>
/// <remarks>
/// A cause counts in the season year it surely lies in; one whose amount no source gives is no dose. The pair is certain where every response lies
/// surely in the season; else its share is that of the response least sure to.
/// </remarks>
internal sealed class MatchDoseResponse(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    /// <summary>What is known of a season.</summary>
    /// <param name="Doses">The causes with an amount.</param>
    /// <param name="Silent">The causes of which no source gives an amount.</param>
    /// <param name="NoDose">Records that the cause did not come, where no cause is recorded.</param>
    /// <param name="Surely">Responses that lie in the season, and <paramref name="Perhaps"/> those that may.</param>
    internal sealed record Pair(
        IReadOnlyList<Standing> Doses, IReadOnlyList<Standing> Silent, IReadOnlyList<Standing> NoDose, IReadOnlyList<Standing> Surely, IReadOnlyList<Standing> Perhaps,
        IReadOnlyList<Standing> NoResponse, decimal Least, decimal? Most, decimal AnswerLeast, decimal? AnswerMost)
    {
        /// <summary>Whether it is recorded that the cause, or the response, did not come, also where another source says that it did: without that one there would still be a number.</summary>
        public bool IsNoDoseStated { get; init; }

        /// <inheritdoc cref="IsNoDoseStated"/>
        public bool IsNoResponseStated { get; init; }

        public bool HasDose => Doses.Count + NoDose.Count > 0;

        public bool HasAnswer => Surely.Count + Perhaps.Count + NoResponse.Count > 0;
    }

    /// <summary>The seasons touched by a kind that the rule or the harvest window asks for.</summary>
    public override IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now) =>
        touched.SeasonsWith(Rule.Cause.Kind, Rule.Response!.Kind, Kind.Harvest, Kind.PassClosure).Select(SeasonUnit.Of);

    public override IEnumerable<string> Everything(IReadOnlyCollection<int> years, Situation now) => years.Select(SeasonUnit.Of);

    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        var year = SeasonUnit.Year(unit);
        var pair = Of(year, Rule, Theatre);
        if (!pair.HasDose || !pair.HasAnswer)
        {
            yield break;
        }

        var all = pair.Doses.Concat(pair.NoDose).Concat(pair.Surely).Concat(pair.Perhaps).Concat(pair.NoResponse).ToList();
        var share = pair.Perhaps.Count == 0 ? 1 : pair.Perhaps.Min(s => ShareIn(year, s));
        yield return Found(
            [unit], year, pair.Perhaps.Count == 0 ? Certainty.Certain : Certainty.Possible, share, [.. all.Select(s => s.Id).Distinct(StringComparer.Ordinal)],
            [pair.Doses.Count, pair.NoDose.Count, pair.Silent.Count, pair.Surely.Count, pair.Perhaps.Count, .. all, .. pair.Silent],
            () =>
            [
                .. pair.Doses.Select(s => new ExplanationStep("dose", s.Id, $"“{s.Incident.Title}”: {Amount(s)}.")),
                .. pair.NoDose.Select(s => new ExplanationStep("dose", s.Id, $"“{s.Incident.Title}”: none.")),
                .. pair.Silent.Select(s => new ExplanationStep("unmeasured", s.Id, $"“{s.Incident.Title}”: no amount is known, so it adds nothing.")),
                .. pair.Surely.Select(s => new ExplanationStep("response", s.Id, Say.Dated(s, Rule.Response!))),
                .. pair.Perhaps.Select(s => new ExplanationStep("perhaps", s.Id, $"{Say.Dated(s, Rule.Response!)} It may lie in another season.")),
                .. pair.NoResponse.Select(s => new ExplanationStep("absent", s.Id, $"“{s.Incident.Title}” says that none came.")),
                new("pair", null, $"{Says(pair)}."),
            ],
            [.. Needed(pair.Doses, pair.NoDose, pair.IsNoDoseStated && pair.Silent.Count == 0).Union(Needed([.. pair.Surely, .. pair.Perhaps], pair.NoResponse, pair.IsNoResponseStated))],
            Circular(all, now));
    }

    // the only one that gives a number
    private static IEnumerable<string> Needed(IReadOnlyList<Standing> came, IReadOnlyList<Standing> none, bool elseNone) => (came, none) switch
    {
        ([var only], []) when !elseNone => [only.Id],
        ([], [var only]) => [only.Id],
        _ => [],
    };

    public static Pair Of(int year, Rule rule, TheatreSeasons theatre)
    {
        var (dose, response) = (rule.Dose!, rule.Response!);
        var (causes, noCause) = Statements.Of(year, rule.Cause, rule, theatre);
        var measured = causes.Where(c => Measuring.In(dose.Unit, c.Incident) is not null).ToList();
        var came = theatre.Occurred(year, response, rule.Count).Where(s => s.Onset is not null).ToList();
        var surely = came.FindAll(s => theatre.Theatre.EdgeYear(s) == year);
        var noneCame = Statements.Of(year, response, rule, theatre).No;
        var noResponse = surely.Count > 0 ? [] : noneCame;
        return new(
            measured, [.. causes.Except(measured)], causes.Count > 0 ? [] : noCause, surely, [.. came.Except(surely)], noResponse,
            measured.Sum(m => Measuring.In(dose.Unit, m.Incident)!.Value.Least),
            Sum(measured, m => Measuring.In(dose.Unit, m.Incident)!.Value.Most),
            surely.Sum(s => Answer(s, dose)?.Least ?? 0),
            Sum(came, s => Answer(s, dose) is { } a ? a.Most : null))
        {
            IsNoDoseStated = noCause.Count > 0,
            IsNoResponseStated = noneCame.Count > 0,
        };
    }

    public static string Says(Pair pair, Dose dose) =>
        $"{Say.Range(pair.Least, pair.Most)} {dose.Unit} against {Say.Range(pair.AnswerLeast, pair.AnswerMost)}{(dose.ResponseUnit is { } unit ? " " + unit : "")}";

    private string Says(Pair pair) => Says(pair, Rule.Dose!);

    private static (decimal Least, decimal? Most)? Answer(Standing s, Dose dose) => dose.ResponseUnit is { } unit ? Measuring.In(unit, s.Incident) : (1, 1);

    private static decimal? Sum(IReadOnlyCollection<Standing> all, Func<Standing, decimal?> most) => all.Any(s => most(s) is null) ? null : all.Sum(s => most(s)!.Value);

    private string Amount(Standing s) => Measuring.In(Rule.Dose!.Unit, s.Incident) is { } m ? $"{Say.Range(m.Least, m.Most)} {Rule.Dose.Unit}" : "";

    private double ShareIn(int year, Standing s)
    {
        var days = Rule.Response!.DaysOf(s) ?? s.Onset!.Value;
        return (double)(Theatre.Theatre.DaysOf(year).Intersect(days)?.Days() ?? 0) / days.Days();
    }
}
