using Xunit;

// one class after another: each has a system of four processes to itself, and the machine may have two cores
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
