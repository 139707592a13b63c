using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack;

/// <summary>Tests on a running system; when one fails, what the services wrote is printed beside it.</summary>
public abstract class StackTests(RunningSystem system) : IAsyncLifetime
{
    protected RunningSystem System { get; } = system;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        if (failed)
        {
            Say(System.Output());
        }

        await LeaveAsync(failed);
    }

    /// <summary>Leaves the system to the next test.</summary>
    protected virtual Task LeaveAsync(bool failed) => Task.CompletedTask;

    protected static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
