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
    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        if (Rule.Response is not { } response || now.Find(unit) is not { } one)
        {
            yield break;
        }

        if (Rule.Counts(Rule.Cause, one, Theatre))
        {
            var days = Rule.Cause.DaysOf(one)!.Value;
            foreach (var b in Between(response, (long)Day.Number(days.Earliest) + lag.Min, (long)Day.Number(days.Latest) + lag.Max, now))
            {
                if (Try(one, b, response, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }

        if (Rule.Counts(response, one, Theatre))
        {
            var days = response.DaysOf(one)!.Value;
            foreach (var a in Between(Rule.Cause, (long)Day.Number(days.Earliest) - lag.Max, (long)Day.Number(days.Latest) - lag.Min, now))
            {
                if (Try(a, one, response, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private Finding? Try(Standing a, Standing b, Selector response, Situation now)
    {
        if (a.Id == b.Id)
        {
            return null;
        }

        var (first, second) = (Rule.Cause.DaysOf(a)!.Value, response.DaysOf(b)!.Value);
        var verdict = Lag.Within(first, second, lag.Min, lag.Max);
        if (verdict.Certainty == Certainty.Impossible || Theatre.Theatre.Likeliest(second) is not { } season)
        {
            return null;
        }

        var between = Lag.Between(first, second);
        List<NotCounted> notCounted = [];
        if (now.IsCircular(a.Incident, b.Id))
        {
            notCounted.Add(new(a.Id, "circular"));
        }

        if (now.IsCircular(b.Incident, a.Id))
        {
            notCounted.Add(new(b.Id, "circular"));
        }

        return new(
            IdOf(a.Id, b.Id),
            Rule.Id,
            Rule.Version,
            Theatre.Theatre.Id,
            season,
            verdict.Certainty,
            verdict.Share,
            [a.Id, b.Id],
            [
                new("cause", a.Id, Say.Dated(a, Rule.Cause)),
                new("response", b.Id, Say.Dated(b, response)),
                new("lag", null, $"{Say.Days(between)} lie between them; the rule asks for {lag.Min} to {lag.Max}. {Say.How(verdict)}."),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from the other, so the pair is shown and not counted.")),
            ],
            [a.Id, b.Id],
            notCounted,
            new(between.Min, between.Max));
    }
}
