using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>
/// Ends database sessions whose client stopped in the middle of a transaction: a frozen machine, a stopped process. Its connection is alive, so
/// nothing else ends it, and what it holds (the position row, a number of the event store) holds up everybody. Whoever is awake does it.
/// </summary>
/// <remarks>
/// <c>idle_in_transaction_session_timeout</c> covers only a client that stopped between two statements. One that stopped in the middle of sending a
/// batch is "active, waiting for the client" to PostgreSQL, for ever. A session that copies into a table looks the same from the beginning
/// of the copy: no service copies for longer than the limit.
/// </remarks>
public sealed class EndStandstill(NpgsqlDataSource data, ILogger<EndStandstill> log) : BackgroundService
{
    /// <summary>For how long a client may say nothing inside a transaction. A busy machine stops a process for a second, not for fifteen.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await EndAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("standing sessions: {Reason}", e.Message);
            }
        }
    }

    private async Task EndAsync(CancellationToken stop)
    {
        await using var command = data.CreateCommand("""
            select application_name, pid, pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and usename = current_user and pid <> pg_backend_pid() and xact_start is not null
                and wait_event_type = 'Client' and wait_event = 'ClientRead' and state_change < clock_timestamp() - make_interval(secs => $1)
            """);
        command.Parameters.Add(new() { Value = Limit.TotalSeconds });
        await using var ended = await command.ExecuteReaderAsync(stop);
        while (await ended.ReadAsync(stop))
        {
            log.LogWarning("a session of {Client} (pid {Pid}) stood still inside a transaction and was ended", ended.GetString(0), ended.GetInt32(1));
        }
    }
}
