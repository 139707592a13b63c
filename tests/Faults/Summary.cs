namespace Timeline.Faults;

/// <summary>Says how a round went in one line, and how all went in a few.</summary>
internal static class Summary
{
    public static void Say(RoundReport round)
    {
        var (judged, told) = (round.Judgement, round.Told);
        Console.WriteLine(
            $"{(judged.Passed ? "passed" : "FAILED")}: seed {round.Plan.Seed}, {round.Plan.Faults.Count} faults, {told.Events} accepted, {told.Ambiguous} answers settled by asking again, "
            + $"{told.Refused.Count} rightly refused, at rest {Seconds(round.Settled)}, lost {judged.Lost}, told twice {judged.Twice}, "
            + $"{judged.Same switch { true => "same as without faults", false => "NOT the same as without faults", null => "NOT compared" }}, "
            + $"ended by themselves {round.EndedByThemselves.Count}, {round.Taken.TotalSeconds:0} s");
        round.Judgement.Problems.ToList().ForEach(p => Console.WriteLine($"  {p}"));
        round.EndedByThemselves.ToList().ForEach(e => Console.WriteLine($"  ended by itself: {e}"));
        if (round.Logs is not null)
        {
            Console.WriteLine($"  the same faults again: ./timeline faults --rounds 1 --seed {round.Plan.Seed}; logs: {round.Logs}");
        }
    }

    public static void Say(IReadOnlyList<RoundReport> rounds)
    {
        var failed = rounds.Where(r => !r.Judgement.Passed).Select(r => r.Plan.Seed).ToList();
        Console.WriteLine();
        Console.WriteLine("faults: " + string.Join(", ", rounds.SelectMany(r => r.Plan.Faults).GroupBy(f => f.Kind).OrderByDescending(k => k.Count()).Select(k => $"{k.Count()} {k.Key}")));
        Console.WriteLine(
            $"rounds {rounds.Count}, accepted {rounds.Sum(r => r.Told.Events)}, lost {rounds.Sum(r => r.Judgement.Lost)}, told twice {rounds.Sum(r => r.Judgement.Twice)}, "
            + $"at rest at most {Seconds(rounds.Max(r => r.Settled))}, {rounds.Sum(r => r.Taken.TotalSeconds):0} s in all");
        Console.WriteLine(failed.Count == 0 ? "all rounds passed" : $"{failed.Count} of {rounds.Count} rounds FAILED: seeds {string.Join(", ", failed)}");
    }

    private static string Seconds(TimeSpan? time) => time is { } t ? $"after {t.TotalSeconds:0.0} s" : "never";
}
