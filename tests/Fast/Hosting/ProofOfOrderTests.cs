using System.Collections.Concurrent;
using Timeline.Tests.Fast.Hosting.Simulated;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

/// <summary>
/// The outbox, the watermark, the receiver and the alert feed as they run in production, on simulated stores, broker, processes and time, through
/// histories that chance draws from a seed. TIMELINE_SEED=N runs one alone, with TIMELINE_ROUNDS=M that many from there.
/// </summary>
public class ProofOfOrderTests(ITestOutputHelper output)
{
    /// <summary>How many histories are run, from seed 1 on.</summary>
    internal const int Rounds = 2000;

    [Fact]
    public void Whatever_fails_and_when_each_event_is_taken_once_and_in_order_each_page_hears_each_once_and_all_comes_to_rest()
    {
        var first = ulong.Parse(Environment.GetEnvironmentVariable("TIMELINE_SEED") ?? "1");
        var rounds = int.Parse(Environment.GetEnvironmentVariable("TIMELINE_ROUNDS") ?? (Environment.GetEnvironmentVariable("TIMELINE_SEED") is null ? $"{Rounds}" : "1"));
        var failed = new ConcurrentDictionary<ulong, string>();

        Parallel.For(0, rounds, (round, loop) =>
        {
            var seed = first + (ulong)round;
            if (Run.Of(Plan.Of(seed), Parts.Right).Failure is { } failure)
            {
                failed[seed] = failure;
                loop.Break();
            }
        });

        Assert.True(failed.IsEmpty, failed.IsEmpty ? "" : Shrink.Tell(failed.Keys.Min(), failed[failed.Keys.Min()], Parts.Right));
        output.WriteLine($"{rounds} histories from seed {first}");
    }

    [Theory]
    [InlineData("ingestion")]
    [InlineData("correlation")]
    [InlineData("projection")]
    [InlineData("console")]
    public void A_process_may_be_killed_at_any_step_that_it_takes(string service)
    {
        var plan = Everyday();
        var deaths = new List<KillAtStep>();
        foreach (var process in Enumerable.Range(1, plan.Processes[service]).Select(i => $"{service}-{i}"))
        {
            var (failure, _, steps) = Run.Of(plan, Parts.Right, counts: process);
            Assert.Null(failure);
            deaths.AddRange(Enumerable.Range(1, steps).Select(step => new KillAtStep(process, step)));
        }

        Assert.NotInRange(deaths.Count, 0, 40);
        Parallel.ForEach(deaths, death => Assert.Null(Run.Of(plan with { Deeds = [.. plan.Deeds, death] }, Parts.Right).Failure));
        output.WriteLine($"{service}: {deaths.Count} steps");
    }

    [Fact]
    public void A_seed_gives_the_same_history_every_time()
    {
        foreach (var seed in Enumerable.Range(1, 20).Select(s => (ulong)s))
        {
            var once = Run.Of(Plan.Of(seed), Parts.Right, tells: true);
            var again = Run.Of(Plan.Of(seed), Parts.Right, tells: true);

            Assert.Equal(once.Story, again.Story);
        }
    }

    [Theory]
    [InlineData("stands still")]
    [InlineData("fenced: another process")]
    [InlineData("a commit succeeds and its answer is lost")]
    [InlineData("a commit is late and its client is cut off")]
    [InlineData("a session of")]
    [InlineData("read from its feed")]
    [InlineData("and its feed: ")]
    [InlineData("attempt 2,")]
    [InlineData("is delivered again")]
    [InlineData("passed a hole")]
    [InlineData("tombstone")]
    [InlineData("another process has checked off")]
    [InlineData("read from the feed")]
    [InlineData("could not be read from the feed")]
    [InlineData("nobody listens yet")]
    [InlineData("arrives out of order")]
    [InlineData("remembers nothing of it")]
    public void The_histories_are_not_dull(string what)
    {
        var times = Stories.Value.Count(story => story.Any(line => line.Contains(what, StringComparison.Ordinal)));

        Assert.NotEqual(0, times);
        output.WriteLine($"\"{what}\" in {times} of {Stories.Value.Count} histories");
    }

    private static readonly Lazy<IReadOnlyList<IReadOnlyList<string>>> Stories =
        new(() => [.. Enumerable.Range(1, 200).Select(seed => Run.Of(Plan.Of((ulong)seed), Parts.Right, tells: true).Story)]);

    // two processes of each service, a hole, a tombstone, a transaction that commits late, and nothing that fails
    private static Plan Everyday() => new(
        1,
        new Dictionary<string, int> { ["ingestion"] = 2, ["correlation"] = 2, ["projection"] = 2, ["console"] = 1 },
        [
            new Enter(At(900), 2, At(5), Ending.Stored),
            new Enter(At(905), 3, At(200), Ending.Stored),
            new Enter(At(910), 1, At(5), Ending.Stored),
            new Enter(At(915), 1, At(10), Ending.RolledBack),
            new Enter(At(920), 7, At(10), Ending.Stored),
            new Enter(At(950), 1, At(10), Ending.Tombstones),
            new Enter(At(2000), 1, At(10), Ending.Stored),
        ]);

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
