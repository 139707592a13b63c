using System.Text.Json;
using Timeline.Engine.Statistics;

namespace Timeline.Vectors.Methods;

internal static class Counts
{
    public static Answer PoissonBinomial(JsonElement input, JsonElement expected)
    {
        var (found, k) = (new PoissonBinomial(input.Doubles("p")), input.Int("k"));
        return new() { { "mean", found.Mean }, { "p_ge", found.AtLeast(k) }, { "p_le", found.AtMost(k) }, { "mid_p", found.MidAtLeast(k) } };
    }

    public static Answer Window(JsonElement input, JsonElement expected)
    {
        var (k, n, p0) = (input.Int("k"), input.Int("n"), input.Double("p0"));
        var (exact, mid, wilson, jeffreys) = (Binomial.ClopperPearson(k, n), Binomial.MidLimits(k, n), Binomial.Wilson(k, n), Binomial.Jeffreys(k, n));
        return new()
        {
            { "rate", n == 0 ? null : (double)k / n },
            { "p_greater", Binomial.AtLeast(k, n, p0) },
            { "mid_p_greater", Binomial.MidAtLeast(k, n, p0) },
            { "p_two_minlike", Binomial.TwoSided(k, n, p0) },
            { "cp_lo", exact.Low },
            { "cp_hi", exact.High },
            { "midp_lo", mid.Low },
            { "midp_hi", mid.High },
            { "wilson_lo", wilson.Low },
            { "wilson_hi", wilson.High },
            { "jeffreys_lo", jeffreys.Low },
            { "jeffreys_hi", jeffreys.High },
        };
    }

    public static Answer RateRatio(JsonElement input, JsonElement expected)
    {
        var found = Engine.Statistics.RateRatio.Of(input.Int("x1"), input.Double("t1"), input.Int("x0"), input.Double("t0"));
        return new()
        {
            { "rate_ratio", found.Ratio },
            { "rr_median_unbiased", found.MedianUnbiased },
            { "p_greater", found.P },
            { "mid_p_greater", found.MidP },
            { "p_two_minlike", found.PTwoSided },
            { "ci_lo", found.Limits.Low },
            { "ci_hi", found.Limits.High },
            { "midp_ci_lo", found.MidLimits.Low },
            { "midp_ci_hi", found.MidLimits.High },
            { "p_min_attainable", found.PMin },
            { "e_upper", found.E },
        };
    }

    public static Answer StratifiedRateRatio(JsonElement input, JsonElement expected)
    {
        var found = Engine.Statistics.StratifiedRateRatio.Of(input.GetProperty("strata").EnumerateArray().Select(s => new Stratum(s.Int("x1"), s.Double("t1"), s.Int("x0"), s.Double("t0"))));
        return new()
        {
            { "x1", found.X1 },
            { "expected_x1", found.Expected },
            { "rr_mantel_haenszel", found.Ratio },
            { "p_greater", found.P },
            { "mid_p_greater", found.MidP },
            { "p_less", found.PLess },
        };
    }

    public static Answer Fisher(JsonElement input, JsonElement expected)
    {
        var found = FisherAbsence.Of(input.Int("a"), input.Int("b"), input.Int("c"), input.Int("d"));
        return new()
        {
            { "p_greater", found.PGreater },
            { "p_less", found.PLess },
            { "mid_p_greater", found.MidPGreater },
            { "mid_p_less", found.MidPLess },
            { "p_two_minlike", found.PTwoSided },
            { "p_min_attainable_greater", found.PMin },
            { "risk_difference", found.RiskDifference },
            { "log_or_haldane", found.LogOddsRatio },
        };
    }

    public static Answer Predictive(JsonElement input, JsonElement expected)
    {
        var found = Engine.Statistics.Predictive.Of(input.Int("s"), input.Double("t"), input.Int("x"), input.Double("u"));
        return new()
        {
            { "mean", found?.Mean },
            { "p_zero", found?.None },
            { "p_ge", found?.AtLeast },
            { "p_le", found?.AtMost },
            { "q95", found?.Upper95 },
            { "q99", found?.Upper99 },
        };
    }

    public static Answer AllEmpty(JsonElement input, JsonElement expected) =>
        new() { { "p_all_absent", Engine.Statistics.Predictive.AllEmpty(input.Int("seasons_present"), input.Int("seasons"), input.Int("next_absent")) } };
}
