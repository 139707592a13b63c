using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Browser;

/// <summary>
/// A system that tests write to. It holds the paper's history as if each record had been reported the day after its latest day: on it one can go back. Each test
/// keeps to a season year of its own.
/// </summary>
public sealed class WrittenTo : IAsyncLifetime
{
    public RunningSystem System { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await System.InitializeAsync();
        await System.ImportAsync(Samples.Lines("as-if-reported"), "paper", backfill: true);
        await System.SettleAsync();
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class Writing : ICollectionFixture<WrittenTo>
{
    public const string Name = "one system that is written to";
}
