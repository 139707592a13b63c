using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack;

/// <summary>One running system for tests that keep to sets and season years of their own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSystem : ICollectionFixture<RunningSystem>
{
    public const string Name = "one system";
}
