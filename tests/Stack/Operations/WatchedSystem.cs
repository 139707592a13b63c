using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Operations;

/// <summary>A system whose limits are short, so that what takes minutes in a house takes seconds here.</summary>
public sealed class WatchedSystem : IAsyncLifetime
{
    public const int StillSeconds = 2;

    public RunningSystem System { get; } = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var service in Databases.Services)
        {
            System.Change(service, "TIMELINE_STILL_SECONDS", StillSeconds.ToString());
        }

        await System.InitializeAsync();
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();
}
