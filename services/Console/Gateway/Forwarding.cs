using Microsoft.AspNetCore.Diagnostics;
using Timeline.Console.DeadLetters;
using Timeline.Contracts;
using Timeline.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Timeline.Console.Gateway;

/// <summary>The gateway: everything under <c>/api</c> and <c>/ops</c> goes to the service that owns it, and every refusal is a problem document.</summary>
public static class Forwarding
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        var backends = new Backends(builder.Configuration);
        foreach (var chatty in new[] { "Microsoft.AspNetCore", "System.Net.Http.HttpClient", "Yarp", "MassTransit" })
        {
            builder.Logging.AddFilter(chatty, LogLevel.Warning);
        }

        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = BodyLimit.Import);
        builder.Services.AddSingleton(backends);
        builder.Services.AddProblemDetails();
        builder.Services.AddHttpClient();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<Whole>();
        builder.Services.AddSingleton<Queues>();
        builder.Services.AddSingleton<HandleDeadLetters>();
        builder.Services.AddAccess();
        builder.Services.AddDescription();
        builder.Services.ConfigureHttpJsonOptions(json => TimelineJson.Configure(json.SerializerOptions));
        builder.Services.AddSingleton<WatchWhole>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WatchWhole>());
        builder.Services.AddHostedService<MeasureWhole>();
        builder.Services.AddReverseProxy().LoadFromMemory(ApiRoutes.Table(backends), ApiRoutes.Clusters(backends));
        return builder;
    }

    /// <summary>What guards the door; stands before everything else.</summary>
    public static WebApplication UseGate(this WebApplication app)
    {
        app.UseMiddleware<OwnOrigin>();
        app.UseWhen(IsCall, calls =>
        {
            calls.UseExceptionHandler(failed => failed.Run(Fail));
            calls.UseStatusCodePages(refused => Problems.Write(refused.HttpContext, refused.HttpContext.Response.StatusCode));
            calls.UseMiddleware<BodyLimit>();
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMetricsOfTheWhole();
        return app;
    }

    public static WebApplication MapGateway(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetricsOfTheWhole();
        app.MapDeadLetters();
        app.MapDescription();
        app.MapDocs();
        app.MapReverseProxy(way => way.Use(AnswerForTheSilent));
        return app;
    }

    /// <summary>A program's call, as opposed to a person's page.</summary>
    internal static bool IsCall(HttpContext context) =>
        new[] { "/api", "/ops", "/internal", "/health", "/metrics", "/openapi" }.Any(root => context.Request.Path.StartsWithSegments(root));

    private static async Task AnswerForTheSilent(HttpContext context, RequestDelegate forward)
    {
        await forward(context);
        if (context.GetForwarderErrorFeature() is not { } failed || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (failed.Exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            await BodyLimit.Refuse(context);
            return;
        }

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        context.Response.Headers.RetryAfter = "2";
        await Problems.Write(context, StatusCodes.Status503ServiceUnavailable, $"The {service} service does not answer. Nothing is known to have been written; try again in a moment.", new { service });
    }

    private static Task Fail(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }
            ? BodyLimit.Refuse(context)
            : Problems.Write(context, StatusCodes.Status500InternalServerError);
}
