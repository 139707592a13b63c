using Marten;
using NodaTime;
using Npgsql;

namespace Timeline.Correlation.Alerts;

/// <summary>
/// Ends each snooze when its time has come, within about a second. The time is in the alert, so no restart forgets one; any number of
/// processes look, and the one that takes the alert's row first ends the snooze once. What is shown follows from the event, never from the reader's clock.
/// </summary>
public sealed class EndSnoozes(IDocumentStore store, NpgsqlDataSource data, IClock clock, ILogger<EndSnoozes> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var id in await DueAsync(stoppingToken))
                {
                    await EndAsync(id, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("snoozes that are due could not be ended; another try follows: {Reason}", e.Message);
            }
        }
    }

    private async Task<List<string>> DueAsync(CancellationToken stop)
    {
        await using var command = data.CreateCommand("select id from timeline.mt_doc_alertrecord where snoozed_until <= $1 order by snoozed_until limit 100");
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var due = new List<string>();
        while (await rows.ReadAsync(stop))
        {
            due.Add(rows.GetString(0));
        }

        return due;
    }

    private Task<bool> EndAsync(string id, CancellationToken stop) => AlertBook.InTransactionAsync(store, data, async (_, book) =>
    {
        await book.HoldAsync([id], stop);
        var now = clock.GetCurrentInstant();
        if (book.Find(id) is { } alert && Triage.Wake(alert, now) is { } woken)
        {
            book.Append(id, woken, now);
            return true;
        }

        return false;
    }, stop);
}
