using System.Net.Sockets;
using Marten;
using NodaTime;
using Npgsql;
using Timeline.Forms;
using Timeline.Hosting;
using Timeline.Ingestion.Reports;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Imports;

/// <summary>
/// Takes imports in and back, one after the other (<see cref="TakeImportIn"/>, <see cref="TakeImportBack"/>), a batch of rows a transaction: killed anywhere, it goes on with the first row
/// that has no verdict. One process at a time does so; another takes over when it dies.
/// </summary>
public sealed class RunImports(IDocumentStore store, NpgsqlDataSource data, ImportLane lane, ReadReport read, IClock clock, WatchMarks marks, Settings settings, Gazetteer gazetteer, ILogger<RunImports> log) : BackgroundService
{
    private const long Lock = 0x54494D45_4C494E45;

    // a database that is away is waited for; what fails ten times while it is there fails for ever, and others wait behind it
    private const int MostTries = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Where an import failed, and how often it did since anything else went on.</summary>
    private (string? Import, int Done, int Times) failed;
    private readonly SemaphoreSlim wake = new(0);
    private readonly TakeImportIn takeIn = new(store, data, lane, read, clock, gazetteer, log);
    private readonly TakeImportBack takeBack = new(store, data, clock);

    public void Wake() => wake.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await RunNextAsync(stoppingToken))
                {
                    await wake.WaitAsync(TimeSpan.FromSeconds(2), stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "an import could not go on; it tries again");
                await Task.Delay(500, stoppingToken);
            }
        }
    }

    // true where a batch was taken in
    private async Task<bool> RunNextAsync(CancellationToken stop)
    {
        await using var connection = await data.OpenConnectionAsync(stop);
        await using var taken = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Lock } } };
        if (await taken.ExecuteScalarAsync(stop) is not true)
        {
            return false;
        }

        try
        {
            var any = false;
            while (await NextAsync(stop) is { } import)
            {
                try
                {
                    await GoOnAsync(import, stop);
                    failed = default;
                }
                catch (Exception e) when (!stop.IsCancellationRequested && !Passes(e))
                {
                    failed = (import.Id, import.Done, (failed.Import, failed.Done) == (import.Id, import.Done) ? failed.Times + 1 : 1);
                    if (failed.Times < MostTries)
                    {
                        throw;
                    }

                    await EndAsync(import.Id, e, stop);
                }

                any = true;
            }

            return any;
        }
        finally
        {
            await using var free = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = Lock } } };
            await free.ExecuteScalarAsync(CancellationToken.None);
        }
    }

    private async Task GoOnAsync(Import import, CancellationToken stop)
    {
        if (import.State == "taking-back")
        {
            await WaitForOutboxAsync(stop);
            await takeBack.BatchAsync(import, stop);
        }
        else
        {
            await takeIn.TakeAsync(import, () => WaitForOutboxAsync(stop), async () => (await NextAsync(stop))?.Id == import.Id, stop);
        }
    }

    // by itself: the database is away, or does not answer in time, or another's lock is in the way
    private static bool Passes(Exception? e) =>
        e is NpgsqlException { IsTransient: true } or IOException or SocketException or TimeoutException || (e is not null && Passes(e.InnerException));

    private async Task EndAsync(string id, Exception why, CancellationToken stop)
    {
        log.LogError(why, "import {Id} could not go on after {Tries} tries, and was ended", id, MostTries);
        await using var session = store.LightweightSession();
        var import = await session.LoadAsync<Import>(id, stop);
        session.Store(import! with { State = "failed", Ended = clock.GetCurrentInstant(), Trouble = $"It could not go on: {ReadWords.Excerpt(why.GetBaseException().Message)} What it recorded before stands." });
        KeepTried.Forget(id, session);
        await session.SaveChangesAsync(stop);
    }

    // a file must not fill the backlog up: who reports live would be refused for it
    private async Task WaitForOutboxAsync(CancellationToken stop)
    {
        while (marks.Backlog > settings.Backlog / 2)
        {
            await Task.Delay(BetweenLooks, stop);
        }
    }

    private async Task<Import?> NextAsync(CancellationToken stop)
    {
        await using var session = store.QuerySession();
        return await session.Query<Import>().Where(i => i.State == "queued" || i.State == "running" || i.State == "taking-back").OrderBy(i => i.Started).FirstOrDefaultAsync(stop);
    }
}
