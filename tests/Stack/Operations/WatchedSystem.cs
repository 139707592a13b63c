using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Operations;

/// <summary>
/// A system that is watched: its traces are collected, its limits are short, so that what takes minutes in a house takes seconds here, and
/// Ingestion reaches database and broker through lines that can be taken from it without harming the servers, which are everybody's.
/// </summary>
public sealed class WatchedSystem : IAsyncLifetime
{
    public const int StillSeconds = 2;
    public const int Backlog = 20;

    public RunningSystem System { get; } = new();

    public SpanCollector Spans { get; } = new();

    public Proxy DatabaseLine { get; } = new(Surroundings.Postgres.Host!, Surroundings.Postgres.Port);

    public BrokerLine BrokerLine { get; } = new(Surroundings.Rabbit);

    public async ValueTask InitializeAsync()
    {
        foreach (var service in Databases.Services.Append(RunningSystem.Console))
        {
            System.Change(service, "TIMELINE_STILL_SECONDS", StillSeconds.ToString());
            System.Change(service, "OTEL_EXPORTER_OTLP_ENDPOINT", Spans.Address.ToString());
            System.Change(service, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            System.Change(service, "OTEL_BSP_SCHEDULE_DELAY", "200");
        }

        var postgres = Surroundings.Postgres;
        (postgres.Host, postgres.Port) = ("127.0.0.1", DatabaseLine.Port);
        System.Change(RunningSystem.Ingestion, "TIMELINE_POSTGRES", postgres.ConnectionString);
        System.Change(RunningSystem.Ingestion, "TIMELINE_RABBIT", System.Broker.Address(BrokerLine.Port).ToString());
        System.Change(RunningSystem.Ingestion, "TIMELINE_BACKLOG", Backlog.ToString());
        await System.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await Spans.DisposeAsync();
        await DatabaseLine.DisposeAsync();
        await BrokerLine.DisposeAsync();
    }
}
