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

    // a service works its description out when it is asked, and the first time that takes a busy machine a while
    private static readonly TimeSpan PatienceForDescriptions = TimeSpan.FromSeconds(30);

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
        using var answer = await Ask(service, "health/ready", Patience, stop);
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
        var answers = await Task.WhenAll(Backends.Names.Select(service => TextOf(service, "metrics", Patience, stop)));
        return [.. answers.OfType<string>()];
    }

    /// <summary>Per service what it says it can be asked (OpenAPI), null where it does not answer.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> AllDescriptions(CancellationToken stop)
    {
        var said = await Task.WhenAll(Backends.Names.Select(service => TextOf(service, "openapi/v1.json", PatienceForDescriptions, stop)));
        return Backends.Names.Zip(said).ToDictionary(s => s.First, s => s.Second);
    }

    private async Task<string?> TextOf(string service, string path, TimeSpan patience, CancellationToken stop)
    {
        using var answer = await Ask(service, path, patience, stop);
        return answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadAsStringAsync(stop) : null;
    }

    private async Task<Marks?> MarksOf(string service, CancellationToken stop)
    {
        using var answer = await Ask(service, "internal/marks", Patience, stop);
        return answer is { IsSuccessStatusCode: true } ? await answer.Content.ReadFromJsonAsync<Marks>(TimelineJson.Options, stop) : null;
    }

    private async Task<HttpResponseMessage?> Ask(string service, string path, TimeSpan patience, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(backends.Of(service), path));
        if (path.StartsWith("internal/", StringComparison.Ordinal))
        {
            question.Headers.Add(Internal.KeyHeader, backends.Key ?? "");
        }

        try
        {
            return await clients.CreateClient().SendAsync(question, limit.Token);
        }
        catch (Exception silence) when (silence is HttpRequestException || (silence is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }
}
