using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Faults;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Most of these tests wait: for a heartbeat to fail, for a process to start, for rest. Two of them fill the time of one. Each keeps to a system of its own, or to
// sets and season years of its own in one that it shares.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerClass)]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Timeline.Tests.Stack;

/// <summary>What takes longest begins first, so that it does not run on alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(RoundTests), nameof(KillTests), SharedSystem.Name];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection =>
        [.. testCollections.OrderBy(c => Array.FindIndex(Long, name => c.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is >= 0 and var at ? at : Long.Length).ThenBy(c => c.UniqueID, StringComparer.Ordinal)];
}
