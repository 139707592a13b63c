using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Input;

/// <summary>Sends something that must be refused and holds the answer to what every refusal must be.</summary>
internal static class Refusals
{
    public const string Good = """{"kind":"incursion","title":"An incursion","when":{"date":"1971-08-09"},"where":{"place":"batken-region"},"source":{"name":"A radio"}}""";

    /// <summary>The good report with some fields replaced.</summary>
    public static string With(string changes)
    {
        var form = JsonNode.Parse(Good)!.AsObject();
        foreach (var (field, value) in JsonNode.Parse(changes)!.AsObject())
        {
            form[field] = value?.DeepClone();
        }

        return form.ToJsonString();
    }

    /// <summary>The header by which somebody shows who he is.</summary>
    public static (string Name, string Value) Shown(this RunningSystem system, string who, string role = "monitor") => ("Authorization", "Bearer " + Access.Token(system.Key, role, who, DateTime.UtcNow));

    public static async Task<(HttpStatusCode Status, string? Type, JsonNode? Body)> SendAsync(this RunningSystem system, HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await system.Gateway.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        JsonNode? json = null;
        try
        {
            json = text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            Assert.Fail($"{method} {path} answered {(int)answer.StatusCode} with what is not JSON: {text[..Math.Min(200, text.Length)]}");
        }

        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, json);
    }

    /// <summary>One problem document, the right status, the field named, and nothing written anywhere.</summary>
    public static async Task RefusesAsync(this RunningSystem system, HttpMethod method, string path, HttpContent? body, int status, string field)
    {
        await system.SettleAsync();
        var before = await system.EventsAsync();

        var (answered, type, problem) = await system.SendAsync(method, path, body);

        Assert.True((int)answered == status, $"{method} {path}: {(int)answered} {problem}");
        Assert.Equal("application/problem+json", type);
        Assert.Equal(status, (int)problem!["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        var errors = problem["errors"]!.AsObject();
        Assert.True(errors.ContainsKey(field), $"'{field}' is not named in {errors.ToJsonString()}");
        Assert.All(errors[field]!.AsArray(), says => Assert.NotEmpty((string)says!));
        await system.SettleAsync();
        Assert.Equal(before, await system.EventsAsync());
    }

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
