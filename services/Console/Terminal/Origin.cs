using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Timeline.Contracts;
using Timeline.Hosting;

namespace Timeline.Console.Terminal;

/// <summary>The system did not answer, or refused; the message is for a person.</summary>
public sealed class AnswerException(string message) : Exception(message);

/// <summary>The one origin, asked from the terminal as any program would ask it.</summary>
public sealed class Origin : IDisposable
{
    private readonly HttpClient http;

    public Origin(Uri url, string? token)
    {
        http = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
    }

    /// <summary>With the token that is given (TIMELINE_TOKEN), or one made from the key.</summary>
    public static Origin At(Uri url) => new(url, Surroundings.Value("TIMELINE_TOKEN") ?? TokenVerb.Make("administrator", "terminal"));

    public async Task<T> GetAsync<T>(string path, CancellationToken stop) => await TryGetAsync<T>(path, stop) is { } found
        ? found
        : throw new AnswerException($"{new Uri(http.BaseAddress!, path)} is not there");

    /// <returns>Null where there is no such thing (404).</returns>
    public Task<T?> TryGetAsync<T>(string path, CancellationToken stop) => AskAsync<T>(new(HttpMethod.Get, path), stop);

    public async Task<T> PostFileAsync<T>(string path, Stream file, string mediaType, CancellationToken stop)
    {
        var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await AskAsync<T>(new(HttpMethod.Post, path) { Content = content }, stop) ?? throw new AnswerException($"{path} is not there");
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, CancellationToken stop) =>
        await AskAsync<T>(new(method, path), stop) ?? throw new AnswerException($"{new Uri(http.BaseAddress!, path)} is not there");

    public void Dispose() => http.Dispose();

    private async Task<T?> AskAsync<T>(HttpRequestMessage question, CancellationToken stop)
    {
        try
        {
            using (question)
            using (var answer = await http.SendAsync(question, stop))
            {
                return answer switch
                {
                    { IsSuccessStatusCode: true } => await answer.Content.ReadFromJsonAsync<T>(TimelineJson.Options, stop),
                    { StatusCode: HttpStatusCode.NotFound } => default,
                    _ => throw new AnswerException(Refusal.InWords((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(stop))),
                };
            }
        }
        catch (HttpRequestException e)
        {
            throw new AnswerException($"{http.BaseAddress} does not answer ({e.Message}); ./timeline status says what runs");
        }
        catch (JsonException e)
        {
            throw new AnswerException($"{question.RequestUri} answered something that cannot be read: {e.Message}");
        }
    }
}
