using Timeline.Hosting;
using Yarp.ReverseProxy.Configuration;

namespace Timeline.Console.Gateway;

/// <summary>Which service answers which call. What is not listed here does not reach a service from outside, <c>/internal</c> least of all.</summary>
public static class ApiRoutes
{
    private static readonly string[] Read = ["GET", "HEAD"];
    private static readonly string[] Write = ["POST"];
    private static readonly string[] Change = ["POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] All = [.. Read, .. Change];

    public static IReadOnlyList<RouteConfig> Table(Backends backends) =>
    [
        To("ingestion", "/api/reports/{**rest}", Write),
        To("ingestion", "/api/imports/{**rest}", All),
        .. new[] { "reports", "corrections", "retractions", "restorations", "settlements", "merges", "unmerges" }
            .Select(deed => To("ingestion", $"/api/incidents/{{id}}/{deed}/{{**rest}}", Write)),
        .. new[] { "duplicates", "proposals" }.Select(hint => To("ingestion", $"/api/incidents/{{id}}/{hint}", Read)),
        To("ingestion", "/api/drafts/{**rest}", All),
        .. new[] { "approval", "duplicates" }.Select(setting => To("ingestion", $"/api/theatres/{{id}}/{setting}", Write)),
        To("ingestion", "/api/coverage/{**rest}", Write),
        To("ingestion", "/api/places/{**rest}", Write),
        To("projection", "/api/coverage", Read),
        To("ingestion", "/api/sources/{**rest}", Write),
        To("projection", "/api/sources/{**rest}", Read),
        To("projection", "/api/incidents/{**rest}", Read),
        To("projection", "/api/timeline", Read),
        To("projection", "/api/seasons/{**rest}", Read),
        To("projection", "/api/correlations/{**rest}", Read),
        To("projection", "/api/rules/{id}/evidence", Read),
        To("projection", "/api/compare", Read),
        To("projection", "/api/what-if/{**rest}", All),
        To("projection", "/api/dates", Read),
        To("projection", "/api/places/{**rest}", Read),
        To("projection", "/api/routes", Read),
        To("projection", "/api/theatres", Read),

        To("correlation", "/api/alerts/{**rest}", All),
        To("correlation", "/api/watches/{**rest}", All),
        To("correlation", "/api/rules/{**rest}", All),
        To("correlation", "/api/ledger", Read),

        .. Backends.Names.SelectMany(service => new[] { "health/{**part}", "metrics" }
            .Select(open => To(service, $"/ops/{service}/{open}", Read, new Dictionary<string, string> { ["PathRemovePrefix"] = $"/ops/{service}" }))),

        // these two, of all that services tell each other, may be seen from outside: they are figures, and change nothing
        .. Backends.Names.SelectMany(service => (service == "ingestion" ? new[] { "marks" } : ["marks", "digest"]).Select(figures => To(
            service,
            $"/ops/{service}/{figures}",
            Read,
            new() { ["PathSet"] = $"/internal/{figures}" },
            new() { ["RequestHeader"] = Internal.KeyHeader, ["Set"] = backends.Key ?? "" }))),
    ];

    public static IReadOnlyList<ClusterConfig> Clusters(Backends backends) =>
    [
        .. Backends.Names.Select(service => new ClusterConfig
        {
            ClusterId = service,
            Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = backends.Of(service).ToString() } },
        }),
    ];

    private static RouteConfig To(string service, string path, IReadOnlyList<string> methods, params Dictionary<string, string>[] changes) => new()
    {
        RouteId = $"{string.Join('|', methods)} {path}",
        ClusterId = service,
        Match = new() { Path = path, Methods = methods },
        // the key is this house's own: what a caller sends under its name goes no further
        Transforms = [new Dictionary<string, string> { ["RequestHeaderRemove"] = Internal.KeyHeader }, .. changes],
    };
}
