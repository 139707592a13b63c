using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>Asks the three services at once and says how the whole stands.</summary>
public sealed class Whole(IHttpClientFactory clients, Backends backends, HealthCheckService own)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Per service: null when it is ready, else why not, part by part.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> WhyNotReady(CancellationToken stop)
    {
        var answers = await Task.WhenAll(Backends.Names.Select(service => WhyNotReady(service, stop)));
        var whole = Backends.Names.Zip(answers).ToDictionary(a => a.First, a => a.Second);
        whole["console"] = InWords((await own.CheckHealthAsync(stop)).Entries.Select(part => (part.Key, part.Value.Status == HealthStatus.Healthy, part.Value.Description)));
        return whole;
    }

    private async Task<string?> WhyNotReady(string service, CancellationToken stop)
    {
        using var answer = await Ask(service, "health/ready", stop);
        if (answer is null or { IsSuccessStatusCode: true })
        {
            return answer is null ? "does not answer" : null;
        }

        try
        {
            var said = await answer.Content.ReadFromJsonAsync<Answered>(TimelineJson.Options, stop);
            return InWords(said!.Parts.Select(part => (part.Key, part.Value.Status == "healthy", part.Value.Says)));
        }
        catch (JsonException)
        {
            return $"answers {(int)answer.StatusCode}";
        }
    }

    private static string? InWords(IEnumerable<(string Part, bool Well, string? Says)> parts) =>
        string.Join("; ", parts.Where(p => !p.Well).Select(p => $"{p.Part} {p.Says ?? "is not well"}")) is { Length: > 0 } words ? words : null;

    private sealed record Answered(string Status, IReadOnlyDictionary<string, Part> Parts);

    private sealed record Part(string Status, string? Says);

    /// <summary>Per service its marks, null where it does not tell them.</summary>
    public async Task<IReadOnlyDictionary<string, Marks?>> AllMarks(CancellationToken stop)
    {
        var marks = await Task.WhenAll(Backends.Names.Select(service => MarksOf(service, stop)));
        return Backends.Names.Zip(marks).ToDictionary(m => m.First, m => m.Second);
    }

    /// <summary>The metrics of each service that answers.</summary>
    public async Task<IReadOnlyList<string>> AllMetrics(CancellationToken stop)
    {
        var answers = await Task.WhenAll(Backends.Names.Select(service => MetricsOf(service, stop)));
        return [.. answers.OfType<string>()];
    }

    private async Task<string?> MetricsOf(string service, CancellationToken stop)
    {
        using var answer = await Ask(service, "metrics", stop);
        return answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadAsStringAsync(stop) : null;
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
