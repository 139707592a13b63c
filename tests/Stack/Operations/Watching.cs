using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Operations;

/// <summary>The tests of operations share one system: each leaves it as it found it.</summary>
[CollectionDefinition(Name)]
public sealed class Watching : ICollectionFixture<WatchedSystem>
{
    public const string Name = "watching";
}

/// <summary>Tests on the watched system; when one fails, what the services wrote is printed beside it.</summary>
[Collection(Watching.Name)]
public abstract class WatchedTests(WatchedSystem watched) : IDisposable
{
    protected WatchedSystem Watched { get; } = watched;

    protected RunningSystem System { get; } = watched.System;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            Say(System.Output());
        }
    }

    protected static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
