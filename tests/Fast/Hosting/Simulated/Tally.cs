using Timeline.Hosting;

namespace Timeline.Tests.Fast.Hosting.Simulated;

/// <summary>What happens at the producers of the simulation.</summary>
internal sealed record Reported(int Tells);

/// <param name="Count">How many reports had been taken in when it was told: whoever remembers wrongly tells wrongly.</param>
internal sealed record Told(int Count, int Part)
{
    public override string ToString() => $"{Count}.{Part}";
}

internal sealed record DayReached(int Day);

/// <summary>What the simulated Correlation keeps in memory, and what it tells on the strength of it.</summary>
internal sealed class Tally(Process process, Database database) : IRemember
{
    private static readonly TimeSpan FirstDay = TimeSpan.FromSeconds(4);

    private (int Count, int Day)? memory;

    public void Forget() => memory = null;

    public ValueTask<bool> IsDueAsync(CancellationToken stop) => new(memory is not { } known || known.Day < Today());

    public async Task RecallAsync(CancellationToken stop)
    {
        if (memory is null)
        {
            process.World.Say(process.Name, $"remembers nothing of it, and reads");

            // in two questions, between which somebody else may write
            var day = await database.AskAsync(process, "day read", () => database.Day).WaitAsync(stop);
            memory = (await database.AskAsync(process, "count read", () => database.Taken.Count).WaitAsync(stop), day);
        }
    }

    /// <summary>What follows from a stretch.</summary>
    public List<object> Take(IReadOnlyList<Sent> stretch)
    {
        var (count, day) = memory!.Value;
        var told = new List<object>();
        foreach (var sent in stretch)
        {
            told.AddRange(Tell((Reported)sent.Event!, ++count));
        }

        if (day < Today())
        {
            told.Add(new DayReached(Today()));
        }

        memory = (count, Today());
        return told;
    }

    public static IEnumerable<Told> Tell(Reported report, int count) => Enumerable.Range(0, report.Tells).Select(part => new Told(count, part));

    // each day is twice as long as the one before: what a new day brings seldom comes in time to hide that the last message before it was lost
    private int Today() => (int)Math.Log2(1 + (process.World.Now / FirstDay));
}

/// <summary>The simulated Projection keeps nothing in memory.</summary>
internal sealed class Recorder : IRemember
{
    public void Forget()
    {
        // nothing is kept in memory
    }
}
