using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;
using Timeline.Console.DeadLetters;
using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>A queue as the broker describes it; its figures are up to five seconds old.</summary>
/// <param name="Ready">Messages that wait.</param>
/// <param name="Unacked">Messages that were handed to a consumer and not yet acknowledged.</param>
/// <param name="Consumers">Who listens, active or standing by.</param>
public sealed record QueueSeen(
    string Name,
    [property: JsonPropertyName("messages_ready")] long Ready,
    [property: JsonPropertyName("messages_unacknowledged")] long Unacked,
    long Consumers)
{
    /// <summary>Whether it holds what a consumer could not take (_error) or did not know (_skipped): nobody listens there, and nobody should.</summary>
    public bool IsForDeadLetters => DeadLetter.IsQueue(Name);
}

/// <summary>The queues of this system's virtual host, asked of the broker's management API (TIMELINE_RABBIT_MANAGEMENT).</summary>
public sealed class Queues : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Uri? list;

    public Queues(Settings settings)
    {
        if (settings.RabbitManagement is not { } management)
        {
            return;
        }

        var vhost = settings.Rabbit.AbsolutePath.TrimStart('/') is { Length: > 0 } named ? Uri.UnescapeDataString(named) : "/";
        list = new(management, $"api/queues/{Uri.EscapeDataString(vhost)}?columns=name,messages_ready,messages_unacknowledged,consumers");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(management.UserInfo))));
        list = new UriBuilder(list) { UserName = "", Password = "" }.Uri;
    }

    /// <returns>Null where the broker does not tell, or nobody told us where to ask.</returns>
    public async Task<IReadOnlyList<QueueSeen>?> ListAsync(CancellationToken stop)
    {
        if (list is null)
        {
            return null;
        }

        try
        {
            return [.. (await http.GetFromJsonAsync<List<QueueSeen>>(list, stop))!.OrderBy(q => q.Name, StringComparer.Ordinal)];
        }
        catch (Exception silence) when (silence is HttpRequestException or System.Text.Json.JsonException || (silence is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
