using Timeline.Tests.Stack.Running;
using Xunit;

[assembly: AssemblyFixture(typeof(Schemas))]

namespace Timeline.Tests.Stack.Running;

// The folder Running knows no test library, so that the benchmarks can be built from it too: what makes its parts fixtures stands here.
public sealed partial class RunningSystem : IAsyncLifetime;

public sealed partial class Schemas : IAsyncLifetime;
