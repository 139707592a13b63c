using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Timeline.Contracts;

namespace Timeline.Console.Gateway;

/// <summary>
/// GET /openapi/v1.json: every call that can be made here, put together from what each service says of itself; what does not reach a service from
/// outside is left out. GET /docs: the same for people.
/// </summary>
public static class DescribeTheWhole
{
    public const string Path = "/openapi/v1.json";

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "head"];

    public static void MapDescription(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, AnswerAsync).ExcludeFromDescription();
        app.MapScalarApiReference("/docs", (page, context) =>
        {
            page.WithTitle("Timeline: the calls").WithOpenApiRoutePattern(Path).DisableDefaultFonts().DisableAgent().DisableMcp().WithNonce();
            page.Telemetry = false;
            context.Response.OnStarting(() =>
            {
                // styles are set inline by the page; scripts are its own two and the one line that it says the nonce of
                context.Response.Headers.ContentSecurityPolicy =
                    $"default-src 'self'; script-src 'self' 'nonce-{context.Items[ScalarOptions.NonceHttpContextItemKey]}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";
                return Task.CompletedTask;
            });
        });
    }

    private static async Task<IResult> AnswerAsync(Whole whole, Backends backends, [FromKeyedServices("v1")] IOpenApiDocumentProvider own, CancellationToken stop)
    {
        var said = await whole.AllDescriptions(stop);
        if (said.FirstOrDefault(s => s.Value is null) is { Key: { } silent })
        {
            return Results.Problem($"The {silent} service does not answer, so what it can be asked is not known now.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var mine = JsonNode.Parse(await (await own.GetOpenApiDocumentAsync(stop)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, stop))!.AsObject();
        var routes = ApiRoutes.Table(backends);
        var documents = said.Select(s => (s.Key, Reachable(JsonNode.Parse(s.Value!)!.AsObject(), s.Key, routes))).Append(("console", OwnCalls(mine))).Append(("console", OfEachService(routes)));
        return Results.Text(Together(documents).ToJsonString(TimelineJson.Options), "application/json");
    }

    /// <summary>Several documents as one. A schema that two describe differently under one name gets the name of its service before it.</summary>
    public static JsonObject Together(IEnumerable<(string Service, JsonObject Document)> documents)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var (service, document) in documents)
        {
            var text = document.ToJsonString();
            foreach (var (name, schema) in document["components"]?["schemas"]?.AsObject() ?? [])
            {
                if (schemas.TryGetPropertyValue(name, out var known) && !JsonNode.DeepEquals(known, schema))
                {
                    text = text.Replace($"\"#/components/schemas/{name}\"", $"\"#/components/schemas/{service}.{name}\"", StringComparison.Ordinal);
                }
            }

            var renamed = JsonNode.Parse(text)!;
            foreach (var (name, schema) in renamed["components"]?["schemas"]?.AsObject() ?? [])
            {
                var original = document["components"]!["schemas"]![name];
                schemas[schemas.TryGetPropertyValue(name, out var known) && !JsonNode.DeepEquals(known, original) ? $"{service}.{name}" : name] = schema!.DeepClone();
            }

            foreach (var (path, calls) in renamed["paths"]?.AsObject() ?? [])
            {
                var all = paths[path]?.AsObject() ?? [];
                foreach (var (method, call) in calls!.AsObject())
                {
                    all[method] = call!.DeepClone();
                }

                paths[path] = all.Parent is null ? all : all.DeepClone();
            }
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Timeline",
                ["version"] = "v1",
                ["description"] = "Records security incidents with their doubt, tells when a pattern forms, and tests whether it is one. Dates are ISO days, instants are UTC; a refusal is a problem document (RFC 9457) with one entry a bad field.",
            },
            ["paths"] = new JsonObject(paths.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))),
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "./timeline token ROLE prints one; on one machine none is needed." } },
            },
            ["security"] = new JsonArray(new JsonObject(), new JsonObject { ["token"] = new JsonArray() }),
        };
    }

    /// <summary>Whether a call to a path reaches a service through the gateway.</summary>
    public static bool IsRouted(IEnumerable<Yarp.ReverseProxy.Configuration.RouteConfig> routes, string service, string method, string path) =>
        routes.Any(route => route.ClusterId == service && route.Match.Methods!.Contains(method, StringComparer.OrdinalIgnoreCase)
            && new TemplateMatcher(TemplateParser.Parse(route.Match.Path!.TrimStart('/')), new()).TryMatch(path, new()));

    private static JsonObject Reachable(JsonObject document, string service, IReadOnlyList<Yarp.ReverseProxy.Configuration.RouteConfig> routes) =>
        Only(document, (path, method) => IsRouted(routes, service, method, path));

    // no service describes these: it knows itself by another address
    private static JsonObject OfEachService(IEnumerable<Yarp.ReverseProxy.Configuration.RouteConfig> routes) => new()
    {
        ["paths"] = new JsonObject(routes.Where(r => r.Match.Path!.StartsWith("/ops/", StringComparison.Ordinal)).SelectMany(OfService)
            .Append(Call("/metrics", "The metrics of all four processes in Prometheus' text, told apart by service_name."))
            .Append(Call("/ops/console/metrics", "The metrics of the console."))),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> OfService(Yarp.ReverseProxy.Configuration.RouteConfig route)
    {
        var service = route.ClusterId!;
        return route.Match.Path![$"/ops/{service}/".Length..] switch
        {
            "marks" => [Call($"/ops/{service}/marks", $"How far {service} has come: its last event, and what it has published, taken in and projected.")],
            "digest" => [Call($"/ops/{service}/digest", $"The state of {service} by digest, and beside it the same worked out from nothing.")],
            "metrics" => [Call($"/ops/{service}/metrics", $"The metrics of {service} in Prometheus' text.")],
            _ => [Call($"/ops/{service}/health/live", $"Whether {service} runs."), Call($"/ops/{service}/health/ready", $"Whether {service} can do its work, part by part; 503 where it cannot, with the reason.")],
        };

    }

    private static KeyValuePair<string, JsonNode?> Call(string path, string summary) => new(path, new JsonObject
    {
        ["get"] = new JsonObject { ["tags"] = new JsonArray("operations"), ["summary"] = summary, ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } } },
    });

    private static JsonObject OwnCalls(JsonObject document) =>
        Only(document, (path, _) => new[] { "/api", "/ops", "/health", "/metrics" }.Any(root => path.StartsWith(root, StringComparison.Ordinal)));

    private static JsonObject Only(JsonObject document, Func<string, string, bool> wanted)
    {
        foreach (var (path, calls) in document["paths"]?.AsObject().ToList() ?? [])
        {
            foreach (var (method, _) in calls!.AsObject().Where(c => Methods.Contains(c.Key)).ToList())
            {
                if (!wanted(path, method))
                {
                    calls.AsObject().Remove(method);
                }
            }

            if (!calls.AsObject().Any(c => Methods.Contains(c.Key)))
            {
                document["paths"]!.AsObject().Remove(path);
            }
        }

        return document;
    }
}
