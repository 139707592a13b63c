using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Methods;

internal static class Seasons
{
    public static Answer Screen(JsonElement input, JsonElement expected)
    {
        var found = CoverageScreen.Of([DaySpan.Of(input.GetProperty("span").Interval())], Windows(input), [.. input.Days("b").Select(DaySpan.On)]);
        return new()
        {
            { "covered_days", found.Covered },
            { "span_days", found.Span },
            { "k", found.K },
            { "n", found.N },
            { "precursor_rate", found.PrecursorRate },
            { "trigger_hits", found.TriggerHits },
            { "trigger_rate", found.TriggerRate },
            { "p0", found.P0 },
            { "p_value", found.P },
            { "mid_p", found.MidP },
        };
    }

    public static Answer Matched(JsonElement input, JsonElement expected)
    {
        var found = SeasonMatched.Of(Matrix(input));
        var (years, days) = (input.Ints("years"), CoveredDays.Of(Windows(input)));
        return new()
        {
            { "p_i", input.Days("b").Select(b => (double)years.Count(y => days.Holds(Day.Number(SeasonTurn.NewYear.Move(b, y)))) / years.Length).ToList() },
            { "expected_k", found.Expected },
            { "k", found.K },
            { "p_value", found.P },
            { "mid_p", found.MidP },
            { "p_min_attainable", found.PMin },
            { "e_value_tilt", found.E },
        };
    }

    public static Answer Permuted(JsonElement input, JsonElement expected)
    {
        var matrix = Matrix(input);
        var places = Enumerable.Range(0, matrix.Seasons.Count).ToList();
        var found = SeasonPermutation.Of(matrix, 0);
        var mc = input.GetProperty("mc");
        var drawn = SeasonPermutation.Draw(matrix, mc.Seeded(), mc.Int("replicates"));
        return new()
        {
            { "matrix", places.Select(i => places.Select(j => matrix[i, j]).ToList()).ToList() },
            { "k", found.K },
            { "perms", found.Orders },
            { "perms_ge", found.AsMany },
            { "p_value", found.P },
            { "p_min_attainable", found.PMin },
            { "e_value_kappa_ln3", found.E },
            { "mc_ge", drawn.AsMany },
            { "mc_p", drawn.P },
        };
    }

    private static DaySpan[] Windows(JsonElement input)
    {
        var (least, most) = input.Lag();
        return [.. input.Days("a").Select(a => DaySpan.After(a, least, most))];
    }

    private static SeasonMatrix Matrix(JsonElement input)
    {
        var state = new SeasonCoverage(input.Ints("years"), SeasonTurn.NewYear, Counting.Certain);
        foreach (var response in input.Days("b"))
        {
            state.Add(UncertainDate.On(response));
        }

        foreach (var window in Windows(input))
        {
            state.Add(window);
        }

        return state.Read();
    }
}
