using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Timeline.Bench;

/// <param name="Ticks">Stopwatch ticks at which the event had been read from the connection.</param>
/// <param name="Recorded">When Correlation recorded the alert.</param>
internal sealed record Arrival(long Ticks, DateTime At, DateTime Recorded);

/// <summary>Reads the alert stream through the gateway and notes when each correlation's first alert arrived.</summary>
internal sealed class AlertTimes : IAsyncDisposable
{
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<string, Arrival> first = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;
    private int heard;

    private AlertTimes(Uri gateway) => reading = Task.Run(() => ReadAsync(new Uri(gateway, "/api/alerts/stream")));

    /// <summary>All alert events that came, of whatever rule or change.</summary>
    public int Heard => heard;

    public static async Task<AlertTimes> ListenAsync(Uri gateway)
    {
        var times = new AlertTimes(gateway);
        await Task.WhenAny(times.connected.Task, times.reading).Unwrap();
        return times;
    }

    /// <summary>When the correlation's alert came; null where it has not.</summary>
    public Arrival? Of(string correlation) => first.GetValueOrDefault(correlation);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        http.Dispose();
        end.Dispose();
    }

    private async Task ReadAsync(Uri stream)
    {
        using var answer = await http.GetAsync(stream, HttpCompletionOption.ResponseHeadersRead, end.Token);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(end.Token);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(end.Token))
        {
            var (ticks, now) = (Stopwatch.GetTimestamp(), DateTime.UtcNow);
            connected.TrySetResult();
            if (item.EventType == "alert")
            {
                heard++;
                var told = JsonNode.Parse(item.Data)!;
                first.TryAdd((string)told["correlationId"]!, new(ticks, now, DateTimeOffset.Parse((string)told["recorded"]!, null).UtcDateTime));
            }
        }
    }
}
