using System.Globalization;
using NodaTime;
using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>season-window: whether more lies in the declared days than in as many others; and, as a description alone, where in the year it gathers.</summary>
internal static class TestPartOfYear
{
    public static Tested? Of(SeasonsSeen seen)
    {
        var seasons = seen.Used.ToList();
        var found = WindowFinding.Of(
            [
                .. seasons.Select(s => new WindowSeason(
                    s.SeasonYear, s.Responses.Count(r => TestRule.Counted(r, Certainty.Certain)), s.Responses.Count(r => TestRule.Counted(r, Certainty.Possible)), s.Responses.Count)),
            ],
            seasons.Sum(s => s.Covered.Sum(c => c.Window.Possibly.Days)), seasons.Sum(s => s.Days.Days()));
        return found is null ? null : Tested.Of(
            found.Ladder, found.N * found.P0, found.E,
            tier => $"{found.K} of {Count(found.N, "response", "responses")} lie in the declared days, {Number(found.N * found.P0)} by chance (p = {Number(found.P)}; the least possible is {Number(found.PMin)}). "
                + SayTier.Of(tier) + " It speaks of the season alone, never of a cause.",
            [.. TestRule.Share("in-window", found.K, found.N, "lie in the declared days"), .. Circle(seasons)]) with
        {
            Parts = [seen.Made("binomial", found.P, found.PMin, found.E, found.PPossible, $"As if each day observed were as likely: {Number(found.P0)} of them lie in the declared days.")],
        };
    }

    private static IEnumerable<ShownNumber> Circle(IReadOnlyList<SeasonObserved> seasons)
    {
        var days = seasons.SelectMany(s => s.Responses).Where(r => r.Days.IsExact()).Select(r => r.Days.Earliest).ToList();
        if (days.Count < 2 || CircularSeason.Of(YearCircle.Of(days).Phases) is not { MeanDay: { } mean } circle)
        {
            yield break;
        }

        var day = new LocalDate(2001, 1, 1).PlusDays((int)Math.Clamp(mean - 0.5, 0, 364));   // any common year
        yield return new("mean-day", Math.Round(mean, 1), null, null, "day-of-year", string.Create(CultureInfo.InvariantCulture, $"The middle of {days.Count} exact days is about {day:d MMMM}."));
        yield return new("spread", Math.Round(circle.SpreadDays, 1), null, null, "days", "Their circular standard deviation. It describes them; it speaks for no cause.");
    }
}
