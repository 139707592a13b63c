using Xunit;
using Xunit.Sdk;
using Xunit.v3;

// one class after another: most have a system of four processes to themselves, and the machine may have two cores
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: Parallelization(Mode = ParallelMode.None)]
