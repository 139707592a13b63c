using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Timeline.Tests.Stack.Running;

/// <param name="Position">The id under which the stream sent it: its position in Correlation's store.</param>
/// <param name="AlertId">The alert it tells of.</param>
/// <param name="Change">raised, strengthened, weakened, revised, withdrawn.</param>
public sealed record Heard(long Position, string AlertId, string Change, JsonNode Body);

/// <summary>Reads GET /api/alerts/stream as a page does: when the connection goes it comes back and names the last event it saw.</summary>
public sealed class AlertListener : IAsyncDisposable
{
    private readonly Uri stream;
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource end = new();
    private readonly List<Heard> heard = [];
    private readonly Task listening;
    private string? lastId;

    /// <param name="after">The position after which it listens; null: from now on.</param>
    public AlertListener(Uri gateway, long? after)
    {
        stream = new(gateway, "/api/alerts/stream");
        lastId = after?.ToString();
        listening = Task.Run(ListenAsync);
    }

    /// <summary>How often the stream was opened.</summary>
    public int Connections { get; private set; }

    /// <summary>All that was heard so far, in the order of arrival.</summary>
    public IReadOnlyList<Heard> All
    {
        get
        {
            lock (heard)
            {
                return [.. heard];
            }
        }
    }

    /// <summary>Waits until what was heard satisfies a condition.</summary>
    /// <exception cref="TimeoutException">It did not within the limit.</exception>
    public Task<IReadOnlyList<Heard>> UntilAsync(Func<IReadOnlyList<Heard>, bool> enough, TimeSpan limit) =>
        Wait.ForAsync(() => Task.FromResult(All), enough, limit, all => $"heard {all.Count} alert events: {string.Join(", ", all.Select(h => $"{h.Position} {h.Change} {h.AlertId}"))}");

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await listening;
        http.Dispose();
        end.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await ReadAsync();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                await Task.Delay(100).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, stream);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
        answer.EnsureSuccessStatusCode();
        Connections++;
        await using var body = await answer.Content.ReadAsStreamAsync(end.Token);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(end.Token))
        {
            if (item.EventType == "alert")
            {
                var told = JsonNode.Parse(item.Data)!;
                lock (heard)
                {
                    heard.Add(new(long.Parse(item.EventId!), (string)told["id"]!, (string)told["change"]!, told));
                }
            }

            lastId = item.EventId ?? lastId;
        }
    }
}
