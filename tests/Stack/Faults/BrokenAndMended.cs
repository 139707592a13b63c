using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Faults;

/// <summary>One running system for tests that break it: to start one for each takes longer than most of them.</summary>
[CollectionDefinition(Name)]
public sealed class BrokenAndMended : ICollectionFixture<RunningSystem>
{
    public const string Name = "broken and mended";
}

/// <summary>Tests that break the system, keep to sets and season years of their own, and leave it as they found it, those that failed too.</summary>
[Collection(BrokenAndMended.Name)]
public abstract class FaultTests(RunningSystem system) : StackTests(system)
{
    protected override Task LeaveAsync(bool failed) => System.MendAsync(allAnew: failed);
}
