using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// one window after another: a browser that draws without a graphics card has work for more than the two cores that a machine may have
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.None)]
