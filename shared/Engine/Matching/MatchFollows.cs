using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "B within a lag after A": the beginning of B (or its end, where the rule asks for that) comes at least <see cref="Rule.MinLagDays"/> and at most
/// <see cref="Rule.MaxLagDays"/> days after the beginning of A, both counting (0 and 365 where the rule leaves them out).
/// Each pair is a match of its own and lies in the season year of B.
/// </summary>
internal sealed class MatchFollows(Rule rule, TheatreSeasons theatre) : Matcher(rule, theatre)
{
    /// <summary>Lags in the two directions, both ends counting.</summary>
    private readonly (int Min, int Max) lag = (rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365);

    public override IEnumerable<string> KeyedBy(string unit, RuleInTheatre work) => work.IdsWith(unit);

    /// <summary>Every match in which an incident is cause or response.</summary>
    public override IEnumerable<Finding> With(string unit, Situation now) => now.Find(unit) is { } one ? Caused(one, now).Concat(Answered(one, now, _ => true)) : [];

    /// <summary>A pair of which both are looked at is found from its cause alone.</summary>
    public override IEnumerable<Finding> Of(IReadOnlySet<string> units, Situation now) => units.Select(now.Find).OfType<Standing>()
        .SelectMany(one => Caused(one, now).Concat(Answered(one, now, cause => !units.Contains(cause.Id))));

    private IEnumerable<Finding> Caused(Standing a, Situation now)
    {
        if (Rule.Response is { } response && Rule.Counts(Rule.Cause, a, Theatre))
        {
            var days = Rule.Cause.DaysOf(a)!.Value;
            foreach (var b in Between(response, (long)Day.Number(days.Earliest) + lag.Min, (long)Day.Number(days.Latest) + lag.Max))
            {
                if (Try(a, b, days, response.DaysOf(b)!.Value, response, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private IEnumerable<Finding> Answered(Standing b, Situation now, Func<Standing, bool> isLookedAt)
    {
        if (Rule.Response is { } response && Rule.Counts(response, b, Theatre))
        {
            var days = response.DaysOf(b)!.Value;
            foreach (var a in Between(Rule.Cause, (long)Day.Number(days.Earliest) - lag.Max, (long)Day.Number(days.Latest) - lag.Min).Where(isLookedAt))
            {
                if (Try(a, b, Rule.Cause.DaysOf(a)!.Value, days, response, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private Finding? Try(Standing a, Standing b, UncertainDate first, UncertainDate second, Selector response, Situation now)
    {
        if (a.Id == b.Id)
        {
            return null;
        }

        var verdict = Lag.Within(first, second, lag.Min, lag.Max);
        if (verdict.Certainty == Certainty.Impossible || Theatre.Theatre.Likeliest(second) is not { } season)
        {
            return null;
        }

        IReadOnlyList<NotCounted> notCounted = a.Incident.DerivedFrom.Count + b.Incident.DerivedFrom.Count == 0 ? [] : Circular(a, b, now);
        var between = Lag.Between(first, second);
        string[] pair = [a.Id, b.Id];
        return new(
            IdOf(a.Id, b.Id),
            Rule.Id,
            Rule.Version,
            Theatre.Theatre.Id,
            season,
            verdict.Certainty,
            verdict.Share,
            pair,
            new WordedLater(() =>
            [
                new("cause", a.Id, Say.Dated(a, Rule.Cause)),
                new("response", b.Id, Say.Dated(b, response)),
                new("lag", null, $"{Say.Days(between)} lie between them; the rule asks for {lag.Min} to {lag.Max}. {Say.How(verdict)}."),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from the other, so the pair is shown and not counted.")),
            ]),
            pair,
            notCounted,
            new(between.Min, between.Max));
    }

    private static List<NotCounted> Circular(Standing a, Standing b, Situation now)
    {
        List<NotCounted> notCounted = [];
        if (now.IsCircular(a.Incident, b.Id))
        {
            notCounted.Add(new(a.Id, "circular"));
        }

        if (now.IsCircular(b.Incident, a.Id))
        {
            notCounted.Add(new(b.Id, "circular"));
        }

        return notCounted;
    }
}
