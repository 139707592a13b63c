using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Timeline.Hosting;

/// <summary>
/// What a process shows of itself: metrics at /metrics always (infra/dashboards/README.md lists them), traces only where somebody listens
/// (OTEL_EXPORTER_OTLP_ENDPOINT). How a trace follows a report through store and broker: <see cref="Cause"/>.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of our own spans and metrics.</summary>
    public const string Name = "Timeline";

    public static ActivitySource Source { get; } = new(Name);

    private static readonly Meter Own = new(Name);

    // about the promise (half a second) finely, above it coarsely: whoever stands by takes seconds
    private static readonly double[] Delays = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private static readonly Histogram<double> Delay = Own.CreateHistogram(
        "timeline.alert.delay", "s", "From the recording of the report that changed an alert until the alert's event was recorded, published, or written to an open stream.",
        tags: null, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Delays });

    /// <summary>Whether traces are sent anywhere.</summary>
    public static bool Traces { get; } = new[] { "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT" }.Any(v => Environment.GetEnvironmentVariable(v) is { Length: > 0 });

    public static void AddTelemetry(this WebApplicationBuilder builder, Settings settings)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(settings.Service, serviceNamespace: "timeline", serviceInstanceId: settings.Instance))
            .WithMetrics(metrics => metrics
                .AddMeter(Name, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Npgsql")
                .AddPrometheusExporter(Shown));
        if (Traces)
        {
            // Blazor's own sources show what a person did on a page; HTTP, bus and database what came of it
            telemetry.WithTracing(traces => traces
                .AddSource(Name, "MassTransit", "Npgsql", "System.Net.Http", "Microsoft.AspNetCore.Components")
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !IsLookedAt(context.Request.Path.Value))
                .AddOtlpExporter());
        }
    }

    /// <summary>GET /metrics, or another address: the metrics of this process in Prometheus' text.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app, string path = "/metrics") => app.MapPrometheusScrapingEndpoint(path);

    /// <summary>Notes how long it took from a report to what is told of it.</summary>
    /// <param name="until">recorded, published or streamed.</param>
    public static void NoteDelay(Cause? cause, DateTimeOffset at, string until)
    {
        if (cause?.Reported is { } reported)
        {
            Delay.Record(Math.Max(0, (at - reported.ToDateTimeOffset()).TotalSeconds), new KeyValuePair<string, object?>("until", until));
        }
    }

    /// <summary>A span that nobody records, so that nothing below it begins a trace: for what is said every second, and for events of no trace. Null where nobody traces at all.</summary>
    public static Activity? Untraced() => Traces
        ? new Activity("untraced").SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None).Start()
        : null;

    private static void Shown(PrometheusAspNetCoreOptions options)
    {
        options.ScopeInfoEnabled = false;
        options.TargetInfoEnabled = false;
        options.ResourceConstantLabels = attribute => attribute == "service.name";   // so that those of four processes can stand in one answer
    }

    // who asks for health, figures and marks asks often, and follows no report
    private static bool IsLookedAt(string? path) =>
        path is not null && (path.StartsWith("/health", StringComparison.Ordinal) || path.StartsWith("/metrics", StringComparison.Ordinal) || path.StartsWith("/ops", StringComparison.Ordinal)
            || path.StartsWith("/internal", StringComparison.Ordinal) || path.StartsWith("/_", StringComparison.Ordinal));
}
