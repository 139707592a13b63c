using System.Net.Http.Json;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>Asks the three services at once and says how the whole stands.</summary>
public sealed class Whole(IHttpClientFactory clients, Backends backends)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Per service: null when it is ready, else why not.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> WhyNotReady(CancellationToken stop)
    {
        var answers = await Task.WhenAll(Backends.Names.Select(service => Ask(service, "health/ready", stop)));
        return Backends.Names.Zip(answers).ToDictionary(a => a.First, a => a.Second switch
        {
            null => "does not answer",
            { IsSuccessStatusCode: true } => null,
            var refused => $"answers {(int)refused.StatusCode}",
        });
    }

    /// <summary>Per service its marks, null where it does not tell them.</summary>
    public async Task<IReadOnlyDictionary<string, Marks?>> AllMarks(CancellationToken stop)
    {
        var marks = await Task.WhenAll(Backends.Names.Select(service => MarksOf(service, stop)));
        return Backends.Names.Zip(marks).ToDictionary(m => m.First, m => m.Second);
    }

    private async Task<Marks?> MarksOf(string service, CancellationToken stop)
    {
        using var answer = await Ask(service, "internal/marks", stop);
        return answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadFromJsonAsync<Marks>(TimelineJson.Options, stop) : null;
    }

    private async Task<HttpResponseMessage?> Ask(string service, string path, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(backends.Of(service), path));
        if (path.StartsWith("internal/", StringComparison.Ordinal))
        {
            question.Headers.Add(Internal.KeyHeader, backends.Key ?? "");
        }

        try
        {
            return await clients.CreateClient().SendAsync(question, patience.Token);
        }
        catch (Exception silence) when (silence is HttpRequestException || (silence is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }
}
