using System.Text;
using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>GET /metrics: the metrics of all four processes in one answer, told apart by the label service_name; one address to scrape.</summary>
public static class MetricsOfTheWhole
{
    private const string Path = "/metrics";

    /// <summary>Lets this process write its own, and puts those of the services that answer beside them.</summary>
    public static void UseMetricsOfTheWhole(this WebApplication app) => app.UseWhen(context => context.Request.Path == Path, metrics => metrics.Use(WriteAsync));

    public static void MapMetricsOfTheWhole(this IEndpointRouteBuilder app)
    {
        app.MapMetrics(Path);
        app.MapMetrics("/ops/console" + Path);
    }

    private static async Task WriteAsync(HttpContext context, RequestDelegate next)
    {
        var whole = context.RequestServices.GetRequiredService<Whole>();
        var others = whole.AllMetrics(context.RequestAborted);
        context.Request.Headers.Accept = "text/plain;version=0.0.4";   // in one form only, so that they can be put together
        var body = context.Response.Body;
        using var own = new MemoryStream();
        context.Response.Body = own;
        await next(context);
        context.Response.Body = body;
        var text = Together([Encoding.UTF8.GetString(own.ToArray()), .. await others]);
        context.Response.ContentLength = null;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Several answers as one: a metric that more than one has is described once, with the lines of all below it.</summary>
    public static string Together(IEnumerable<string> answers)
    {
        var metrics = new Dictionary<string, (List<string> Described, List<string> Lines)>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var answer in answers)
        {
            var described = new HashSet<string>(StringComparer.Ordinal);
            var current = "";
            foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (line.StartsWith("# ", StringComparison.Ordinal) && line.Split(' ', 4) is [_, "TYPE" or "HELP" or "UNIT", var name, ..])
                {
                    current = name;
                    if (metrics.TryAdd(name, ([], [])))
                    {
                        order.Add(name);
                        described.Add(name);
                    }

                    if (described.Contains(name))
                    {
                        metrics[name].Described.Add(line);
                    }
                }
                else if (!line.StartsWith('#') && current.Length > 0)
                {
                    metrics[current].Lines.Add(line);
                }
            }
        }

        return string.Concat(order.SelectMany(name => metrics[name].Described.Concat(metrics[name].Lines)).Select(line => line + "\n"));
    }
}
