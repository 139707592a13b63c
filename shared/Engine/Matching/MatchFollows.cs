using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "B within a lag after A": the beginning of B (or its end, where the rule asks for that) comes at least <see cref="Rule.MinLagDays"/> and at most
/// <see cref="Rule.MaxLagDays"/> days after the beginning of A, both counting (0 and 365 where the rule leaves them out).
/// Each pair is a match of its own and lies in the season year of B.
/// </summary>
/// <remarks>Where the rule names a route, B is asked for on it: a place in doubt makes the pair possible, never certain, and leaves its share that of the pairs of days.</remarks>
internal sealed class MatchFollows(Rule rule, TheatreSeasons theatre) : PairMatcher(rule, theatre)
{
    /// <summary>Lags in the two directions, both ends counting.</summary>
    private readonly (int Min, int Max) lag = (rule.MinLagDays ?? 0, rule.MaxLagDays ?? 365);

    /// <summary>The days that the rule compares, as numbers, both counting.</summary>
    /// <param name="IsDerived">They were worked out from another incident.</param>
    private readonly record struct Dated(Standing Standing, int From, int To, bool IsDerived)
    {
        public static Dated Of(Standing standing, UncertainDate days) =>
            new(standing, Day.Number(days.Earliest), Day.Number(days.Latest), standing.IsDerived);
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

        if (Rule.Near is not null)
        {
            // few such rules, and fewer pairs: no sweep of their own
            base.FindAll(into, now);
            return;
        }

        var (causes, responses) = (Sorted(Rule.Cause), Sorted(response));
        foreach (var widths in new[] { (Least: 0, Most: 62), (Least: 63, Most: 731), (Least: 732, Most: int.MaxValue) })
        {
            Sweep(causes, responses.OfWidth(widths.Least, widths.Most), into, now);
        }
    }

    /// <summary>One side of the rule in the order of its first days, each part beside the others: a sweep reads days alone until it has found a pair.</summary>
    /// <param name="From">The days that the rule compares, as numbers, both counting.</param>
    /// <param name="Seasons">The season year in which each most likely lies; null where it lies in none.</param>
    /// <param name="AreDerived">Whether the days of each were worked out from another incident.</param>
    private sealed record Side(Standing[] Standings, int[] From, int[] To, int?[] Seasons, bool[] AreDerived)
    {
        /// <summary>Those of which the last day that is possible comes so many days after the first, both counting.</summary>
        public Side OfWidth(int least, int most)
        {
            var kept = Enumerable.Range(0, From.Length).Where(n => To[n] - From[n] >= least && To[n] - From[n] <= most).ToArray();
            return kept.Length == From.Length ? this : new(Kept(Standings), Kept(From), Kept(To), Kept(Seasons), Kept(AreDerived));

            T[] Kept<T>(T[] of) => Array.ConvertAll(kept, n => of[n]);
        }
    }

    /// <summary>What is done with each pair of a sweep: a structure, so that the sweep is compiled for it alone.</summary>
    private interface ITakePairs
    {
        /// <param name="cause">Its place on its side.</param>
        /// <param name="response">Its place on its side.</param>
        void Take(int cause, int response);
    }

    private struct Counted : ITakePairs
    {
        public int Pairs;

        public void Take(int cause, int response) => Pairs++;
    }

    private readonly struct Kept(MatchFollows rule, Side causes, Side responses, PairsFound.Many into, Situation now) : ITakePairs
    {
        public void Take(int cause, int response)
        {
            var (a, b) = (causes.Standings[cause], responses.Standings[response]);
            if (responses.Seasons[response] is { } season && !ReferenceEquals(a, b))
            {
                var verdict = rule.Verdict((long)responses.From[response] - causes.To[cause], (long)responses.To[response] - causes.From[cause]);
                var circular = causes.AreDerived[cause] || responses.AreDerived[response] ? Circular(a, b, now) : CircularSides.Neither;
                into.Add(new(a, b, season, verdict, circular), cause, response);
            }
        }
    }

