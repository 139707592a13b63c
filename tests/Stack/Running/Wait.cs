using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Running;

/// <summary>Waiting for a condition, never for a length of time.</summary>
public static class Wait
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is as wanted; the answer. A question that fails is asked again.</summary>
    /// <exception cref="TimeoutException">It was not within the limit; with the last answer.</exception>
    public static async Task<T> ForAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, TimeSpan limit, Func<T, string>? say = null)
    {
        var start = Stopwatch.GetTimestamp();
        var last = "no answer";
        while (true)
        {
            try
            {
                var answer = await ask();
                if (wanted(answer))
                {
                    return answer;
                }

                // on one line: only the first is kept where a run's failures are listed
                last = say is not null ? say(answer) : answer is JsonNode json ? json.ToJsonString() : $"{answer}";
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or Npgsql.NpgsqlException or System.Text.Json.JsonException)
            {
                last = e.Message;
            }

            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"not within {limit.TotalSeconds:0} s; last: {last}");
            }

            await Task.Delay(Between);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task UntilAsync(Func<Task<bool>> holds, TimeSpan limit) => ForAsync(holds, yes => yes, limit);
}
