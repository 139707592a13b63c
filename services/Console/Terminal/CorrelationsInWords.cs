using System.Text.Json;
using Timeline.Console.Api;
using Timeline.Contracts;

namespace Timeline.Console.Terminal;

/// <summary>The correlations that hold, rule by rule, each rule with what its evidence is worth and what speaks against it.</summary>
public static class CorrelationsInWords
{
    private static readonly string[] VerdictWords = ["Not judged:", "Did not hold:"];

    /// <summary>The incidents whose titles the lines will want.</summary>
    public static IEnumerable<string> Mentions(IReadOnlyList<CorrelationView> correlations) =>
    [
        .. correlations.SelectMany(c => c.Incidents),
        .. correlations.SelectMany(c => c.NotCounted ?? []).Select(n => n.IncidentId),
        .. correlations.SelectMany(c => c.Evidence?.Judgements ?? []).Select(j => j.Unit),
    ];

    public static IEnumerable<string> Tell(IReadOnlyList<CorrelationView> correlations, IReadOnlyDictionary<string, string> titles)
    {
        if (correlations.Count == 0)
        {
            return ["No correlation holds in these seasons.", ""];
        }

        return
        [
            .. Lines.Heading($"{Say.Plural(correlations.Count, "correlation holds", "correlations hold")}"),
            .. correlations.GroupBy(c => (c.Rule, c.RuleVersion)).OrderBy(g => g.Key.Rule, StringComparer.Ordinal).SelectMany(rule => Rule(rule.Key.Rule, [.. rule], titles)),
        ];
    }

    private static IEnumerable<string> Rule(string rule, IReadOnlyList<CorrelationView> found, IReadOnlyDictionary<string, string> titles)
    {
        var evidence = found.Select(c => c.Evidence).FirstOrDefault(e => e is not null);
        return
        [
            rule,
            .. found.OrderBy(c => c.SeasonYear).ThenBy(c => c.Id, StringComparer.Ordinal).SelectMany(c => Found(c, titles)),
            .. evidence is null ? Lines.Labelled("Evidence", "not judged yet") : Evidence(evidence, titles),
            .. found.SelectMany(c => c.NotCounted ?? []).Distinct().SelectMany(n => Lines.Labelled("Not counted", $"{Say.Name(titles, n.IncidentId)}: {Why(n.Why)}")),
            "",
        ];
    }

    private static IEnumerable<string> Found(CorrelationView correlation, IReadOnlyDictionary<string, string> titles)
    {
        var strength = correlation.Verdict == "certain" ? "certain" : $"{correlation.Verdict}, {Say.Share(correlation.Share)} of the possible days";
        var lag = correlation.Lag is { } days ? $", {Say.Lag(days)}" : "";
        return
        [
            .. Lines.Labelled($"{correlation.SeasonYear}", $"{strength}{lag}"),
            .. (correlation.Explanation ?? []).SelectMany(step => Lines.Hanging(Lines.Under + "· ", step.Says)),
            .. correlation.Explanation is null or [] ? correlation.Incidents.SelectMany(id => Lines.Hanging(Lines.Under + "· ", Say.Name(titles, id))) : [],
        ];
    }

    private static IEnumerable<string> Evidence(Evidence evidence, IReadOnlyDictionary<string, string> titles)
    {
        var against = evidence.Judgements.Where(j => j.Judged && !j.Held).ToList();
        var unjudged = evidence.Judgements.Where(j => !j.Judged).ToList();
        return
        [
            .. Lines.Labelled("Evidence", $"{Tier(evidence.Tier)}: {evidence.Says}"),
            .. Words.Numbers(evidence) is { } numbers ? Lines.Labelled("Numbers", numbers) : [],
            .. (evidence.Shown ?? []).SelectMany(number => Lines.Labelled(number.Name == ShownNumber.Naive ? "Naive" : "Shown", Words.Shown(number))),
            .. Lines.Labelled("Judged", $"{evidence.SeasonsJudged}, of which {evidence.SeasonsHeld} held; {Say.Plural(against.Count, "counter-example", "counter-examples")}"),
            .. WithReasons("Against", against, titles),
            .. WithReasons("Not judged", unjudged, titles),
        ];
    }

    /// <summary>The same reason is given once, for all that it holds for.</summary>
    private static IEnumerable<string> WithReasons(string label, IEnumerable<Judgement> judgements, IReadOnlyDictionary<string, string> titles) =>
        judgements.GroupBy(j => WithoutVerdict(j.Says)).SelectMany(reason => Lines.Labelled(label, $"{string.Join(", ", reason.Select(j => Unit(j, reason.Key, titles)))}: {reason.Key}"));

    // the label has said it already
    private static string WithoutVerdict(string says) =>
        VerdictWords.FirstOrDefault(words => says.StartsWith(words, StringComparison.OrdinalIgnoreCase)) is { } verdict ? says[verdict.Length..].TrimStart() : says;

    private static string Unit(Judgement judgement, string reason, IReadOnlyDictionary<string, string> titles)
    {
        var name = Say.Name(titles, judgement.Unit);
        return judgement.Unit == $"{judgement.SeasonYear}" || reason.Contains(name, StringComparison.Ordinal) ? $"{judgement.SeasonYear}" : $"{judgement.SeasonYear}, {name}";
    }

    private static string Why(string why) => why switch
    {
        "circular" => "circular, its date was worked out from what it would be tested against",
        "usual" => "a usual date, not an observation",
        _ => why,
    };

    private static string Tier(Tier tier) => JsonNamingPolicy.KebabCaseLower.ConvertName(tier.ToString()).Replace('-', ' ');
}
