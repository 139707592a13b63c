using System.Text.Json.Nodes;
using Yarp.ReverseProxy.Configuration;

namespace Timeline.Console.Gateway;

/// <summary>The calls under /ops/{service} and the metrics: no service describes these, for it knows itself by another address.</summary>
public static class DescribeEachService
{
    private const string Text = "text/plain", Json = "application/json";

    /// <summary>A document of them, by the routes that there are.</summary>
    public static JsonObject Of(IEnumerable<RouteConfig> routes) => new()
    {
        ["paths"] = new JsonObject(routes.Where(r => r.Match.Path!.StartsWith("/ops/", StringComparison.Ordinal)).SelectMany(OfRoute)
            .Append(Call("/metrics", "The metrics of all four processes in Prometheus' text, told apart by service_name.", Text, null))
            .Append(Call("/ops/console/metrics", "The metrics of the console in Prometheus' text.", Text, null))),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> OfRoute(RouteConfig route)
    {
        var (service, at) = (route.ClusterId!, $"/ops/{route.ClusterId}");
        return route.Match.Path![(at.Length + 1)..] switch
        {
            "marks" =>
            [
                Call($"{at}/marks", $"How far {service} has come: its last event, and what it has published, taken in and projected.", Json,
                    $$"""{ "service": "{{service}}", "tail": 150, "outbox": 150, "positions": {}, "views": null, "due": false }"""),
            ],
            "digest" =>
            [
                Call($"{at}/digest", $"The state of {service} by digest, and beside it the same worked out from nothing: both are equal.", Json,
                    $$"""{ "{{(service == "projection" ? "views" : "told")}}": "9f86d081…", "fromNothing": "9f86d081…" }"""),
            ],
            "metrics" => [Call($"{at}/metrics", $"The metrics of {service} in Prometheus' text.", Text, null)],
            _ =>
            [
                Call($"{at}/health/live", $"Whether {service} runs.", Text, null),
                Call($"{at}/health/ready", $"Whether {service} can do its work, part by part; 503 where it cannot, with the reason.", Json, """{ "status": "healthy", "parts": { "database": { "status": "healthy", "says": null } } }"""),
            ],
        };
    }

    private static KeyValuePair<string, JsonNode?> Call(string path, string summary, string type, string? example)
    {
        var content = new JsonObject { ["schema"] = new JsonObject { ["type"] = type == Json ? "object" : "string" } };
        if (example is not null)
        {
            content["example"] = JsonNode.Parse(example);
        }

        var responses = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK", ["content"] = new JsonObject { [type] = content } } };
        if (path.EndsWith("/ready", StringComparison.Ordinal))
        {
            responses["503"] = new JsonObject { ["description"] = "Not ready: each part that is not well says why.", ["content"] = new JsonObject { [Json] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } } };
        }

        return new(path, new JsonObject { ["get"] = new JsonObject { ["tags"] = new JsonArray("operations"), ["summary"] = summary, ["responses"] = responses } });
    }
}
