using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// Most wait for half of their time: for a broker that must give a silent consumer up, for a process that starts. Two at a time keep a machine of two
// cores busy; with three everything waits for everything, and what has a limit of time fails for the others' sake. Who shares a system shares a
// collection, and takes turns.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
