using Timeline.Contracts;
using Timeline.Engine.Statistics;

namespace Timeline.Engine;

/// <summary>follows, gated-window: whether responses lie in the windows that causes open more often than their season explains.</summary>
internal static class TestWindows
{
    public static Tested? Of(SeasonsSeen seen)
    {
        var found = seen.WeighWindows();
        return found.Seasons.Count == 0 ? null
            : Tested.Of(found.Ladder, found.Certain.Expected, found.Certain.E, tier => SaySeasonal.Of(found, tier), [.. NaiveOf(found), .. RatesOf(seen, found)]) with { Parts = PartsOf(seen, found, null, "") };
    }

    /// <summary>S0, of what has any response at all.</summary>
    public static IReadOnlyList<ShownNumber> NaiveOf(SeasonalFinding found) => found.Certain.N == 0 ? []
        : [new(ShownNumber.Naive, found.Naive.P, null, null, null, "What p would be were every day of the year alike. Where anything has a season that is no evidence.")];

    /// <summary>The three tests by themselves.</summary>
    /// <param name="step">Of a chain: the place of the step; null of any other rule.</param>
    /// <param name="of">Of a chain which step it is, in words that end in a colon and a space; else nothing.</param>
    public static IReadOnlyList<TestMade> PartsOf(SeasonsSeen seen, SeasonalFinding found, int? step, string of)
    {
        var (certain, possible) = (found.Certain, found.Possible);
        return
        [
            .. found.Certain.N == 0 ? [] : new[] { seen.Made("S0", found.Naive.P, null, null, null, of + "As if every day of the year were alike (naive): it is no evidence where anything has a season.", decides: false) },
            seen.Made("S1", certain.Matched.P, certain.Matched.PMin, certain.Matched.E, possible.Matched.P, of + "Each response keeps its day of the year, and its season might have been any of those used."),
            seen.Made(
                "S2", certain.Permuted.P, certain.Permuted.PMin, certain.Permuted.E, possible.Permuted.P,
                of + "Whole seasons are swapped, so that one heavy year is no pattern." + seen.RegimesInWords, certain.Permuted.Orders, certain.Permuted.IsDrawn ? SeasonsSeen.PurposeOf(step) : null),
        ];
    }

    /// <summary>How many responses came in the days after a cause, and how many causes had a response: both may be high where neither has to do with the other.</summary>
    private static IEnumerable<ShownNumber> RatesOf(SeasonsSeen seen, SeasonalFinding found)
    {
        var used = seen.Used.ToList();
        var windows = used.SelectMany(s => s.Covered).Where(c => c.IsCounted).Select(c => c.Window).ToList();
        var came = used.SelectMany(s => s.Responses).Where(r => r.HasOwnDate).ToList();
        var surely = new WithinDays([.. came.Where(r => r.IsSure).Select(r => DaySpan.Of(r.Days))]);
        var perhaps = new WithinDays([.. came.Select(r => DaySpan.Of(r.Days))]);
        var followed = windows.Count(w => w.Surely is { } days && surely.HasWithin(days));
        var may = windows.Count(w => perhaps.HasSharing(w.Possibly)) - followed;
        return
        [
            .. TestRule.Share("precursor-rate", found.Certain.K, found.Certain.N, "came for certain in the days that a cause opens"),
            .. TestRule.Share("trigger-rate", followed, windows.Count, $"causes were surely followed by one{(may > 0 ? $", {may} more perhaps" : "")}"),
        ];
    }

    /// <summary>Stretches of days, of which one is looked for.</summary>
    private sealed class WithinDays(List<DaySpan> all)
    {
        private readonly List<DaySpan> byFirst = [.. all.OrderBy(d => d.First)];
        private readonly int longest = all.Count == 0 ? 0 : all.Max(d => d.Days);

        public bool HasWithin(DaySpan days) => Between(days.First, days.Last).Any(days.HoldsAll);

        public bool HasSharing(DaySpan days) => Between(days.First - longest, days.Last).Any(d => days.Shared(d) > 0);

        private IEnumerable<DaySpan> Between(int first, int last)
        {
            var (low, high) = (0, byFirst.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = byFirst[middle].First < first ? (middle + 1, high) : (low, middle);
            }

            for (; low < byFirst.Count && byFirst[low].First <= last; low++)
            {
                yield return byFirst[low];
            }
        }
    }
}
