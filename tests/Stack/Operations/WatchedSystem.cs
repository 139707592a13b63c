using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Operations;

/// <summary>A system that is watched: its traces are collected, and its limits are short, so that what takes minutes in a house takes seconds here.</summary>
public sealed class WatchedSystem : IAsyncLifetime
{
    public const int StillSeconds = 2;

    public RunningSystem System { get; } = new();

    public SpanCollector Spans { get; } = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var service in Databases.Services.Append(RunningSystem.Console))
        {
            System.Change(service, "TIMELINE_STILL_SECONDS", StillSeconds.ToString());
            System.Change(service, "OTEL_EXPORTER_OTLP_ENDPOINT", Spans.Address.ToString());
            System.Change(service, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            System.Change(service, "OTEL_BSP_SCHEDULE_DELAY", "200");
        }

        await System.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await Spans.DisposeAsync();
    }
}
