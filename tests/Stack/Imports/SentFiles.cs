using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Timeline.Tests.Stack.Running;
using Xunit;

namespace Timeline.Tests.Stack.Imports;

/// <summary>Files of registers as tests send them, and what is asked of their imports.</summary>
internal static class SentFiles
{
    /// <summary>The header of the decimal edition of an ASAM file.</summary>
    public const string Edition = "date_of_occurrence,reference_number,subregion,latitude,longitude,aggressor,victim,description\n";

    /// <summary>Sends a file and waits until its import is done.</summary>
    public static Task<JsonNode> TakeFileAsync(this RunningSystem system, string format, string set, string file, string more = "") => system.TakeFileAsync(format, set, Encoding.UTF8.GetBytes(file), more);

    /// <summary>Sends a file and waits until its import is done.</summary>
    public static async Task<JsonNode> TakeFileAsync(this RunningSystem system, string format, string set, byte[] file, string more = "")
    {
        var (status, body) = await system.AskAsync(HttpMethod.Post, $"/api/imports?format={format}&set={set}{more}", file);
        Assert.True(status == HttpStatusCode.Accepted, $"{status} {body}");
        return await Wait.ForAsync(() => system.GetAsync($"/api/imports/{(string)body!["id"]!}?take=10000"), i => (string?)i["state"] == "done", RunningSystem.Limit);
    }

    public static Task<(HttpStatusCode Status, JsonNode? Body)> TellAsync(this RunningSystem system, string path, JsonNode said) => system.AskAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(said.ToJsonString()));

    public static async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(this RunningSystem system, HttpMethod method, string path, byte[]? sent)
    {
        using var request = new HttpRequestMessage(method, path) { Content = sent is null ? null : new ByteArrayContent(sent) };
        using var answer = await system.Gateway.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, body.Length > 0 ? JsonNode.Parse(body) : null);
    }

    /// <summary>"2 created", "3:4 rejected".</summary>
    public static IEnumerable<string> Said(JsonNode import) =>
        import["verdicts"]!.AsArray().Select(v => string.Create(CultureInfo.InvariantCulture, $"{(int)v!["line"]!}{((int?)v["column"] is { } column ? $":{column}" : "")} {(string)v["verdict"]!}"));
}
