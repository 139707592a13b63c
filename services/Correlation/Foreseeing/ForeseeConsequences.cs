using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Correlation.Foreseeing;

/// <summary>POST /internal/consequences: what would begin, change or end if these events happened. Asked by Ingestion before a report is saved; nothing is written.</summary>
public static class ForeseeConsequences
{
    // who asks is a person who types: an answer that comes later is of no use
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static void Map(RouteGroupBuilder between) => between.MapPost("/consequences", HandleAsync).WithMetadata(new WritesNothing());

    private static async Task<IResult> HandleAsync(HttpRequest request, Foresight foresight, CancellationToken stop)
    {
        var supposed = await Body.ReadAsync<IReadOnlyList<Supposed>>(request, stop);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Longest);
        try
        {
            return Results.Json(await foresight.OfAsync(supposed, limit.Token), TimelineJson.Options);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Results.Problem("History is still being read.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
