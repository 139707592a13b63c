using Timeline.Contracts;
using Timeline.Engine.Statistics;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>dose-response: whether seasons with more of the cause have more of the response.</summary>
/// <remarks>
/// Where sources leave an amount open, or a response may lie in another season, there are several ways to read the seasons: each dose at its least or at its most, with the
/// responses that surely lie in their season or with all that likeliest do. p neither only rises nor only falls with these; the headline is the greatest of them.
/// </remarks>
internal static class TestDoses
{
    private sealed record Reading(IReadOnlyList<double> Doses, IReadOnlyList<double> Answers);

    public static Tested? Of(SeasonsSeen seen)
    {
        var seasons = seen.Used.Where(s => s is { Cause: not "circular", Dose: not null } && s.Responses.All(r => r.Amount is not null)).ToList();
        if (seasons.Count < 2)
        {
            return null;
        }

        DoseResponse Test(Reading of) => DoseResponse.Of(of.Doses, of.Answers, seen.Seed("dose-response"));
        var readings = Readings(seasons);
        var found = readings.ConvertAll(Test);
        var headline = found.MaxBy(f => f.P)!;
        var (own, least) = (readings[found.IndexOf(headline)], found.Min(f => f.P));
        var ladder = new LadderInputs(
            seasons.Count, seasons.Count, seasons.Count, found.Max(f => f.PMin), headline.P, least,
            new(() => WithoutASeason.Each([.. seasons.Select(s => s.SeasonYear)], left => Test(Without(own, left)).P)));
        return Tested.Of(
            ladder, null, null,
            tier => $"{Count(seasons.Count, "season", "seasons")} can be compared" + (headline.TauB is { } tau ? $", Kendall's tau {Number(tau)}" : "")
                + $" (p = {Number(headline.P)}{ByChanges(headline)}; the least possible is {Number(ladder.PMin)})"
                + (least < headline.P ? $"; read otherwise, where days or amounts are open, p is {Number(least)} at least" : "") + $". {SayTier.Of(tier)}") with
        {
            Parts =
            [
                Made("by-amounts", headline.PScore, headline.PMin, "Amounts of the response are put on other seasons."),
                .. headline.PChange is { } change ? new[] { Made("by-changes", change, null, "The same of their changes from season to season, so that a trend both share is no answer.") } : [],
            ],
        };

        TestMade Made(string test, double p, double? pMin, string says) =>
            seen.Made(test, p, pMin, null, null, says, headline.Orders, headline.Orders == DrawnP.ForRearrangements ? "dose-response" : null);
    }

    private static List<Reading> Readings(IReadOnlyList<SeasonObserved> seasons)
    {
        List<Reading> all = [];
        foreach (var (most, sure) in new[] { (false, true), (true, true), (false, false), (true, false) })
        {
            var reading = new Reading(
                [.. seasons.Select(s => (double)(most ? s.Dose!.Value.Most ?? s.Dose.Value.Least : s.Dose!.Value.Least))],
                [.. seasons.Select(s => (double)s.Responses.Where(r => !sure || s.Days.Intersect(r.Days) == r.Days).Sum(r => r.Amount!.Value))]);
            if (!all.Exists(r => r.Doses.SequenceEqual(reading.Doses) && r.Answers.SequenceEqual(reading.Answers)))
            {
                all.Add(reading);
            }
        }

        return all;
    }

    private static Reading Without(Reading reading, int place) => new([.. reading.Doses.Where((_, i) => i != place)], [.. reading.Answers.Where((_, i) => i != place)]);

    private static string ByChanges(DoseResponse found) =>
        found.PChange is { } change ? $", the greater of {Number(found.PScore)} by the amounts and {Number(change)} by their changes from season to season" : "";
}
