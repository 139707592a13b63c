using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>What can be called is described, and what is described can be called.</summary>
public partial class DescriptionTests(WatchedSystem watched) : WatchedTests(watched)
{
    [Fact]
    public async Task Every_call_that_a_service_offers_is_described_by_the_whole_with_a_sentence_on_what_it_does()
    {
        var whole = Calls(await System.GetAsync("/openapi/v1.json"));
        using var services = new HttpClient();

        foreach (var service in Databases.Services)
        {
            var own = Calls((await services.GetFromJsonAsync<JsonNode>(new Uri(System.Address(service), "/openapi/v1.json")))!);
            Assert.NotEmpty(own);
            Assert.Empty(own.Keys.Except(whole.Keys).Select(call => $"{service} offers {call}, and the gateway does not lead there"));
        }

        Assert.Empty(whole.Where(call => ((string?)call.Value["summary"] ?? "").Length == 0).Select(call => $"{call.Key} does not say what it does"));
    }

    [Fact]
    public async Task Every_call_that_is_described_is_answered_by_a_service()
    {
        var calls = Calls(await System.GetAsync("/openapi/v1.json"));
        var astray = new List<string>();
        foreach (var (method, path) in calls.Keys.Select(c => (c.Split(' ')[0], c.Split(' ')[1])))
        {
            using var request = new HttpRequestMessage(new(method.ToUpperInvariant()), Word().Replace(path, m => m.Value == "{year}" ? "1999" : m.Value == "{theatre}" ? "fergana" : "nobody"));
            if (method is "post" or "put")
            {
                request.Content = new StringContent("", Encoding.UTF8, "application/json");   // nothing in it: refused, and so harmless
            }

            using var answer = await System.Gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            // what names nobody is refused by its service with the field; a way that leads nowhere names none
            if (answer.StatusCode == HttpStatusCode.MethodNotAllowed || (answer.StatusCode == HttpStatusCode.NotFound && !(await answer.Content.ReadAsStringAsync()).Contains("\"errors\"", StringComparison.Ordinal)))
            {
                astray.Add($"{method} {path}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(astray);
        Assert.True(calls.Count > 30, $"only {calls.Count} calls are described");
    }

    [Fact]
    public async Task The_shapes_that_others_read_are_there_with_their_fields_and_examples()
    {
        var document = await System.GetAsync("/openapi/v1.json");
        var report = document["paths"]!["/api/reports"]!["post"]!;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.Equal("hostage-taking", (string)report["requestBody"]!["content"]!["application/json"]!["example"]!["kind"]!);
        Assert.NotNull(report["responses"]!["201"]!["content"]!["application/json"]!["example"]!["reading"]);
        Assert.Superset(new HashSet<string> { "kind", "title", "when", "where", "actors", "details", "source", "polarity", "links" }, Fields(schemas, "ReportForm"));
        Assert.Superset(new HashSet<string> { "theatre", "seasonYear", "state", "phases", "harvests", "incursions", "chains", "ransomUsd", "seizures", "coverage" }, Fields(schemas, "SeasonView"));
        Assert.Superset(new HashSet<string> { "id", "rule", "ruleVersion", "verdict", "share", "explanation", "hangsOn", "notCounted", "evidence" }, Fields(schemas, "CorrelationShown"));
        Assert.Empty(Reference().Matches(document.ToJsonString()).Select(m => m.Groups[1].Value).Where(name => !schemas.ContainsKey(name)));
    }

    [Fact]
    public async Task The_page_for_people_asks_nobody_but_this_origin()
    {
        using var page = await System.Gateway.GetAsync("/docs/");
        var html = await page.Content.ReadAsStringAsync();
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(html).Groups[1].Value;

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.NotEmpty(nonce);
        Assert.Contains($"script-src 'self' 'nonce-{nonce}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);   // so that default-src 'self' holds for calls too
        Assert.Empty(Elsewhere().Matches(html).Select(m => m.Value));
        foreach (var script in Script().Matches(html).Select(m => m.Groups[1].Value))
        {
            using var answer = await System.Gateway.GetAsync(new Uri(new Uri(System.Gateway.BaseAddress!, "/docs/"), script));
            Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length > 1000));
        }
    }

    private static Dictionary<string, JsonNode> Calls(JsonNode document) => document["paths"]!.AsObject()
        .SelectMany(path => path.Value!.AsObject().Select(call => (Name: $"{call.Key} {path.Key}", Call: call.Value!))).ToDictionary(c => c.Name, c => c.Call);

    private static HashSet<string> Fields(JsonObject schemas, string name) => [.. schemas[name]!["properties"]!.AsObject().Select(p => p.Key)];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Word();

    [GeneratedRegex("#/components/schemas/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Script();

    [GeneratedRegex("(?:src|href)=\"(?:https?:)?//[^\"]*\"")]
    private static partial Regex Elsewhere();
}
