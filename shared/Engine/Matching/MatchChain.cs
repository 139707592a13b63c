using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "an anchor and what is linked to it". It matches when at least one step may lie within its days of the anchor's beginning and no
/// linked step certainly comes before the anchor. It is certain when all matched steps are; its share is that of its least certain step.
/// A step without a link goes by its days alone, and every such step must be there.
/// </summary>
/// <remarks>A step is narrowed like any side of a rule: what is linked and is not what the step asks for is none, and neither makes a match nor comes too early. Links to a part of the anchor (of its own kind) count as links to the anchor. It lies in the season year of the anchor.</remarks>
internal sealed class MatchChain(Rule rule, TheatreSeasons theatre) : UnitMatcher(rule, theatre)
{
    /// <param name="Next">Of a step without a link: what would be it, were the likeliest not there; null where nothing would.</param>
    internal sealed record Step(ChainStep Rule, Standing Linked, (int Min, int Max)? Lag, Verdict Verdict, Standing? Next = null);

    private readonly FallBacks next = new();

    /// <summary>What was touched; of steps without a link also the anchors they followed, and those they follow now.</summary>
    public override IEnumerable<string> Units(Touched touched, RuleInTheatre work, Situation now)
    {
        var unlinked = Rule.Steps.Where(s => s.Rel is null).ToList();
        var looked = touched.Of(Kinds);
        var units = looked.ToHashSet(StringComparer.Ordinal);
        foreach (var id in looked.Where(_ => unlinked.Count > 0))
        {
            units.UnionWith(work.With(id).Select(f => f.Incidents[0]));
            units.UnionWith(next.UnitsOn(id));
            foreach (var step in unlinked.Where(s => Rule.Counts(s.Of, now.Find(id), Theatre)))
            {
                var days = step.Of.DaysOf(now.Find(id)!)!.Value;
                units.UnionWith(Between(Rule.Cause, (long)Day.Number(days.Earliest) - step.WithinDays, Day.Number(days.Latest)).Select(a => a.Id));
            }
        }

        return units;
    }

    public override IEnumerable<Finding> With(string unit, Situation now) => Of(unit, now) is { } finding ? [finding] : [];

    private Finding? Of(string id, Situation now)
    {
        next.Note(id);
        if (now.Find(id) is not { } anchor || !Rule.Counts(Rule.Cause, anchor, Theatre) || Theatre.Theatre.Likeliest(anchor.Onset) is not { } season)
        {
            return null;
        }

        var linked = StepsOf(anchor, Rule, Theatre, now);
        var matched = linked.FindAll(s => s.Verdict.Certainty != Certainty.Impossible);
        if (matched.Count == 0 || linked.Exists(s => s.Lag is { Max: < 0 }) || Rule.Steps.Any(step => step.Rel is null && matched.TrueForAll(m => m.Rule != step)))
        {
            return null;
        }

        next.Note(id, [.. matched.Select(m => m.Next?.Id).OfType<string>().Distinct(StringComparer.Ordinal)]);
        var certain = matched.TrueForAll(s => s.Verdict.Certainty == Certainty.Certain);
        var circular = matched.FindAll(s => now.IsCircular(s.Linked.Incident, anchor.Id)).ConvertAll(s => s.Linked.Id).Distinct(StringComparer.Ordinal).ToList();
        var distinct = matched.ConvertAll(s => s.Linked.Id).Distinct(StringComparer.Ordinal).ToList();
        return new(
            IdOf(anchor.Id),
            Rule.Id,
            Rule.Version,
            Theatre.Theatre.Id,
            season,
            certain ? Certainty.Certain : Certainty.Possible,
            certain ? 1 : matched.Min(s => s.Verdict.Share),
            [anchor.Id, .. distinct],
            new WordedLater(() =>
            [
                new("anchor", anchor.Id, Say.Dated(anchor, Rule.Cause)),
                .. linked.Select(s => new ExplanationStep(s.Rule.Step, s.Linked.Id, Says(s))),
                .. circular.Select(c => new ExplanationStep("circular", c, "Its date was worked out from the anchor, so its lag is shown and not counted.")),
            ]),
            [anchor.Id, .. NeededOf(matched, distinct)],
            [.. circular.Select(c => new NotCounted(c, "circular"))],
            Hull(matched));
    }

