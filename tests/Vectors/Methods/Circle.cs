using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vectors.Peers;

namespace Timeline.Vectors.Methods;

internal static class Circle
{
    public static Answer Season(JsonElement input, JsonElement expected)
    {
        var phases = YearCircle.Of(input.Days("dates")).Phases;
        var found = CircularSeason.Of(phases);
        var (u2, modified) = UniformOnCircle.Watson(phases);
        var (v, star) = UniformOnCircle.Kuiper(phases);
        HermansRasson? Drawn() => HermansRasson.Of(phases, expected.Seeded("hr_mc_seed"), expected.Int("hr_mc_replicates"));
        return new()
        {
            { "n", phases.Count },
            { "phases", input.Days("dates").Select(YearCircle.Phase).Take(expected.TryGetProperty("phases", out var shown) ? shown.GetArrayLength() : 0).ToList() },
            { "mean_resultant", found?.MeanResultant },
            { "mean_phase", found?.MeanPhase },
            { "mean_day_of_365", found?.MeanDay },
            { "circular_sd_days", found?.SpreadDays },
            { "rayleigh_z", found?.RayleighZ },
            { "rayleigh_p_zar", found is null || found.N < 2 ? null : CircularSeason.Zar(found.N, found.MeanResultant) },
            { "rayleigh_p_exact_n2", found?.RayleighP },
            { "rayleigh_p_series", found is null ? null : UniformOnCircle.RayleighBySeries(found.N, found.RayleighZ) },
            { "hermans_rasson_t", () => HermansRasson.Statistic(phases) },
            { "watson_u2", u2 },
            { "watson_u2_modified", modified },
            { "kuiper_v", v },
            { "kuiper_v_star", star },
            { "hr_mc_replicates", Answer.NotAsked },
            { "hr_mc_seed", Answer.NotAsked },
            { "hr_mc_ge", () => Drawn()?.AsMany },
            { "hr_mc_p", () => Drawn()?.P },
        };
    }
}
