using Xunit;

namespace Timeline.Tests.Stack.Running;

// The folder Running knows no test library, so that the benchmarks can be built from it too: what makes a system a fixture stands here.
public sealed partial class RunningSystem : IAsyncLifetime;
