using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Timeline.Vectors.Methods;

/// <summary>What each method of the vectors asks of the engine.</summary>
public static class KnownMethods
{
    /// <param name="expected">Read only for how a drawn value was drawn (seed, number of draws), never for an answer.</param>
    public delegate Answer Ask(JsonElement input, JsonElement expected);

    private static readonly Dictionary<string, Ask> Known = new(StringComparer.Ordinal)
    {
        ["rng_splitmix64"] = Chance.Numbers,
        ["interval_match"] = Intervals.Match,
        ["interval_mc"] = Intervals.Coverage,
        ["coverage_s0"] = Seasons.Screen,
        ["coverage_s1"] = Seasons.Matched,
        ["coverage_s2"] = Seasons.Permuted,
        ["poisson_binomial"] = Counts.PoissonBinomial,
        ["binomial_window"] = Counts.Window,
        ["rate_ratio_exact"] = Counts.RateRatio,
        ["rate_ratio_stratified"] = Counts.StratifiedRateRatio,
        ["fisher_absence"] = Counts.Fisher,
        ["gamma_poisson_predictive"] = Counts.Predictive,
        ["beta_binomial_absence"] = Counts.AllEmpty,
        ["circular_season"] = Circle.Season,
        ["quantity_permutation"] = Amounts.Quantities,
        ["dose_response"] = Amounts.Dose,
        ["chain_kaplan_meier"] = Chains.TimeToStep,
        ["multiplicity_p"] = Many.P,
        ["multiplicity_ebh"] = Many.E,
        ["p_to_e"] = Bets.FromP,
        ["e_process_bernoulli"] = Bets.Shares,
        ["e_process_poisson"] = Bets.Surge,
        ["haversine"] = Ground.Distance,
        ["route_distance"] = Ground.Route,
        ["knox"] = Ground.Knox,
        ["scan_burst"] = Ground.Burst,
        ["evidence_tier"] = Ladder.Tier,
        ["ears_c1_c2_c3"] = Peers.Ears.Answer,
    };

    public static IReadOnlyCollection<string> Names => Known.Keys;

    public static bool TryGet(string method, [NotNullWhen(true)] out Ask? ask) => Known.TryGetValue(method, out ask);
}
