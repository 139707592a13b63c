using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "B within a lag after A": the beginning of B comes at least <see cref="Rule.MinLagDays"/> and at most
/// <see cref="Rule.MaxLagDays"/> days after the beginning of A, both counting (0 and 365 where the rule leaves them out).
/// Each pair is a match of its own and lies in the season year of B.
/// </summary>
internal static class MatchFollows
{
    /// <summary>Every match in which an incident is cause or response.</summary>
    public static IEnumerable<Finding> With(string id, Rule rule, TheatreSeasons theatre, Situation now)
    {
        var (min, max) = (rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365);
        if (rule.Response is not { } response || now.Find(id) is not { Onset: { } onset } one)
        {
            yield break;
        }

        if (rule.Counts(rule.Cause, one, theatre))
        {
            foreach (var b in now.Begun(response.Kind, (long)Day.Number(onset.Earliest) + min, (long)Day.Number(onset.Latest) + max))
            {
                if (Try(one, b, min, max, rule, theatre, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }

        if (rule.Counts(response, one, theatre))
        {
            foreach (var a in now.Begun(rule.Cause.Kind, (long)Day.Number(onset.Earliest) - max, (long)Day.Number(onset.Latest) - min))
            {
                if (Try(a, one, min, max, rule, theatre, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Finding? Try(Standing a, Standing b, int min, int max, Rule rule, TheatreSeasons theatre, Situation now)
    {
        if (a.Id == b.Id || !rule.Counts(rule.Cause, a, theatre) || !rule.Counts(rule.Response!, b, theatre))
        {
            return null;
        }

        var (first, second) = (a.Onset!.Value, b.Onset!.Value);
        var verdict = Lag.Within(first, second, min, max);
        if (verdict.Certainty == Certainty.Impossible || theatre.Theatre.Likeliest(second) is not { } season)
        {
            return null;
        }

        var lag = Lag.Between(first, second);
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
            Selecting.IdOf(rule, theatre, a.Id, b.Id),
            rule.Id,
            rule.Version,
            theatre.Theatre.Id,
            season,
            verdict.Certainty,
            verdict.Share,
            [a.Id, b.Id],
            [
                new("cause", a.Id, Say.Began(a)),
                new("response", b.Id, Say.Began(b)),
                new("lag", null, $"{Say.Days(lag)} lie between them; the rule asks for {min} to {max}. {Say.How(verdict)}."),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from the other, so the pair is shown and not counted.")),
            ],
            [a.Id, b.Id],
            notCounted,
            new(lag.Min, lag.Max));
    }
}
