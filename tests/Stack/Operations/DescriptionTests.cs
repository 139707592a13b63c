using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Timeline.Hosting;
using Timeline.Tests.Stack.Running;
using Xunit;
using static Timeline.Tests.Stack.Running.RunningSystem;

namespace Timeline.Tests.Stack.Operations;

/// <summary>What can be called is described, and what is described can be called, by those of whom it is said.</summary>
public partial class DescriptionTests(WatchedSystem watched) : WatchedTests(watched)
{
    private sealed record Call(string Name, string Method, string Path, JsonNode Says)
    {
        public IEnumerable<JsonNode> Parameters => Says["parameters"]?.AsArray().OfType<JsonNode>() ?? [];

        /// <summary>Who may; null for anybody, with or without a token.</summary>
        public IReadOnlyList<string>? Roles => Says["security"]?.AsArray().Select(s => s!["token"]).OfType<JsonArray>().SingleOrDefault()?.Select(r => (string)r!).ToList();

        public bool Takes => Says["requestBody"] is not null;
    }

    [Fact]
    public async Task Every_call_that_a_service_offers_is_described_by_the_whole()
    {
        var whole = Calls(await System.GetAsync("/openapi/v1.json")).Select(c => c.Name).ToHashSet();
        using var services = new HttpClient();

        foreach (var service in Databases.Services)
        {
            var own = Calls((await services.GetFromJsonAsync<JsonNode>(new Uri(System.Address(service), "/openapi/v1.json")))!);
            Assert.NotEmpty(own);
            Assert.Empty(own.Select(c => c.Name).Except(whole).Select(call => $"{service} offers {call}, and the gateway does not lead there"));
        }
    }

