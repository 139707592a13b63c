namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>One history of a simulated system, from its start until it has come to rest after all that befell it.</summary>
internal static class Run
{
    // a hole is passed after half a second, a lost last message is noticed by the second watermark after it; what follows from it goes the same way again
    private static readonly TimeSpan RestsWhenCalm = TimeSpan.FromSeconds(3);

    // a line that fell silent is given up after three heartbeats, a page without confirms is sent again after five seconds, and then the calm time
    private static readonly TimeSpan RestsAfterFaults = TimeSpan.FromSeconds(14);

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Why it failed, null where all was as it must be; the story, where it is asked for; and how many steps a process took.</summary>
    public static (string? Failure, IReadOnlyList<string> Story, int Steps) Of(Plan plan, Parts parts, bool tells = false, string? counts = null)
    {
        var world = new World(plan.Seed, tells);
        var system = new TheSystem(world, parts);
        var starts = world.Chance.Of("starts");
        foreach (var name in plan.Processes.SelectMany(p => Enumerable.Range(1, p.Value).Select(i => $"{p.Key}-{i}")))
        {
            world.After(starts.Ms(0, 800), () => system.Start(name));   // a producer may be there before anybody listens
        }

        foreach (var reader in system.Readers)
        {
            world.After(starts.Ms(0, 3000), reader.Open);
        }

        foreach (var deed in plan.Deeds)
        {
            world.After(deed.At, () => deed.Do(system));
        }

        world.RunUntil(plan.Over);
        ComeToRest(world, system, plan.IsCalm ? RestsWhenCalm : RestsAfterFaults);
        world.RunUntil(world.Now + TimeSpan.FromSeconds(2));   // what rests stays at rest
        ComeToRest(world, system, RestsWhenCalm);
        if (world.Failure is null)
        {
            system.Truth.AtRest();
        }

        return (world.Failure, world.Story, counts is null ? 0 : system.Find(counts)!.Steps);
    }

    private static void ComeToRest(World world, TheSystem system, TimeSpan limit)
    {
        var from = world.Now;
        while (world.Failure is null && system.Unrest() is { } unrest)
        {
            if (world.Now - from >= limit)
            {
                world.Fail($"not at rest {limit.TotalSeconds} s after the last that befell it: {unrest}");
            }

            world.RunUntil(world.Now + Glance);
        }
    }
}
