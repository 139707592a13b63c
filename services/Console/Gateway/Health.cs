using Timeline.Contracts;

namespace Timeline.Console.Gateway;

/// <summary>How the whole is: alive, ready, settled.</summary>
public static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" }, TimelineJson.Options));
        app.MapGet("/health/ready", Ready);
        app.MapGet("/ops/settled", ToldSettled);
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
        return Results.Json(new { settled, marks }, TimelineJson.Options);
    }
}