    [Fact]
    public async Task Every_call_says_what_it_does_asks_takes_answers_and_how_it_refuses()
    {
        var document = await System.GetAsync("/openapi/v1.json");
        var calls = Calls(document);
        var groups = document["tags"]!.AsArray().Select(t => (string)t!["name"]!).ToHashSet();
        var wanting = new List<string>();
        foreach (var call in calls)
        {
            void Want(bool there, string what) => wanting.AddRange(there ? [] : [$"{call.Name}: {what}"]);
            var answers = call.Says["responses"]!.AsObject();
            var (good, refusals) = (answers.Where(a => a.Key[0] == '2').ToList(), answers.Where(a => a.Key[0] is '4').ToList());

            Want(call.Says["summary"] is not null, "does not say what it does");
            Want(groups.Contains((string)call.Says["tags"]!.AsArray().Single()!), "belongs to no group");
            Want(call.Parameters.All(p => ((string?)p["description"] ?? "").Length > 0), "does not say what it asks for");
            Want(Word().Matches(call.Path).Select(m => m.Value.Trim('{', '}')).Order().SequenceEqual(call.Parameters.Where(p => (string)p["in"]! == "path").Select(p => (string)p["name"]!).Order()), "its way has other words");
            Want(call.Parameters.All(p => (string)p["in"]! == "header" || char.IsLower(((string)p["name"]!)[0])), "spells a word otherwise than the answers do");
            Want(good.Count > 0 && good.All(a => a.Value!["content"]!.AsObject().All(c => c.Value!["schema"] is not null || c.Value["example"] is not null)), "does not say what it answers");
            Want(refusals.All(a => (string?)a.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"] == "#/components/schemas/Problem"), "refuses with no problem document");
            Want(!(call.Takes || call.Parameters.Any()) || answers.ContainsKey("400"), "does not say that it refuses bad input");
            Want(!call.Takes || answers.ContainsKey("413"), "does not say that it refuses what is too large");
            Want(!call.Path.Contains('{', StringComparison.Ordinal) || answers.ContainsKey("404"), "does not say what it answers where there is no such thing");
            Want(call.Roles is null || new[] { "401", "403", "503" }.All(answers.ContainsKey), "does not say how it refuses who may not");
            Want(call.Method is not ("post" or "delete") || call.Roles is not null, "changes something and is open to anybody");
        }

        Assert.Empty(wanting);
        Assert.Distinct(calls.Select(c => (string)c.Says["operationId"]!));
        Assert.True(calls.Count > 30, $"only {calls.Count} calls are described");
        var schemas = document["components"]!["schemas"]!.AsObject();
        Assert.DoesNotContain(schemas, shape => shape.Key.Contains('.', StringComparison.Ordinal));   // two services would describe one name differently
        Assert.All(Reference().Matches(document.ToJsonString()).Select(m => m.Groups[1].Value).Distinct(), name => Assert.True(schemas.ContainsKey(name), $"no shape is described under the name {name}"));
    }

    [Fact]
    public async Task Every_call_that_is_described_is_answered_and_refused_to_the_roles_of_which_it_is_said()
    {
        var astray = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Calls(await System.GetAsync("/openapi/v1.json")), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (call, stop) =>
        {
            using var anybody = await SendAsync(call, null);
            // what names nobody is refused by its service with the field; a way that leads nowhere names none
            if (anybody.StatusCode == HttpStatusCode.MethodNotAllowed || (anybody.StatusCode == HttpStatusCode.NotFound && !(await anybody.Content.ReadAsStringAsync(stop)).Contains("\"errors\"", StringComparison.Ordinal)))
            {
                astray.Add($"{call.Name}: {(int)anybody.StatusCode}");
            }

            if (!call.Says["responses"]!.AsObject().ContainsKey(((int)anybody.StatusCode).ToString()))
            {
                astray.Add($"{call.Name}: {(int)anybody.StatusCode} is not described");
            }

            foreach (var role in Access.Roles)
            {
                using var answer = await SendAsync(call, role);
                if (answer.StatusCode == HttpStatusCode.Forbidden == (call.Roles?.Contains(role) ?? true))
                {
                    astray.Add($"{call.Name} by {role}: {(int)answer.StatusCode}");
                }
            }
        });

        Assert.Empty(astray);
    }

    [Fact]
    public async Task The_shapes_that_others_read_are_there_with_their_fields_and_examples()
    {
        var document = await System.GetAsync("/openapi/v1.json");
        var report = document["paths"]!["/api/reports"]!["post"]!;
        var schemas = document["components"]!["schemas"]!.AsObject();

        Assert.Equal("hostage-taking", (string)report["requestBody"]!["content"]!["application/json"]!["example"]!["kind"]!);
        Assert.NotNull(report["responses"]!["201"]!["content"]!["application/json"]!["example"]!["reading"]);
        Assert.Contains(report["parameters"]!.AsArray(), p => (string)p!["name"]! == "Idempotency-Key");
        Assert.Superset(new HashSet<string> { "kind", "title", "when", "where", "actors", "details", "source", "polarity", "links" }, Fields(schemas, "ReportForm"));
        Assert.Superset(new HashSet<string> { "theatre", "seasonYear", "state", "phases", "harvests", "incursions", "chains", "ransomUsd", "seizures", "coverage" }, Fields(schemas, "SeasonView"));
        Assert.Superset(new HashSet<string> { "id", "rule", "ruleVersion", "verdict", "share", "explanation", "hangsOn", "notCounted", "evidence" }, Fields(schemas, "CorrelationShown"));
        Assert.Superset(new HashSet<string> { "title", "status", "errors", "version" }, Fields(schemas, "Problem"));
        Assert.Equal(("string", "date"), ((string)schemas["UncertainDate"]!["properties"]!["earliest"]!["type"]!, (string)schemas["UncertainDate"]!["properties"]!["earliest"]!["format"]!));
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

    // names nobody and holds nothing: refused wherever it would change anything, and so harmless
    private async Task<HttpResponseMessage> SendAsync(Call call, string? role)
    {
        using var request = new HttpRequestMessage(new(call.Method.ToUpperInvariant()), Word().Replace(call.Path, m => m.Value switch { "{year}" => "1999", "{theatre}" => "fergana", _ => "nobody" }));
        if (call.Takes)
        {
            request.Content = new StringContent("", Encoding.UTF8, "application/json");
        }

        if (role is not null)
        {
            request.Headers.Authorization = new("Bearer", Access.Token(System.Key, role, "somebody", DateTime.UtcNow));
        }

        return await System.Gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static List<Call> Calls(JsonNode document) =>
        [.. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(call => new Call($"{call.Key} {path.Key}", call.Key, path.Key, call.Value!)))];

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
