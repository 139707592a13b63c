using System.Diagnostics;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Faults;

/// <summary>
/// ./timeline faults itself, as a person types it, on servers of its own: two rounds of faults drawn at random, each against a known truth and a run
/// without faults. What a round is: tests/Faults/README.md.
/// </summary>
public class RoundTests
{
    // chosen for what they draw, and for being over soon; whoever changes how faults are drawn must look for others
    private const int Seed = 148;
    private static readonly string[] MustBeDrawn =
    [
        "kill -9 ingestion", "kill -9 projection", "kill -9 postgres as a whole", "kill -9 rabbitmq as a whole", "kill -9 a session", "SIGSTOP", "clean restart",
        "half-open", "purge", "redelivery", "standing by",
    ];

    // twelve minutes: twenty times what two idle cores need for the faults alone
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    [Fact]
    public async Task Two_rounds_of_faults_leave_nothing_lost_nothing_told_twice_and_the_state_of_a_run_without()
    {
        var (code, said) = await RunAsync("--rounds", "2", "--seed", $"{Seed}");
        TestContext.Current.TestOutputHelper?.WriteLine(said);

        Assert.All(MustBeDrawn, fault => Assert.Contains(fault, said));
        Assert.Contains("all rounds passed", said);
        Assert.Equal(0, code);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Surroundings.Checkout, "timeline")) { RedirectStandardOutput = true, RedirectStandardError = true };
        new[] { "faults" }.Concat(arguments).ToList().ForEach(start.ArgumentList.Add);
        if (Environment.GetEnvironmentVariable("TIMELINE_DATA") is { Length: > 0 } data)
        {
            start.ArgumentList.Add("--data");
            start.ArgumentList.Add(data);
        }

        // a round starts some twenty processes
        foreach (var (variable, value) in RunningSystem.CheapStarts)
        {
            start.Environment[variable] = value;
        }

        using var run = Process.Start(start)!;
        var said = Task.WhenAll(run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        try
        {
            await run.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            using var ask = Process.Start("kill", ["-TERM", $"{run.Id}"]);   // it stops what it started
            await run.WaitForExitAsync().WaitAsync(Limit);
        }

        return (run.ExitCode, string.Concat(await said));
    }
}
