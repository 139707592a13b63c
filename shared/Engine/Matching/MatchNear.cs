using System.Globalization;
using Timeline.Contracts;
using Timeline.Vocabulary;

namespace Timeline.Engine;

/// <summary>
/// The rule "the two lie close in time and place", in either order of time. Each pair is one match whichever of the two is looked at first; its
/// share counts the pairs of days alone, for nobody knows how likely one part of a district is. A place in doubt makes it possible, never certain.
/// </summary>
/// <remarks>The pair lies in the season year of the ordinally lesser id.</remarks>
internal sealed class MatchNear(Rule rule, TheatreSeasons theatre) : Matcher(rule, theatre)
{
    public override IEnumerable<string> KeyedBy(string unit, RuleInTheatre work) => work.IdsWith(unit);

    public override IEnumerable<Finding> With(string unit, Situation now)
    {
        if (Rule is not { Response: { } response, Near.WithinDays: { } most } || now.Find(unit) is not { } one)
        {
            yield break;
        }

        var pairs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (own, asked) in new[] { (Rule.Cause, response), (response, Rule.Cause) }.Where(sides => Rule.Counts(sides.Item1, one, Theatre)))
        {
            var days = own.DaysOf(one)!.Value;
            foreach (var other in Between(asked, (long)Day.Number(days.Earliest) - most, (long)Day.Number(days.Latest) + most).Where(o => o.Id != one.Id && pairs.Add(o.Id)))
            {
                var (first, second) = string.CompareOrdinal(one.Id, other.Id) < 0 ? (one, other) : (other, one);
                if (Pair(first, second, response, most, now) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>The lesser id as the rule's one side where it can be, else as its other.</summary>
    private Finding? Pair(Standing a, Standing b, Selector response, int most, Situation now)
    {
        var straight = Rule.Counts(Rule.Cause, a, Theatre) && Rule.Counts(response, b, Theatre);
        var (of, to) = straight ? (Rule.Cause, response) : (response, Rule.Cause);
        var (first, second) = (of.DaysOf(a)!.Value, to.DaysOf(b)!.Value);
        var verdict = Lag.Within(first, second, -most, most);
        if (verdict.Certainty == Certainty.Impossible
            || Theatre.Theatre.Likeliest(first) is not { } season
            || Whereabouts.Of(a.Incident, now.Gazetteer) is not { } here || Whereabouts.Of(b.Incident, now.Gazetteer) is not { } there
            || here.IsNear(there, Rule.Near!.WithinKm) is var place && place == Certainty.Impossible)
        {
            return null;
        }

        var lag = Lag.Between(first, second);
        var certain = verdict.Certainty == Certainty.Certain && place == Certainty.Certain;
        return Found(
            [a.Id, b.Id], season, certain ? Certainty.Certain : Certainty.Possible, verdict.Share, [a.Id, b.Id],
            [
                new("one", a.Id, Say.Dated(a, of)),
                new("other", b.Id, Say.Dated(b, to)),
                new("days", null, $"{Say.Days(lag)} lie between them; the rule asks for at most {most} either way. {Say.How(verdict)}."),
                new("place", null, $"About {Kilometres(here.Centre.KilometresTo(there.Centre))} km lie between them; the rule asks for at most {Kilometres(Rule.Near.WithinKm)}.{Doubt(place)}"),
            ],
            [a.Id, b.Id], Circular([a, b], now), new(lag.Min, lag.Max));
    }

    internal static string Doubt(Certainty place) => place == Certainty.Certain ? "" : " Where it was is not known finely enough to be sure.";

    internal static string Kilometres(double km) => km.ToString("0", CultureInfo.InvariantCulture);
}