    private void Sweep(Side causes, Side responses, PairsFound into, Situation now)
    {
        // to count the pairs first costs less than to make room for them as they come
        var counted = default(Counted);
        Sweep(causes, responses, ref counted);
        if (counted.Pairs > 0)
        {
            var found = new PairsFound.Many(into, counted.Pairs, causes.From.Length, responses.From.Length);
            var kept = new Kept(this, causes, responses, found, now);
            Sweep(causes, responses, ref kept);
            found.Done(causes.Standings, responses.Standings);
        }
    }

    private void Sweep<T>(Side causes, Side responses, ref T pairs) where T : struct, ITakePairs
    {
        var (from, to) = (responses.From, responses.To);
        var (first, widest) = (0, 0);
        for (var n = 0; n < from.Length; n++)
        {
            widest = Math.Max(widest, to[n] - from[n]);
        }

        for (var c = 0; c < causes.From.Length; c++)
        {
            var (earliest, latest) = ((long)causes.From[c] + lag.Min, (long)causes.To[c] + lag.Max);
            while (first < from.Length && from[first] < earliest - widest)
            {
                first++;
            }

            for (var n = first; n < from.Length && from[n] <= latest; n++)
            {
                if (to[n] >= earliest)
                {
                    pairs.Take(c, n);
                }
            }
        }
    }

    private Side Sorted(Selector side)
    {
        // all that is asked of a standing is asked while it is at hand: once they are sorted the next lies anywhere
        var all = new List<(Standing Standing, UncertainDate Days, bool IsDerived)>();
        foreach (var standing in All(side))
        {
            all.Add((standing, side.DaysOf(standing)!.Value, standing.IsDerived));
        }

        var sorted = all.ToArray();
        var from = Array.ConvertAll(sorted, d => Day.Number(d.Days.Earliest));
        Array.Sort(from, sorted);
        return new(
            Array.ConvertAll(sorted, d => d.Standing), from, Array.ConvertAll(sorted, d => Day.Number(d.Days.Latest)), Array.ConvertAll(sorted, d => Theatre.Theatre.Likeliest(d.Days)),
            Array.ConvertAll(sorted, d => d.Standing.IsDerived));
    }

    // every number of days from the least lag to the greatest occurs, so that the ends say all
    private Certainty Verdict(long least, long greatest) => least >= lag.Min && greatest <= lag.Max ? Certainty.Certain : Certainty.Possible;

    private FoundPair? Try(in Dated a, in Dated b, Situation now, int? season)
    {
        var (least, greatest) = ((long)b.From - a.To, (long)b.To - a.From);
        return greatest < lag.Min || least > lag.Max || lag.Max < lag.Min || season is not { } year || a.Standing.Id == b.Standing.Id
            || Rule.OnRoute(b.Standing.Incident, now.Gazetteer) is var place && place == Certainty.Impossible ? null
            : new(a.Standing, b.Standing, year, place == Certainty.Certain ? Verdict(least, greatest) : Certainty.Possible, a.IsDerived || b.IsDerived ? Circular(a.Standing, b.Standing, now) : CircularSides.Neither);
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
            pair.Verdict,
            verdict.Share,
            both,
            new WordedLater(() =>
            [
                new("cause", a.Id, Say.Dated(a, Rule.Cause)),
                new("response", b.Id, Say.Dated(b, response)),
                new("lag", null, $"{Say.Days(between)} lie between them; the rule asks for {lag.Min} to {lag.Max}. {Say.How(verdict)}."),
                .. OnItsRoute(b),
                .. notCounted.Select(n => new ExplanationStep("circular", n.IncidentId, "Its date was worked out from the other, so the pair is shown and not counted.")),
            ]),
            both,
            notCounted,
            new(between.Min, between.Max));
    }

    private IEnumerable<ExplanationStep> OnItsRoute(Standing response) =>
        Rule.Near is { } near && LyingOnRoute.RouteOf(near, Theatre.Gazetteer) is { } route && Whereabouts.Of(response.Incident, Theatre.Gazetteer) is { } here
            ? [new("route", response.Id, LyingOnRoute.Says(here, route, near.WithinKm))] : [];
}
