using Microsoft.AspNetCore.Http;

namespace Timeline.Hosting;

/// <summary>
/// A report that is recorded while the broker is away goes out when it is back: the store is the outbox. But whoever enters one is told that it is
/// recorded and believes that watchers hear of it, so the backlog must not grow without end: beyond the limit (TIMELINE_BACKLOG) nothing more
/// is recorded, and the caller is told to come back.
/// </summary>
/// <remarks>The backlog is looked at once a second (<see cref="WatchMarks"/>), so it may exceed the limit by what a second brings.</remarks>
public sealed class LimitBacklog(RequestDelegate next, WatchMarks marks, Settings settings)
{
    private const int RetrySeconds = 10;

    public Task InvokeAsync(HttpContext context)
    {
        var backlog = marks.Backlog;
        return backlog <= settings.Backlog || !Writes(context)
            ? next(context)
            : Unavailable.AnswerAsync(
                context, $"{backlog} events wait to be published, and {settings.Backlog} are the most that may: the broker does not take them. Nothing was recorded.", RetrySeconds);
    }

    private static bool Writes(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && context.GetEndpoint()?.Metadata.GetMetadata<WritesNothing>() is null;
}

/// <summary>Marks a call that asks by POST and records nothing: it is answered however long the backlog is.</summary>
public sealed record WritesNothing;
