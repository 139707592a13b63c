using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Methods;

internal static class Intervals
{
    public static Answer Match(JsonElement input, JsonElement expected)
    {
        UncertainDate Of(string field) => new(Day.At(input.Ints(field)[0]), Day.At(input.Ints(field)[1]));
        var (a, b) = (Of("a"), Of("b"));
        var (least, most) = input.Lag();
        var verdict = Lag.Within(a, b, least, most);
        var (min, max) = Lag.Between(a, b);
        return new()
        {
            { "certain", verdict.Certainty == Certainty.Certain },
            { "possible", verdict.Certainty != Certainty.Impossible },
            { "pairs_hit", verdict.Satisfied },
            { "pairs", verdict.All },
            { "probability", verdict.Share },
            { "lag_lo", min },
            { "lag_hi", max },
        };
    }

    public static Answer Coverage(JsonElement input, JsonElement expected)
    {
        var (least, most) = input.Lag();
        DaySpan[] windows = [.. input.Days("a").Select(a => DaySpan.After(a, least, most))];
        DaySpan[] responses = [.. input.GetProperty("b").EnumerateArray().Select(b => DaySpan.Of(b.Interval()))];
        var found = IntervalCoverage.Of(DaySpan.Of(input.GetProperty("span").Interval()), windows, responses);
        var mc = input.GetProperty("mc");
        var drawn = IntervalCoverage.Draw(windows, responses, mc.Seeded(), mc.Int("replicates"));
        return new()
        {
            { "k_certain", found.Certain },
            { "k_possible", found.Possible },
            { "p_of_k_certain", found.POfCertain },
            { "p_of_k_possible", found.POfPossible },
            { "k_pmf", found.Mass },
            { "expected_k", found.Expected },
            { "averaged_p", found.AveragedP },
            { "mc_k_sum", drawn.Sum() },
            { "mc_k_first10", drawn.Take(10).ToList() },
        };
    }
}
