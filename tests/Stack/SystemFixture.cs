using Timeline.Tests.Stack.Running;
using Xunit;

[assembly: AssemblyFixture(typeof(Schemas))]

namespace Timeline.Tests.Stack.Running;

// The folder Running knows no test library, so that the benchmarks can be built from it too: what makes its parts fixtures stands here.
public sealed partial class RunningSystem : IAsyncLifetime
{
    // Processes that live for seconds spend most of their time in the compiler. Compiled with care only after a thousand calls and not after
    // thirty (the number is read as hexadecimal), the four of a system take 29 s of processor time and not 40 to start and answer (on a loaded machine).
    internal static readonly IReadOnlyDictionary<string, string> CheapStarts = new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TC_CallCountThreshold"] = "400" };

    static partial void MakeFitForTests(Dictionary<string, string> environment)
    {
        environment["TIMELINE_STRETCH"] = "20";   // so small that every restart reads some
        foreach (var (variable, value) in CheapStarts)
        {
            environment[variable] = value;
        }
    }
}

public sealed partial class Schemas : IAsyncLifetime;
