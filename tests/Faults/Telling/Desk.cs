using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Contracts;
using Timeline.Tests.Stack.Running;

namespace Timeline.Faults.Telling;

/// <param name="Again">Whether it was asked more than once, so that an earlier asking may have been recorded though its answer never came.</param>
internal sealed record Definite(Answer Answer, bool Again);

/// <summary>
/// Asks the gateway until there is a definite answer: done (2xx) or refused (4xx). No answer at all, and a failure (5xx), leave open whether it
/// was recorded; then the same is asked again, as a careful program does.
/// </summary>
internal sealed class Desk : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    private readonly Told told;
    private readonly HttpClient http;

    public Desk(Uri gateway, Told told)
    {
        this.told = told;
        http = new() { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <exception cref="TimeoutException">There was no definite answer for as long as no fault lasts.</exception>
    public Task<Definite> PostAsync(string path, JsonObject body, string? key = null) => AskAsync(path, () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: TimelineJson.Options) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return request;
    });

    public Task<Definite> PostFileAsync(string path, string file) =>
        AskAsync(path, () => new(HttpMethod.Post, path) { Content = new StringContent(file, Encoding.UTF8, "application/x-ndjson") });

    public Task<Definite> GetAsync(string path) => AskAsync(path, () => new(HttpMethod.Get, path), counts: false);

    public void Dispose() => http.Dispose();

    private async Task<Definite> AskAsync(string path, Func<HttpRequestMessage> request, bool counts = true)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var again = false; ; again = true)
        {
            var (answer, why) = await OnceAsync(request());
            if (answer is not null)
            {
                return new(answer, again);
            }

            if (counts)
            {
                told.NoteAmbiguous();
            }

            if (Stopwatch.GetElapsedTime(begun) > Limit)
            {
                throw new TimeoutException($"{path}: no definite answer within {Limit.TotalSeconds:0} s; last: {why}");
            }

            await Task.Delay(Between);
        }
    }

    private async Task<(Answer? Answer, string Why)> OnceAsync(HttpRequestMessage request)
    {
        try
        {
            using var asked = request;
            using var answer = await http.SendAsync(asked);
            var text = await answer.Content.ReadAsStringAsync();
            return (int)answer.StatusCode < 500 ? (new(answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)), "") : (null, $"{(int)answer.StatusCode} {text}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return (null, e.Message);
        }
    }
}
