using System.Text.Json;
using Timeline.Engine.Statistics;
using Timeline.Vocabulary;

namespace Timeline.Vectors.Timelines;

/// <summary>"B follows A": the screen, the season-matched test and the swapping of seasons on each history, and the shares of those called significant.</summary>
internal static class LagScenario
{
    private const int Draws = 999;

    public static void Compare(Check check, JsonElement scenario, Func<JsonElement, History> historyOf)
    {
        var rule = LagRule.Of(scenario.GetProperty("rule"));
        var (s0, s1, s2, e, n) = (0, 0, 0, 0, 0);
        foreach (var one in scenario.GetProperty("per_replicate").EnumerateArray())
        {
            check.Count();
            var found = rule.On(historyOf(one), one.Seed("mc_seed"), Draws);
            check.Compare($"{check.Name} {one.Int("replicate")}", one, found.Answer());
            n++;
            s0 += found.Screen.P <= 0.05 ? 1 : 0;
            s1 += found.S1.P <= 0.05 ? 1 : 0;
            s2 += found.S2.P <= 0.05 ? 1 : 0;
            e += found.S1.E >= 20 ? 1 : 0;
        }

        double Share(int count) => (double)count / n;
        check.Compare($"{check.Name} shares", scenario.GetProperty("summary"), new Answer
        {
            { "p_s0", Share(s0) }, { "p_s1", Share(s1) }, { "p_s2_mc", Share(s2) }, { "e_s1_ge_20", Share(e) }, { "replicates", n },
        });
        check.Share("S0", Share(s0));
        check.Share("S1", Share(s1));
        check.Share("S2", Share(s2));
        check.Note(FormattableString.Invariant($"p ≤ 0.05 in S0 {Share(s0):0.000}, S1 {Share(s1):0.000}, S2 {Share(s2):0.000}; e ≥ 20 in {Share(e):0.000}"));
    }
}

/// <summary>The rule of a scenario, and what the engine finds of it.</summary>
internal sealed record LagRule(string Cause, string Response, int Least, int Most, int[] Years)
{
    public static LagRule Of(JsonElement rule)
    {
        var (least, most) = rule.Lag();
        return new(rule.GetProperty("a").GetString()!, rule.GetProperty("b").GetString()!, least, most, rule.Ints("years"));
    }

    public DaySpan Span => new(SeasonTurn.NewYear.DaysOf(Years[0]).First, SeasonTurn.NewYear.DaysOf(Years[^1]).Last);

    public DaySpan Window(UncertainDate cause) => DaySpan.After(cause.Earliest, Least, Most);

    public Found On(History history, ulong seed, int draws)
    {
        var state = new SeasonCoverage(Years, SeasonTurn.NewYear, Counting.Certain);
        foreach (var response in history[Response])
        {
            state.Add(response);
        }

        foreach (var cause in history[Cause])
        {
            state.Add(Window(cause));
        }

        return On(history, state, seed, draws);
    }

    public Found On(History history, SeasonCoverage state, ulong seed, int draws)
    {
        var matrix = state.Read();
        return new(
            history[Cause].Count, history[Response].Count, CoverageScreen.Of([Span], [.. history[Cause].Select(Window)], history.Spans(Response)),
            SeasonMatched.Of(matrix), SeasonPermutation.Draw(matrix, new(seed), draws));
    }

    internal sealed record Found(int Causes, int Responses, CoverageScreen Screen, SeasonMatched S1, SeasonPermutation S2)
    {
        public Answer Answer() => new()
        {
            { "replicate", Vectors.Answer.NotAsked }, { "mc_seed", Vectors.Answer.NotAsked }, { "days", Vectors.Answer.NotAsked }, { "orders", Vectors.Answer.NotAsked },
            { "n_a", Causes }, { "n_b", Responses }, { "k", S1.K }, { "p_s0", Screen.P }, { "p_s1", S1.P }, { "p_s2_mc", S2.P }, { "e_s1_tilt", S1.E },
        };
    }
}
