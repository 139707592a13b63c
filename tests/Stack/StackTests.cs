using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack;

/// <summary>Tests on one running system; when one fails, what the services wrote is printed beside it.</summary>
public abstract class StackTests(RunningSystem system) : IClassFixture<RunningSystem>, IDisposable
{
    protected RunningSystem System { get; } = system;

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
