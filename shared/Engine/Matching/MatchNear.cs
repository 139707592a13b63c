using System.Globalization;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "the two lie close in time and place", in either order of time. Each pair is one match whichever of the two is looked at first; its
/// share counts the pairs of days alone, for nobody knows how likely one part of a district is. A place in doubt makes it possible, never certain.
/// </summary>
/// <remarks>The pair lies in the season year of the ordinally lesser id.</remarks>
internal sealed class MatchNear(Rule rule, TheatreSeasons theatre) : PairMatcher(rule, theatre)
{
    /// <summary>A pair of which both are looked at is found from the lesser id alone.</summary>
    public override IEnumerable<FoundPair> Of(IReadOnlyCollection<string> units, Func<string, bool> isUnit, Situation now)
    {
        if (Rule is not { Response: { } response, Near.WithinDays: { } most })
        {
            yield break;
        }

        var others = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in units.Select(now.Find).OfType<Standing>())
        {
            others.Clear();
            foreach (var (own, asked) in new[] { (Rule.Cause, response), (response, Rule.Cause) }.Where(sides => Rule.Counts(sides.Item1, one, Theatre)))
            {
                var days = own.DaysOf(one)!.Value;
                foreach (var other in Between(asked, (long)Day.Number(days.Earliest) - most, (long)Day.Number(days.Latest) + most))
                {
                    var order = string.CompareOrdinal(one.Id, other.Id);
                    if (order != 0 && (order < 0 || !isUnit(other.Id)) && others.Add(other.Id)
                        && (order < 0 ? Try(one, other, response, most, now) : Try(other, one, response, most, now)) is { } pair)
                    {
                        yield return pair;
                    }
                }
            }
        }
    }

    private FoundPair? Try(Standing a, Standing b, Selector response, int most, Situation now)
    {
        var (of, to) = Sides(a, b, response);
        var (first, second) = (of.DaysOf(a)!.Value, to.DaysOf(b)!.Value);
        var verdict = Lag.Within(first, second, -most, most);
        return verdict.Certainty == Certainty.Impossible
            || Theatre.Theatre.Likeliest(first) is not { } season
            || Whereabouts.Of(a.Incident, now.Gazetteer) is not { } here || Whereabouts.Of(b.Incident, now.Gazetteer) is not { } there
            || here.IsNear(there, Rule.Near!.WithinKm) is var place && place == Certainty.Impossible
            ? null
            : new(a, b, season, verdict.Certainty == Certainty.Certain && place == Certainty.Certain ? Certainty.Certain : Certainty.Possible, Circular(a, b, now));
    }

    /// <summary>The lesser id as the rule's one side where it can be, else as its other.</summary>
    private (Selector Of, Selector To) Sides(Standing a, Standing b, Selector response) =>
        Rule.CountsOfHere(Rule.Cause, a, Theatre) && Rule.CountsOfHere(response, b, Theatre) ? (Rule.Cause, response) : (response, Rule.Cause);

    public override Finding FindingOf(FoundPair pair)
    {
        var (a, b, most) = (pair.First, pair.Second, Rule.Near!.WithinDays!.Value);
        var (of, to) = Sides(a, b, Rule.Response!);
        var (first, second) = (of.DaysOf(a)!.Value, to.DaysOf(b)!.Value);
        var lag = Lag.Between(first, second);
        var verdict = Lag.Within(first, second, -most, most);
        return Found(
            [a.Id, b.Id], pair.Season, pair.Verdict, verdict.Share, [a.Id, b.Id], null,
            () =>
            {
                var (here, there) = (Whereabouts.Of(a.Incident, Theatre.Gazetteer)!, Whereabouts.Of(b.Incident, Theatre.Gazetteer)!);
                return
                [
                    new("one", a.Id, Say.Dated(a, of)),
                    new("other", b.Id, Say.Dated(b, to)),
                    new("days", null, $"{Say.Days(lag)} lie between them; the rule asks for at most {most} either way. {Say.How(verdict)}."),
                    new("place", null, $"About {Kilometres(here.Centre.KilometresTo(there.Centre))} km lie between them; the rule asks for at most {Kilometres(Rule.Near.WithinKm)}.{Doubt(here.IsNear(there, Rule.Near.WithinKm))}"),
                ];
            },
            [a.Id, b.Id], NotCountedIn(pair), new(lag.Min, lag.Max));
    }

    internal static string Doubt(Certainty place) => place == Certainty.Certain ? "" : " Where it was is not known finely enough to be sure.";

    internal static string Kilometres(double km) => km.ToString("0", CultureInfo.InvariantCulture);
}
