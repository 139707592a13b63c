using Marten;
using Timeline.Vocabulary;

namespace Timeline.Ingestion.Places;

/// <summary>Keeps this process's gazetteer as staff made it, also through other processes: read before anything is asked, and again every second.</summary>
public sealed partial class FollowPlaces(IDocumentStore store, Gazetteer gazetteer, ILogger<FollowPlaces> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Pause);
        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            await ReadAsync(stoppingToken);
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            await using var session = store.QuerySession();
            foreach (var place in (await session.Query<PlaceRecord>().ToListAsync(stop)).OrderBy(p => p.Added is null))
            {
                place.Into(gazetteer);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(e);   // the database may be away; what was added is then read when it is back
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The places that staff added could not be read.")]
    private partial void Failed(Exception error);
}
