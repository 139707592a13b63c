using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Timeline.Hosting;

/// <summary>What services ask of one another (/internal): never through the gateway, and only with the key that they share.</summary>
public static class Internal
{
    public const string KeyHeader = "X-Timeline-Key";

    public static HttpClient Client(Settings settings)
    {
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add(KeyHeader, Convert.ToBase64String(settings.Key));
        return http;
    }

    public static RouteGroupBuilder MapInternal(this IEndpointRouteBuilder app)
    {
        var settings = app.ServiceProvider.GetRequiredService<Settings>();
        var expected = Convert.ToBase64String(settings.Key);
        var group = app.MapGroup("/internal").ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers[KeyHeader].ToString() is var key
                && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(key), System.Text.Encoding.UTF8.GetBytes(expected))
                ? await next(context)
                : Results.Problem("this address is for the services themselves", statusCode: StatusCodes.Status403Forbidden));
        return group;
    }
}