    // every step without a link must be there; where all have one, any step will do
    private IEnumerable<string> NeededOf(List<Step> matched, List<string> distinct) =>
        Rule.Steps.Any(s => s.Rel is null) ? matched.Where(m => m.Rule.Rel is null && m.Next is null).Select(m => m.Linked.Id).Distinct(StringComparer.Ordinal) : distinct.Count == 1 ? distinct : [];

    /// <summary>
    /// All that is linked to the anchor as one of the rule's steps, and of each step without a link the likeliest (the earlier of equals), in the
    /// rule's order, then by day, then by id.
    /// </summary>
    public static List<Step> StepsOf(Standing anchor, Rule rule, TheatreSeasons theatre, Situation now) =>
        [.. rule.Steps.SelectMany(step => step.Rel is { } rel ? Linked(anchor, step, rel, now) : Likeliest(anchor, step, rule, theatre, now))];

    private static IEnumerable<Step> Likeliest(Standing anchor, ChainStep step, Rule rule, TheatreSeasons theatre, Situation now)
    {
        var onset = anchor.Onset!.Value;
        var all = theatre.Dated(step.Of, Day.Number(onset.Earliest), (long)Day.Number(onset.Latest) + step.WithinDays)
            .Where(s => s.Id != anchor.Id && rule.Counts(step.Of, s, theatre))
            .Select(s => (Standing: s, Days: step.Of.DaysOf(s)!.Value))
            .Select(s => new Step(step, s.Standing, Lag.Between(onset, s.Days), Lag.Within(onset, s.Days, 0, step.WithinDays)))
            .Where(s => s.Verdict.Certainty != Certainty.Impossible)
            .OrderByDescending(s => s.Verdict.Share).ThenBy(s => step.Of.DaysOf(s.Linked)!.Value).ThenBy(s => s.Linked.Id, StringComparer.Ordinal)
            .Take(2).ToList();
        return all.Take(1).Select(s => s with { Next = all.ElementAtOrDefault(1)?.Linked });
    }

    private static IEnumerable<Step> Linked(Standing anchor, ChainStep step, string rel, Situation now) =>
    [
        .. LinkedTo(anchor, rel, now)
            .Where(s => step.Of.IsAsked(s) && step.Of.Selects(s, now.Gazetteer))
            .Select(s => (Standing: s, Days: step.Of.DaysOf(s)))
            .OrderBy(s => s.Days ?? anchor.Onset!.Value).ThenBy(s => s.Standing.Id, StringComparer.Ordinal)
            .Select(s => new Step(
                step,
                s.Standing,
                s.Days is { } days ? Lag.Between(anchor.Onset!.Value, days) : null,
                s.Days is { } day ? Lag.Within(anchor.Onset!.Value, day, 0, step.WithinDays) : Verdict.Never)),
    ];

    /// <summary>The incidents that name the anchor, or a part of it that is of its own kind, in this relation, by id; whether they occurred is for the caller to ask.</summary>
    /// <remarks>What did not occur, or only threatens, is nobody's whole.</remarks>
    public static IEnumerable<Standing> LinkedTo(Standing anchor, string rel, Situation now) => (anchor.Counts ? now.Register.PartsOf(anchor.Id) : Enumerable.Empty<string>())
        .Where(p => now.Register.Find(p)!.Kind == anchor.Kind)
        .Append(anchor.Id)
        .SelectMany(to => now.Register.LinkedTo(to, rel))
        .Where(l => l.Id != anchor.Id)
        .Select(l => l.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(l => now.Find(l)!);

    private static string Says(Step s) => s.Lag is not { } lag
        ? $"“{s.Linked.Incident.Title}” has no date, so its lag is not known."
        : $"{Say.Dated(s.Linked, s.Rule.Of)} That is {Say.Days(lag)} after the anchor; the rule asks for at most {s.Rule.WithinDays}. {Say.How(s.Verdict)}.";

    private static LagDays? Hull(List<Step> matched) => new(matched.Min(s => s.Lag!.Value.Min), matched.Max(s => s.Lag!.Value.Max));
}
