using System.Text.RegularExpressions;
using Timeline.Contracts;
using Timeline.Engine;

namespace Timeline.Projection.Comparing;

/// <summary>The correlations that began, grew, shrank, changed and ended, and the evidence that is another.</summary>
internal static class CompareCorrelations
{
    public static CorrelationChanges Of(IReadOnlyList<(TheatreKnown Before, TheatreKnown After)> theatres, int? seasonYear, Func<string, string> title)
    {
        var changes = theatres.SelectMany(t => Changes(t.Before, t.After, title))
            .Where(c => seasonYear is null || c.Change.SeasonYear == seasonYear)
            .OrderBy(c => c.Change.SeasonYear).ThenBy(c => c.Change.Id, StringComparer.Ordinal)
            .ToLookup(c => c.Kind, c => c.Change);
        return new(
            [.. changes[ChangeKind.Detected]], [.. changes[ChangeKind.Strengthened]], [.. changes[ChangeKind.Weakened]], [.. changes[ChangeKind.Revised]], [.. changes[ChangeKind.Withdrawn]]);
    }

    public static IReadOnlyList<EvidenceChange> EvidenceOf(IReadOnlyList<(TheatreKnown Before, TheatreKnown After)> theatres) =>
    [
        .. from theatre in theatres
           from rule in theatre.Before.Evidence.Keys.Union(theatre.After.Evidence.Keys).Order(StringComparer.Ordinal)
           let was = theatre.Before.Evidence.GetValueOrDefault(rule)
           let now = theatre.After.Evidence.GetValueOrDefault(rule)
           where !Words.Same(was, now)
           select new EvidenceChange(rule, theatre.After.Theatre, was, now, $"{RuleOf(rule, theatre.After, theatre.Before)}: {Says(was, now)}"),
    ];

    private static IEnumerable<(ChangeKind Kind, CorrelationChange Change)> Changes(TheatreKnown before, TheatreKnown after, Func<string, string> title)
    {
        foreach (var id in before.Correlations.Keys.Union(after.Correlations.Keys))
        {
            var (was, now) = (before.Correlations.GetValueOrDefault(id), after.Correlations.GetValueOrDefault(id));
            if (was is null || now is null || !WhatChanged.Same(was, now))
            {
                var (kind, why) = WhatChanged.Of(new(was, now, now is null ? after.Engine.WhyNot(was!) : null));
                var finding = (now ?? was)!;
                var names = string.Join(", ", finding.Incidents.Select(title));
                yield return (kind, new(id, finding.Rule, finding.Theatre, finding.SeasonYear, was, now,
                    $"{RuleOf(finding.Rule, after, before)}, {finding.SeasonYear}: {names}. {Named(why, was, now, title)}"));
            }
        }
    }

    private static string RuleOf(string id, params IEnumerable<TheatreKnown> among) => among.SelectMany(t => t.Engine.Rules).FirstOrDefault(r => r.Id == id)?.Title ?? id;

    /// <summary>A reason speaks of incidents by their ids; a person knows them by their titles.</summary>
    private static string Named(string why, Finding? was, Finding? now, Func<string, string> title)
    {
        var ids = (was?.Incidents ?? []).Union(now?.Incidents ?? []).OrderByDescending(i => i.Length).Select(Regex.Escape);
        return Regex.Replace(why, $"(?<![\\w.-])({string.Join('|', ids)})(?![\\w-])", m => title(m.Value));
    }

    private static string Says(Evidence? was, Evidence? now)
    {
        if (was is null || now is null)
        {
            return was is null ? $"the rule came into force. {now!.Says}" : "the rule is no longer in force.";
        }

        List<string> says =
        [
            .. was.Tier != now.Tier ? [Words.Became("the evidence", Words.Of(was.Tier), Words.Of(now.Tier))] : (string[])[],
            .. Counted("certain matches", was.K, now.K),
            .. Counted("matches, certain or possible,", was.KPossible, now.KPossible),
            .. Counted("judged", was.SeasonsJudged, now.SeasonsJudged),
            .. Counted("held", was.SeasonsHeld, now.SeasonsHeld),
            .. now.Judgements.Except(was.Judgements).Select(j => $"{j.SeasonYear}: {j.Says}"),
            .. was.Judgements.Where(w => now.Judgements.All(j => j.Unit != w.Unit)).Select(w => $"{w.SeasonYear} is no longer listed."),
        ];
        return string.Join(" ", says.DefaultIfEmpty(now.Says));
    }

    private static string[] Counted(string what, int was, int now) => was == now ? [] : [$"{what}: {was} before, {now} after."];
}
