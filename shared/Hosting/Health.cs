using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>What a service says of its health: the parts that are not well, and why.</summary>
public static class Health
{
    /// <summary>GET /health/ready: 200 when every part is well, else 503; a part that is only half well (a bus that is connecting) is not.</summary>
    public static void MapReady(this IEndpointRouteBuilder app) => app.MapHealthChecks("/health/ready", new()
    {
        ResponseWriter = WriteAsync,
        ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
    });

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = report.Status.ToString().ToLowerInvariant(),
            parts = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), says = e.Value.Description }),
        }, TimelineJson.Options));
    }
}

/// <summary>The database answers, and soon.</summary>
public sealed class ReachesDatabase(NpgsqlDataSource data) : IHealthCheck
{
    // below the patience of whoever asks, so that the reason reaches them
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await using var command = data.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("does not answer: " + e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"does not answer within {Patience.TotalSeconds} s");
        }
    }
}

/// <summary>The receiver takes what arrives; one that fails again and again is not ready.</summary>
public sealed class TakesInOrder(ReceiveInOrder receiver) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(receiver.Trouble is { } trouble ? HealthCheckResult.Unhealthy("cannot take what arrived: " + trouble) : HealthCheckResult.Healthy());
}

/// <summary>
/// A subscription or projection follows its store. One that the daemon stopped on an error is not well, nor one whose mark stands still behind
/// what is stored: then nobody leads it, or what it leads to (the broker) does not take anything.
/// </summary>
/// <remarks>Read from the store, so that every process of the service says the same; one that merely stands by is well.</remarks>
public sealed class FollowsStore(WatchMarks marks, Settings settings, string shard) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(WhyNot(marks.Last, shard, settings.StillLimit) is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy());

    /// <summary>Why it does not follow; null where it does.</summary>
    public static string? WhyNot(WatchMarks.Look look, string shard, TimeSpan limit) => look.Marks.FirstOrDefault(m => m.Name == shard) switch
    {
        { Stopped: { } reason } stopped => $"stopped after position {stopped.Position} of {look.Tail}: {reason}",
        { } mark when mark.Still > limit && look.HighWaterStill > limit =>
            $"stands still at {mark.Position} of {look.Tail} for {mark.Still.TotalSeconds:0} s: no process leads it, or a transaction holds a number before",
        { } mark when mark.Still > limit => $"stands still at {mark.Position} of {look.Tail} for {mark.Still.TotalSeconds:0} s",
        _ => null,
    };
}
