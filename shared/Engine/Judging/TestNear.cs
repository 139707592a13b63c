using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>near: whether what is near in space is near in time more often than it would be if days were shuffled over places within each quarter of the year.</summary>
internal static class TestNear
{
    private sealed record Event(int Season, Response Response);

    public static Tested? Of(int days, double km, SeasonsSeen seen)
    {
        var all = seen.Used.ToList();
        if (EventsOf(all).Take(2).Count() < 2)
        {
            return null;
        }

        Knox Test(IEnumerable<SeasonObserved> seasons, Counting counting) => Shuffle(days, km, [.. EventsOf(seasons)], counting, seen);
        var (found, possible) = (Test(all, Counting.Certain), Test(all, Counting.Possible));
        var ladder = new LadderInputs(
            found.X, Math.Max(found.X, possible.X), found.Seasons, found.PMin, found.P, possible.P,
            TestRule.Without(all, left => Test(left, Counting.Certain).P));
        return Tested.Of(
            ladder, found.Expected, null,
            tier => $"{Count(found.X, "pair lies", "pairs lie")} surely within {Count(days, "day", "days")} and {Number(km)} km; days and places by themselves would bring {Number(found.Expected)} "
                + $"(p = {Number(found.P)}; the least possible is {Number(found.PMin)}). {SayTier.Of(tier)}",
            found.Expected > 0 ? [new("pairs", found.X / found.Expected, null, null, "times", $"{found.X} pairs seen for {Number(found.Expected)} expected.")] : []) with
        {
            Parts =
            [
                seen.Made(
                    "knox", found.P, found.PMin, null, possible.P, "The days are shuffled over the places, those of a quarter of the year among themselves.", DrawnP.ForReports, "near"),
            ],
        };
    }

    private static IEnumerable<Event> EventsOf(IEnumerable<SeasonObserved> seasons) => seasons.SelectMany(s => s.Responses.Where(r => r is { HasOwnDate: true, Where: not null }).Select(r => new Event(s.SeasonYear, r)))
        .OrderBy(e => e.Response.Days).ThenBy(e => e.Response.IncidentId, StringComparer.Ordinal);

    private static Knox Shuffle(int days, double km, List<Event> events, Counting counting, SeasonsSeen seen)
    {
        var least = counting == Counting.Certain ? Certainty.Certain : Certainty.Possible;
        bool IsPair(int a, int b) => (events[a].Response.IsCause && events[b].Response.IsResponse) || (events[a].Response.IsResponse && events[b].Response.IsCause);
        var near = new List<(int, int)>();
        for (var a = 0; a < events.Count; a++)
        {
            for (var b = a + 1; b < events.Count; b++)
            {
                if (IsPair(a, b) && events[a].Response.Where!.IsNear(events[b].Response.Where!, km) >= least)
                {
                    near.Add((a, b));
                }
            }
        }

        // what is of one side alone keeps its own days: a season of one side is not taken for nearness to the other
        int Stratum(Event e) => (Knox.Quarter(e.Response.Days.Earliest.Month) * 4) + (e.Response.IsCause ? 2 : 0) + (e.Response.IsResponse ? 1 : 0);
        return Knox.Of(
            [.. events.Select(e => DaySpan.Of(e.Response.Days))], near, IsPair, days, [.. events.Select(Stratum)], [.. events.Select(e => e.Season)], counting,
            new(seen.Seed("near")), DrawnP.ForReports);
    }
}
