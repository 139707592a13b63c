using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.DeadLetters;

/// <summary>
/// GET /ops/dead-letters and /ops/dead-letters/{id}: what no service could take, and why. POST …/{id}/replay and /ops/dead-letters/replay: sent once
/// more. DELETE …/{id}: thrown away. For administrators.
/// </summary>
public static class AskDeadLetters
{
    private const string Tag = "operations";
    private const string Did = """{ "count": 1, "letters": ["correlation-3fa94b20c1de"] }""";
    private const string Letter = """
        { "id": "correlation-3fa94b20c1de", "queue": "correlation_error", "service": "correlation", "sort": "failed", "type": "timeline:incursion-reported:v1",
          "messageId": "0197f3c0-5a00-7000-8000-000000000000", "source": "ingestion", "position": 42, "reason": "a message without the header timeline-version", "at": "2026-01-05T09:00:00+00:00" }
        """;

    /// <param name="Letters">Those that it was done with.</param>
    public sealed record Done(int Count, IReadOnlyList<string> Letters);

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var calls = app.MapGroup("/ops/dead-letters").RequireAuthorization(Access.Operate);
        calls.MapGet("", (HandleDeadLetters handle, CancellationToken stop) => AnswerAsync(async () =>
            Results.Json((await handle.ListAsync(stop)).Select(Short), TimelineJson.Options)))
            .Says(Tag, "The messages that no service could take or knew, and why.").Gives(200, $"[{Letter}]");
        calls.MapGet("/{id}", (string id, HandleDeadLetters handle, CancellationToken stop) => AnswerAsync(async () =>
            (await handle.ListAsync(stop)).FirstOrDefault(letter => letter.Id == id) is { } found ? Results.Json(found, TimelineJson.Options) : NoSuch(id)))
            .Says(Tag, "One of them, with its headers and its body.").Asks("id", "The letter, as the list has it.").Gives<DeadLetter>(200);
        calls.MapPost("/replay", (HandleDeadLetters handle, CancellationToken stop) => AnswerAsync(() => DoAsync(handle, null, Deed.Replay, stop)))
            .Says(Tag, "Sends all of them once more to the service they were meant for.", "Harmless: a service drops what it had already by its position.").Gives<Done>(200, Did);
        calls.MapPost("/{id}/replay", (string id, HandleDeadLetters handle, CancellationToken stop) => AnswerAsync(() => DoAsync(handle, id, Deed.Replay, stop)))
            .Says(Tag, "Sends it once more.").Asks("id", "The letter, as the list has it.").Gives<Done>(200, Did);
        calls.MapDelete("/{id}", (string id, HandleDeadLetters handle, CancellationToken stop) => AnswerAsync(() => DoAsync(handle, id, Deed.Drop, stop)))
            .Says(Tag, "Throws it away.").Asks("id", "The letter, as the list has it.").Gives<Done>(200, Did);
    }

    private static async Task<IResult> DoAsync(HandleDeadLetters handle, string? id, Deed deed, CancellationToken stop)
    {
        var done = (await handle.EachAsync(letter => id is null || letter.Id == id ? deed : Deed.Keep, stop)).Where(letter => id is null || letter.Id == id).Select(letter => letter.Id).ToList();
        return id is not null && done.Count == 0 ? NoSuch(id) : Results.Json(new Done(done.Count, done), TimelineJson.Options);
    }

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (BrokerSilentException e)
        {
            return Results.Problem($"Nothing can be said of dead letters now: {e.Message}.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult NoSuch(string id) => Refused.Field("id", $"There is no dead letter '{id}'; another may have dealt with it.", StatusCodes.Status404NotFound).Answer();

    private static object Short(DeadLetter letter) => new { letter.Id, letter.Queue, letter.Service, letter.Sort, letter.Type, letter.MessageId, letter.Source, letter.Position, letter.Reason, letter.At };
}
