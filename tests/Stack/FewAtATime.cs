using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Most wait for half of their time: for a broker that must give a silent consumer up, for a process that starts. Three at a time keep a machine of two
// cores busy. Who shares a system shares a collection, and takes turns.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 3)]
