using System.Text.Json;
using NodaTime;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>More responses after a trigger: against the same months (the product's way), against the same calendar days of quiet years, and against all other days (naive).</summary>
internal static class SurgeScenario
{
    public static void Compare(Check check, JsonElement scenario, Func<JsonElement, History> historyOf)
    {
        var rule = scenario.GetProperty("rule");
        var (least, most) = (rule.GetProperty("window_days")[0].GetInt32(), rule.GetProperty("window_days")[1].GetInt32());
        foreach (var combination in scenario.GetProperty("combos").EnumerateObject())
        {
            var found = new List<Surge>();
            foreach (var one in combination.Value.GetProperty("per_replicate").EnumerateArray())
            {
                check.Count();
                var history = historyOf(one);
                var surge = Surge.Of([.. history.Days(rule.GetProperty("trigger").GetString()!)], [.. history.Days(rule.GetProperty("response").GetString()!)], least, most);
                check.Compare($"{check.Name} {one.Int("replicate")}", one, surge.Answer());
                found.Add(surge);
            }

            double Share(Func<Surge, double> p) => (double)found.Count(f => p(f) <= 0.05) / found.Count;
            check.Compare($"{check.Name} {combination.Name}", Without(combination.Value, "per_replicate"), new Answer
            {
                { "share_naive_p_le_05", Share(f => f.Naive.P) },
                { "share_strat_p_le_05", Share(f => f.ByMonth.P) },
                { "share_p_le_05", Share(f => f.SameDays.P) },
                { "share_midp_le_05", Share(f => f.SameDays.MidP) },
                { "median_rr_mh", Median(found.Select(f => f.ByMonth.Ratio)) },
                { "median_rr", Median(found.Select(f => f.SameDays.Ratio)) },
            });
            check.Share($"{combination.Name} naive", Share(f => f.Naive.P));
            check.Share($"{combination.Name} by month", Share(f => f.ByMonth.P));
            check.Note(FormattableString.Invariant($"{combination.Name}: p ≤ 0.05 naive {Share(f => f.Naive.P):0.000}, by month {Share(f => f.ByMonth.P):0.000}"));
        }
    }

    private static double? Median(IEnumerable<double?> ratios)
    {
        var sorted = ratios.Where(r => r is not null).Select(r => r!.Value).Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static JsonElement Without(JsonElement of, string field) =>
        JsonSerializer.SerializeToElement(of.EnumerateObject().Where(p => p.Name != field).ToDictionary(p => p.Name, p => p.Value));

    private sealed record Surge(int Triggers, IReadOnlyList<Stratum> Months, StratifiedRateRatio ByMonth, RateRatio Naive, (int X1, int T1, int X0, int T0) Counted, RateRatio SameDays)
    {
        private const int FirstYear = 1980;

        public static Surge Of(IReadOnlyList<LocalDate> triggers, IReadOnlyList<LocalDate> responses, int least, int most)
        {
            var last = FirstYear + Math.Max(8, triggers.Count + 6) - 1;
            DaySpan[] windows = [.. triggers.Select(t => DaySpan.After(t, least, most))];
            var span = new DaySpan(SeasonTurn.NewYear.DaysOf(FirstYear).First, SeasonTurn.NewYear.DaysOf(last).Last);
            int[] days = [.. responses.Select(Day.Number)];
            var months = MonthStrata.Of([span], windows, responses.Select(DaySpan.On), Counting.Certain);
            var naive = RateRatio.Of(months.Sum(m => m.X1), months.Sum(m => m.T1), months.Sum(m => m.X0), months.Sum(m => m.T0));
            // the same calendar days, in years without a trigger
            var exposed = CoveredDays.Of(windows);
            var control = new HashSet<int>();
            foreach (var year in Enumerable.Range(FirstYear, last - FirstYear + 1).Except(triggers.Select(t => t.Year)))
            {
                control.UnionWith(windows.SelectMany(w => Enumerable.Range(w.First, w.Days)).Select(d => Day.Number(SeasonTurn.NewYear.Move(Day.At(d), year))));
            }

            var counted = (days.Count(exposed.Holds), exposed.Within(span), days.Count(control.Contains), control.Count);
            return new(triggers.Count, months, StratifiedRateRatio.Of(months), naive, counted, RateRatio.Of(counted.Item1, counted.Item2, counted.Item3, counted.Item4));
        }

        public Answer Answer() => new()
        {
            { "replicate", Vectors.Answer.NotAsked }, { "true_rate_ratio", Vectors.Answer.NotAsked }, { "days", Vectors.Answer.NotAsked }, { "triggers", Triggers },
            { "strat_t1", Months.Select(m => m.T1).ToList() }, { "strat_x1", Months.Select(m => m.X1).ToList() },
            { "strat_t0", Months.Select(m => m.T0).ToList() }, { "strat_x0", Months.Select(m => m.X0).ToList() },
            { "strat_p_greater", ByMonth.P }, { "strat_rr_mh", ByMonth.Ratio }, { "naive_p_greater", Naive.P },
            { "x1", Counted.X1 }, { "t1", Counted.T1 }, { "x0", Counted.X0 }, { "t0", Counted.T0 },
            { "rate_ratio", SameDays.Ratio }, { "p_greater", SameDays.P }, { "mid_p_greater", SameDays.MidP },
        };
    }
}
