using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>burst: whether more come together than would if each kept its day of the year and its place, and its season were drawn anew.</summary>
internal static class TestBurst
{
    private sealed record Event(SeasonObserved Season, Response Response);

    public static Tested? Of(Crowding asked, SeasonsSeen seen)
    {
        var all = seen.Used.ToList();
        if (all.Count == 0 || !EventsOf(all).Any())
        {
            return null;
        }

        ScanBurst Test(IReadOnlyList<SeasonObserved> seasons, Counting counting) => Scan(asked, [.. EventsOf(seasons)], [.. seasons.Select(s => s.SeasonYear)], counting, seen);
        var (found, possible) = (Test(all, Counting.Certain), Test(all, Counting.Possible));
        var ladder = TestRule.Ladder(
            all, found.PMin, found.P, possible.P, left => Test(left, Counting.Certain).P);
        var around = asked.WithinKm is null ? "" : " near one of them";
        return Tested.Of(
            ladder, null, null,
            tier => $"{Count(ladder.KCertain, "incident", "incidents")} in bursts that count; at most {found.Most} surely come within {Count(asked.WithinDays, "day", "days")}{around}. With the years drawn anew as many come together "
                + $"with p = {Number(found.P)} (the least possible is {Number(found.PMin)}). {SayTier.Of(tier)}",
            new ShownNumber("most-together", found.Most, null, null, "incidents", $"The most that surely come within {Count(asked.WithinDays, "day", "days")}{around}.")) with
        {
            Parts =
            [
                seen.Made(
                    "scan", found.P, found.PMin, null, possible.P, "Each keeps its day of the year and its place, and its season is drawn anew.", DrawnP.ForReports, "burst"),
            ],
        };
    }

    private static IEnumerable<Event> EventsOf(IEnumerable<SeasonObserved> seasons) => seasons.SelectMany(s => s.Responses.Where(r => r.HasOwnDate).Select(r => new Event(s, r)))
        .OrderBy(e => e.Response.Days).ThenBy(e => e.Response.IncidentId, StringComparer.Ordinal);

    private static ScanBurst Scan(Crowding asked, List<Event> events, List<int> seasons, Counting counting, SeasonsSeen seen)
    {
        IReadOnlyList<DaySpan> InEach(Event e) => [.. seasons.Select(season => Moved(e.Response.Days, season, seen.Turn))];
        var least = counting == Counting.Certain ? Certainty.Certain : Certainty.Possible;
        // a place does not move when the season is drawn anew
        var beside = asked.WithinKm is not { } km ? null
            : events.ConvertAll(a => events.ConvertAll(b => a.Response.Where is { } here && b.Response.Where is { } there && here.IsNear(there, km) >= least));
        Func<int, int, bool>? near = beside is null ? null : (a, b) => beside[a][b];
        return ScanBurst.InSeasons(
            [.. events.Select(InEach)], [.. events.Select(e => seasons.IndexOf(e.Season.SeasonYear))], asked.WithinDays, near, counting, new(seen.Seed("burst")), DrawnP.ForReports);
    }

    private static DaySpan Moved(UncertainDate days, int season, SeasonTurn turn) =>
        Day.Number(turn.Move(days.Earliest, season)) is var first ? new(first, first + days.Days() - 1) : default;
}
