using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Timeline.Hosting;

/// <summary>
/// What the service rests on is away, full or overburdened: neither the caller's fault nor ours. Such a request is answered 503 with Retry-After;
/// its transaction was recorded whole or not at all.
/// </summary>
public static class Unavailable
{
    /// <summary>After how many seconds it may be worth trying again.</summary>
    public const int RetrySeconds = 5;

    /// <summary>What is away or full, in a sentence; null where the error is of another sort.</summary>
    public static string? Why(Exception? error) => error switch
    {
        null => null,
        PostgresException { SqlState: var state } => Why(state),
        NpgsqlException or TimeoutException => "The database does not answer.",
        AggregateException { InnerExceptions: var inner } => inner.Select(Why).FirstOrDefault(why => why is not null),
        _ => Why(error.InnerException),
    };

    /// <param name="why">What is away or full, in a sentence.</param>
    public static Task AnswerAsync(HttpContext context, string why, int retrySeconds = RetrySeconds)
    {
        context.Response.Headers.RetryAfter = retrySeconds.ToString();
        return Results.Problem(why, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    // classes of PostgreSQL's error codes (its manual, appendix A); what is wrong with a statement itself is not among them
    private static string? Why(string state) => state switch
    {
        "53100" => "The database's disk is full.",
        "57014" => "The database took too long.",
        "55P03" or "40001" or "40P01" or "25P03" => "The database is busy with others who want the same.",
        "25006" => "The database takes no writes now.",
        _ when state.StartsWith("53", StringComparison.Ordinal) => "The database has no room for more: " + state,
        _ when state[..2] is "08" or "57" or "58" => "The database does not answer.",
        _ => null,
    };
}
