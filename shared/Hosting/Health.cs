using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>What a service says of its health: the parts that are not well, and why.</summary>
public static class Health
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = report.Status.ToString().ToLowerInvariant(),
            parts = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString().ToLowerInvariant(), says = e.Value.Description }),
        }, TimelineJson.Options));
    }
}

/// <summary>The database answers.</summary>
public sealed class ReachesDatabase(NpgsqlDataSource data) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = data.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("the database does not answer: " + e.Message);
        }
    }
}

/// <summary>The receiver takes what arrives; one that fails again and again is not ready.</summary>
public sealed class TakesInOrder(ReceiveInOrder receiver) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(receiver.Trouble is { } trouble ? HealthCheckResult.Unhealthy("cannot take what arrived: " + trouble) : HealthCheckResult.Healthy());
}
