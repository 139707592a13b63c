using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>
/// What can be said of a surge while its window is still running: what has come since the window opened, against the same days of seasons that are over. It is a look at the
/// present and no declared one, so it raises no alert and is no part of the evidence.
/// </summary>
/// <remarks>
/// Only windows that surely run are watched, and only responses all of whose days lie in the days that have passed; of the seasons compared everything counts that may lie in the
/// same days. So what is open speaks against a surge. A season in whose same days a window of another trigger may lie is no baseline, nor is one whose reports may still come.
/// </remarks>
internal static class WatchOpenWindows
{
    private const int Most = 3;

    public static IReadOnlyList<ShownNumber> Of(RuleInTheatre work, Situation now)
    {
        if (work.Rule is not { Kind: RuleKind.Surge, Surge.Unit: null } || now.AsOf is not { } day)
        {
            return [];
        }

        var (today, seen) = (Day.Number(day), work.Seen.All);
        var running = seen.SelectMany(s => s.Covered.Where(c => c.IsCounted && c.Window.Surely?.Holds(today) == true).Select(c => (Season: s.SeasonYear, c.Causes, Days: c.Window.Surely!.Value)))
            .OrderByDescending(w => w.Days.First).ThenBy(w => w.Causes.Count > 0 ? w.Causes[0] : "", StringComparer.Ordinal).Take(Most);
        return [.. running.SelectMany(w => Since(new(w.Days.First, today), w.Season, work, now, day))];
    }

    private static IEnumerable<ShownNumber> Since(DaySpan passed, int season, RuleInTheatre work, Situation now, LocalDate day)
    {
        var over = work.Seen.Used.Where(s => s.SeasonYear != season && day > MatchSurge.LastDay(s.SeasonYear, work.Rule, work.Theatre.Theatre).PlusDays(work.Theatre.Delay.GraceDays));
        var opened = work.Seen.All.SelectMany(s => s.Covered).Select(c => c.Window.Possibly).ToList();
        var came = work.Seen.All.SelectMany(s => s.Responses).Where(r => r.HasOwnDate).Select(r => DaySpan.Of(r.Days)).ToList();
        var baseline = over.Select(s => Moved(passed, s.SeasonYear - season)).Where(d => !opened.Exists(o => o.Shared(d) > 0)).ToList();
        var (x, s, t) = (came.Count(passed.HoldsAll), baseline.Sum(d => came.Count(c => c.Shared(d) > 0)), baseline.Sum(d => d.Days));
        if (Predictive.Of(s, t, x, passed.Days) is not { } foreseen)
        {
            yield break;
        }

        var said = $"Since {Day.At(passed.First):uuuu-MM-dd}, when the days after a trigger began, {Count(x, "response", "responses")} came in {Count(passed.Days, "day", "days")}; "
            + $"the same days of {Count(baseline.Count, "season", "seasons")} that are over had {s}.";
        yield return new("surge-now", foreseen.AtLeast, null, null, null, $"The chance of as many or more were nothing otherwise. {said} For one look at the present alone, and no alert.");
        yield return new("surge-now-e", EValue.OfSurge(s, t, x, passed.Days), null, null, null, $"What a bet on a surge has made of that so far; below 3 it says nothing. {said} However often it is looked at, 20 comes by chance once in twenty.");
    }

    private static DaySpan Moved(DaySpan days, int by) => Day.Number(Day.At(days.First).PlusYears(by)) is var first ? new(first, first + days.Days - 1) : default;
}
