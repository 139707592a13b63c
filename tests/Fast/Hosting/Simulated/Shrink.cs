namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>Makes a plan that fails as short as it can be and still fail, and tells its story.</summary>
internal static class Shrink
{
    private const int Lines = 400;

    public static Plan Of(Plan plan, Parts parts)
    {
        for (var some = Math.Max(1, plan.Deeds.Count / 2); some >= 1;)
        {
            if (Shorter(plan, some).FirstOrDefault(p => Run.Of(p, parts).Failure is not null) is { } shorter)
            {
                plan = shorter;
            }
            else
            {
                some /= 2;
            }
        }

        return plan;
    }

    /// <summary>What is printed of a seed that failed.</summary>
    public static string Tell(ulong seed, string failure, Parts parts)
    {
        var plan = Of(Plan.Of(seed), parts);
        var (again, story, _) = Run.Of(plan, parts, tells: true);
        return $"""
            seed {seed}: {failure}
            Alone, as it was drawn: TIMELINE_SEED={seed}; all that can be left out of it being left out:

            {plan}

            {again}

            {string.Join('\n', story.TakeLast(Lines))}
            """;
    }

    // without some of the deeds that follow on one another, or with one process of a service
    private static IEnumerable<Plan> Shorter(Plan plan, int some)
    {
        for (var from = 0; from < plan.Deeds.Count; from += some)
        {
            yield return plan with { Deeds = [.. plan.Deeds.Take(from), .. plan.Deeds.Skip(from + some)] };
        }

        foreach (var (service, count) in plan.Processes.Where(p => some == 1 && p.Value > 1))
        {
            yield return plan with { Processes = new Dictionary<string, int>(plan.Processes) { [service] = count - 1 } };
        }
    }
}
