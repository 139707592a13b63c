using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>How the whole is: alive, ready, settled.</summary>
public static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }, TimelineJson.Options)).Says("operations", "Whether the console runs.")
            .Gives(200, """{ "status": "live" }""");
        app.MapGet("/health/ready", Ready).Says("operations", "Whether the whole can do its work; 503 where it cannot, with the reason for each part that is not well.")
            .Gives(503, """{ "status": "not-ready", "services": { "ingestion": "ready", "correlation": "does not answer", "projection": "ready", "console": "ready" } }""")
            .Gives(200, """{ "status": "ready", "services": { "ingestion": "ready", "correlation": "ready", "projection": "ready", "console": "ready" } }""");
        app.MapGet("/ops/settled", ToldSettled).Says("operations", "Whether all that was written is published, taken in and shown everywhere, with the positions by which that is seen.").Gives<SettledTold>(200);
    }

    private static async Task<IResult> Ready(Whole whole, CancellationToken stop)
    {
        var services = await whole.WhyNotReady(stop);
        var ready = services.Values.All(why => why is null);
        return Results.Json(
            new { status = ready ? "ready" : "not-ready", services = services.ToDictionary(s => s.Key, s => s.Value ?? "ready") },
            TimelineJson.Options,
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ToldSettled(Whole whole, CancellationToken stop)
    {
        var marks = await whole.AllMarks(stop);
        var settled = Settled.Are(marks["ingestion"], marks["correlation"], marks["projection"]);
        return Results.Json(new SettledTold(settled, marks), TimelineJson.Options);
    }

    /// <param name="Marks">Per service; null where it does not answer.</param>
    private sealed record SettledTold(bool Settled, IReadOnlyDictionary<string, Marks?> Marks);
}
