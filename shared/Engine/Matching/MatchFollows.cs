using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "B within a lag after A": the beginning of B (or its end, where the rule asks for that) comes at least <see cref="Rule.MinLagDays"/> and at most
/// <see cref="Rule.MaxLagDays"/> days after the beginning of A, both counting (0 and 365 where the rule leaves them out).
/// Each pair is a match of its own and lies in the season year of B.
/// </summary>
internal sealed class MatchFollows(Rule rule, TheatreSeasons theatre) : PairMatcher(rule, theatre)
{
    /// <summary>Lags in the two directions, both ends counting.</summary>
    private readonly (int Min, int Max) lag = (rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365);

    /// <summary>The days that the rule compares, as numbers, both counting.</summary>
    /// <param name="IsDerived">They were worked out from another incident.</param>
    private readonly record struct Dated(Standing Standing, int From, int To, bool IsDerived)
    {
        public static Dated Of(Standing standing, UncertainDate days) =>
            new(standing, Day.Number(days.Earliest), Day.Number(days.Latest), standing.Incident.DerivedFrom.Count > 0);
    }

    /// <summary>A pair of which both are looked at is found from its cause alone.</summary>
    public override IEnumerable<FoundPair> Of(IReadOnlyCollection<string> units, Func<string, bool> isUnit, Situation now)
    {
        if (Rule.Response is not { } response)
        {
            yield break;
        }

        foreach (var id in units)
        {
            if (now.Find(id) is not { } one)
            {
                continue;
            }

            if (Rule.Counts(Rule.Cause, one, Theatre))
            {
                var a = Dated.Of(one, Rule.Cause.DaysOf(one)!.Value);
                foreach (var b in Between(response, (long)a.From + lag.Min, (long)a.To + lag.Max))
                {
                    var days = response.DaysOf(b)!.Value;
                    if (Try(a, Dated.Of(b, days), now, Theatre.Theatre.Likeliest(days)) is { } pair)
                    {
                        yield return pair;
                    }
                }
            }

            if (Rule.Counts(response, one, Theatre))
            {
                var days = response.DaysOf(one)!.Value;
                var (b, season) = (Dated.Of(one, days), Theatre.Theatre.Likeliest(days));
                foreach (var cause in Between(Rule.Cause, (long)b.From - lag.Max, (long)b.To - lag.Min).Where(cause => !isUnit(cause.Id)))
                {
                    if (Try(Dated.Of(cause, Rule.Cause.DaysOf(cause)!.Value), b, now, season) is { } pair)
                    {
                        yield return pair;
                    }
                }
            }
        }
    }

    /// <summary>
    /// Both sides are sorted by their first day and swept over once. Responses are swept by how wide their days are, so that one that may lie in any of a hundred
    /// years does not make every cause look at all the others.
    /// </summary>
    public override void FindAll(PairsFound into, Situation now)
    {
        if (Rule.Response is not { } response || lag.Max < lag.Min)
        {
            return;
        }

        var (causes, all) = (Sorted(Rule.Cause), Sorted(response));
        Sweep(causes, Array.FindAll(all, b => b.To - b.From <= 62), response, into, now);
        Sweep(causes, Array.FindAll(all, b => b.To - b.From is > 62 and <= 731), response, into, now);
        Sweep(causes, Array.FindAll(all, b => b.To - b.From > 731), response, into, now);
    }

    private void Sweep(Dated[] causes, Dated[] responses, Selector response, PairsFound into, Situation now)
    {
        if (responses.Length == 0)
        {
            return;
        }

        var seasons = Array.ConvertAll(responses, b => Theatre.Theatre.Likeliest(response.DaysOf(b.Standing)));
        var widest = responses.Max(b => b.To - b.From);
        // to count the pairs first costs less than to make room for them as they come
        var count = 0;
        Each((_, _) => count++);
        var found = new PairsFound.Many(into, count, causes.Length, responses.Length);
        Each((c, n) =>
        {
            if (Try(causes[c], responses[n], now, seasons[n]) is { } pair)
            {
                found.Add(pair, c, n);
            }
        });
        found.HangUp(n => causes[n].Standing.Id, n => responses[n].Standing.Id);

        void Each(Action<int, int> pair)
        {
            var first = 0;
            for (var c = 0; c < causes.Length; c++)
            {
                var (earliest, latest) = ((long)causes[c].From + lag.Min, (long)causes[c].To + lag.Max);
                while (first < responses.Length && responses[first].From < earliest - widest)
                {
                    first++;
                }

                for (var n = first; n < responses.Length && responses[n].From <= latest; n++)
                {
                    if (responses[n].To >= earliest)
                    {
                        pair(c, n);
                    }
                }
            }
        }
    }

    private Dated[] Sorted(Selector side)
    {
        var all = new List<Dated>();
        foreach (var standing in All(side))
        {
            all.Add(Dated.Of(standing, side.DaysOf(standing)!.Value));
        }

        var sorted = all.ToArray();
        Array.Sort(Array.ConvertAll(sorted, d => d.From), sorted);
        return sorted;
    }

    private FoundPair? Try(in Dated a, in Dated b, Situation now, int? season)
    {
        // every number of days from the least lag to the greatest occurs, so that the ends say all
        var (least, greatest) = ((long)b.From - a.To, (long)b.To - a.From);
        return greatest < lag.Min || least > lag.Max || lag.Max < lag.Min || season is not { } year || a.Standing.Id == b.Standing.Id ? null
            : new(a.Standing, b.Standing, year, least >= lag.Min && greatest <= lag.Max ? Certainty.Certain : Certainty.Possible,
                a.IsDerived || b.IsDerived ? Circular(a.Standing, b.Standing, now) : CircularSides.Neither);
    }

    public override Finding FindingOf(FoundPair pair)
    {
        var (a, b, response) = (pair.First, pair.Second, Rule.Response!);
        var (first, second) = (Rule.Cause.DaysOf(a)!.Value, response.DaysOf(b)!.Value);
        var verdict = Lag.Within(first, second, lag.Min, lag.Max);
        var between = Lag.Between(first, second);
        var notCounted = NotCountedIn(pair);
        string[] both = [a.Id, b.Id];
        return new(
            IdOf(pair),
            Rule.Id,
            Rule.Version,
            Theatre.Theatre.Id,
            pair.Season,
            verdict.Certainty,
            verdict.Share,
            both,
            new WordedLater(() =>
            [
                new("cause", a.Id, Say.Dated(a, Rule.Cause)),
                new("response", b.Id, Say.Dated(b, response)),
                new("lag", null, $"{Say.Days(between)} lie between them; the rule asks for {lag.Min} to {lag.Max}. {Say.How(verdict)}."),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from the other, so the pair is shown and not counted.")),
            ]),
            both,
            notCounted,
            new(between.Min, between.Max));
    }
}
