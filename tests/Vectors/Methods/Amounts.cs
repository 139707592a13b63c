using System.Text.Json;
using MathNet.Numerics.Statistics;
using Timeline.Engine.Statistics;
using Timeline.Vectors.Peers;

namespace Timeline.Vectors.Methods;

internal static class Amounts
{
    public static Answer Quantities(JsonElement input, JsonElement expected)
    {
        var (exposed, control) = (input.Doubles("exposed"), input.Doubles("control"));
        var found = QuantityPermutation.Of(exposed, control, 0);
        return new()
        {
            { "combinations", found.Choices },
            { "sum_ge", found.SumAsMany },
            { "p_sum_greater", found.PSum },
            { "log1p_ge", found.LogAsMany },
            { "p_log1p_greater", found.P },
            { "p_min_attainable", found.PMin },
            { "mean_ratio", found.MeanRatio },
            { "hodges_lehmann_log1p", found.Shift },
            { "multiplier", found.Multiplier },
            { "mann_whitney_u", found.U },
            { "prob_superiority", found.Superiority },
            { "wilcoxon_exact_greater", () => RankSum.Of(exposed, control).Greater },
            { "wilcoxon_exact_two", () => RankSum.Of(exposed, control).TwoSided },
        };
    }

    public static Answer Dose(JsonElement input, JsonElement expected)
    {
        var (dose, response) = (input.Doubles("dose"), input.Doubles("response"));
        var found = DoseResponse.Of(dose, response, 0);
        double? spearman = dose.Distinct().Count() < 2 || response.Distinct().Count() < 2 ? null : Correlation.Spearman(dose, response);
        return new()
        {
            { "score", found.Score },
            { "permutations", found.Orders },
            { "score_ge", found.AsMany },
            { "p_score_greater", found.PScore },
            { "p_min_attainable", found.PMin },
            { "concordant", found.Concordant },
            { "discordant", found.Discordant },
            { "kendall_tau_b", found.TauB },
            { "p_kendall_greater", found.PKendall },
            { "spearman_rho", spearman },
            { "first_difference_score", found.ChangeScore },
        };
    }
}
