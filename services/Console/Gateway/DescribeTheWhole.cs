using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Timeline.Contracts;
using Timeline.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace Timeline.Console.Gateway;

/// <summary>
/// GET /openapi/v1.json: every call that can be made here, put together (<see cref="JoinDescriptions"/>) from what each service says of itself, what the
/// console says of itself, and what it knows of each (<see cref="DescribeEachService"/>). What no route leads to from outside is left out.
/// </summary>
public static class DescribeTheWhole
{
    public const string Path = "/openapi/v1.json";

    // the roots of the console's own calls: its pages and their files are none
    private static readonly string[] Roots = ["/api", "/ops", "/health", "/metrics"];

    public static void MapDescription(this IEndpointRouteBuilder app) => app.MapGet(Path, AnswerAsync).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpRequest request, Whole whole, Backends backends, [FromKeyedServices("v1")] IOpenApiDocumentProvider own, CancellationToken stop)
    {
        var said = await whole.AllDescriptions(stop);
        if (said.FirstOrDefault(s => s.Value is null) is { Key: { } silent })
        {
            return Results.Problem($"The {silent} service does not answer, so what it can be asked is not known now.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var routes = ApiRoutes.Table(backends);
        var mine = JsonNode.Parse(await (await own.GetOpenApiDocumentAsync(stop)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, stop))!.AsObject();
        var documents = said.Select(s => (s.Key, JoinDescriptions.Only(JsonNode.Parse(s.Value!)!.AsObject(), (path, method) => IsRouted(routes, s.Key, method, path))))
            .Append(("console", JoinDescriptions.Only(mine, (path, _) => Array.Exists(Roots, root => path.StartsWith(root, StringComparison.Ordinal)))))
            .Append(("console", DescribeEachService.Of(routes)));
        var together = JoinDescriptions.Together(documents);
        together["servers"] = new JsonArray(new JsonObject { ["url"] = $"{request.Scheme}://{request.Host}" });
        return Results.Text(together.ToJsonString(TimelineJson.Options), "application/json");
    }

    /// <summary>Whether a call to a path reaches a service through the gateway.</summary>
    public static bool IsRouted(IEnumerable<RouteConfig> routes, string service, string method, string path) =>
        routes.Any(route => route.ClusterId == service && route.Match.Methods!.Contains(method, StringComparer.OrdinalIgnoreCase)
            && new Microsoft.AspNetCore.Routing.Template.TemplateMatcher(Microsoft.AspNetCore.Routing.Template.TemplateParser.Parse(route.Match.Path!.TrimStart('/')), []).TryMatch(path, []));
}
