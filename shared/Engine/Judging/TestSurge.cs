using Timeline.Contracts;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;
using static Timeline.Engine.Statistics.SayTier;

namespace Timeline.Engine;

/// <summary>surge: whether more comes in the windows after triggers than on the other days of the same months, or than in the same days of quiet seasons.</summary>
internal static class TestSurge
{
    public static Tested? OfCounts(SeasonsSeen seen)
    {
        var all = seen.Used.ToList();
        if (!Windows(all).Any())
        {
            return null;
        }

        SurgeFinding Test(IReadOnlyList<SeasonObserved> seasons) => SurgeFinding.Of(
            [.. seasons.Select(s => DaySpan.Of(s.Days))], [.. Windows(seasons)], [.. Responses(seasons).Select(r => DaySpan.Of(r.Days))],
            counting => MatchedWindows.Of(Years(seasons), seen.Turn, Windows(seasons), Responses(seasons).Select(r => (DaySpan.Of(r.Days), 1.0)), counting), seen.Seed("surge"));
        var found = Test(all);
        var ladder = TestRule.Ladder(all, found.PMin, found.P, found.PPossible, left => Windows(left).Any() ? Test(left).P : 1);
        return Tested.Of(
            ladder, found.Certain.Expected, found.E,
            tier => $"{Count(ladder.KCertain, "response", "responses")} in the windows, {Number(found.Certain.Expected)} by the months alone (p = {Number(found.P)}"
                + (found.BatchingNotChecked ? "; batching not checked: with fewer than eight windows nobody can tell whether reports come in batches" : "") + $"). {SayTier.Of(tier)}",
            found.Certain.Ratio is { } ratio ? [new("ratio", ratio, found.Certain.Limits.Low, found.Certain.Limits.High, "times", "How many times as much came a day in the windows as on the other days of the same months (Mantel and Haenszel).")] : []) with
        {
            Parts =
            [
                seen.Made(
                    "by-month", found.Certain.P, found.Certain.PMin, found.Certain.E, found.Possible.P, "The days in the windows against the other days of the same months, given how many came in each month."),
                .. found.Batches is { } batches ? new[] { seen.Made("by-window", batches.PSum, batches.PMin, EValue.FromPByRoot(batches.PSum), found.PossibleBatches?.PSum, "Totals of whole windows against those of quiet seasons, so that one batch is no surge.", (int)batches.Choices, batches.IsDrawn ? "surge" : null) } : [],
            ],
        };
    }

    public static Tested? OfAmounts(SeasonsSeen seen, string unit)
    {
        var all = seen.Used.ToList();
        MatchedWindows Totals(IReadOnlyList<SeasonObserved> seasons, Counting counting) => MatchedWindows.Of(
            Years(seasons), seen.Turn, Windows(seasons), Responses(seasons).Where(r => r.Amount is not null).Select(r => (DaySpan.Of(r.Days), (double)r.Amount!.Value)), counting);
        QuantityPermutation? Test(IReadOnlyList<SeasonObserved> seasons, Counting counting)
        {
            var totals = Totals(seasons, counting);
            return totals.Exposed.Count == 0 || totals.Control.Count == 0 ? null : QuantityPermutation.Of(totals.Exposed, totals.Control, seen.Seed("surge"));
        }

        if (Test(all, Counting.Certain) is not { } found)
        {
            return null;
        }

        var least = Totals(all, Counting.Certain);
        var compared = Math.Min(least.Exposed.Count, least.Control.Count);
        var silent = Responses(all).Count(r => r.Amount is null);
        var ladder = TestRule.Ladder(
            all, found.PMin, found.P, Test(all, Counting.Possible)?.P ?? 1, left => Test(left, Counting.Certain)?.P ?? 1);
        return Tested.Of(
            ladder, null, null,
            tier => $"{Count(ladder.KCertain, "response", "responses")} in the windows; their {unit} against those of the same days in quiet seasons: p = {Number(found.P)} by logarithms, which decides, "
                + $"{Number(found.PSum)} by sums (the least possible is {Number(found.PMin)})"
                + (silent > 0 ? $"; of {silent} no source gives an amount, so they are left out" : "") + $". {SayTier.Of(tier)}",
            [
                new("multiplier", found.Multiplier, null, null, "times", $"About so many times as much {unit} in a window after a trigger as in one of a quiet season (Hodges and Lehmann, of 1 + {unit})."),
                // of fewer a share would say more than is known
                .. compared < 3 ? [] : new ShownNumber[] { new("superiority", found.Superiority, null, null, "share", "The chance that a window after a trigger has more than one of a quiet season.") },
            ]) with
        {
            Parts =
            [
                Made("by-logarithms", found.P, true, "Totals of whole windows against those of quiet seasons, by logarithms, so that one giant amount cannot decide."),
                Made("by-sums", found.PSum, false, "The same by sums; shown beside it."),
            ],
        };

        TestMade Made(string test, double p, bool decides, string says) =>
            seen.Made(test, p, found.PMin, null, null, says, (int)found.Choices, found.IsDrawn ? "surge" : null, decides);
    }

    private static List<int> Years(IEnumerable<SeasonObserved> seasons) => [.. seasons.Select(s => s.SeasonYear)];

    private static IEnumerable<CauseWindow> Windows(IEnumerable<SeasonObserved> seasons) => seasons.SelectMany(s => s.Covered).Where(c => c.IsCounted).Select(c => c.Window);

    private static IEnumerable<Response> Responses(IEnumerable<SeasonObserved> seasons) => seasons.SelectMany(s => s.Responses).Where(r => r.HasOwnDate);
}
