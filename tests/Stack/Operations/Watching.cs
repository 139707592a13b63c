using Xunit;

namespace Timeline.Tests.Stack.Operations;

/// <summary>The tests of operations share one system: each leaves it as it found it.</summary>
[CollectionDefinition(Name)]
public sealed class Watching : ICollectionFixture<WatchedSystem>
{
    public const string Name = "watching";
}

/// <summary>Tests on the watched system.</summary>
[Collection(Watching.Name)]
public abstract class WatchedTests(WatchedSystem watched) : StackTests(watched.System)
{
    protected WatchedSystem Watched { get; } = watched;
}
