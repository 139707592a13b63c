using Timeline.Tests.Stack;
using Timeline.Tests.Stack.Running;
using Xunit;

[assembly: AssemblyFixture(typeof(DropSchemas))]

namespace Timeline.Tests.Stack;

/// <summary>When all tests are over the empty databases go.</summary>
public sealed class DropSchemas : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Schemas.DropAsync();
}
