using System.Text.Json;
using System.Text.RegularExpressions;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>What the host of every service has in common.</summary>
public static partial class TimelineHost
{
    /// <summary>The most bytes of a request's body, but for imports.</summary>
    public const long BodyLimit = 2 * 1024 * 1024;

    public static Settings AddTimeline(this WebApplicationBuilder builder, string service)
    {
        var settings = Settings.Read(service);
        builder.Logging.OnlyWhatMatters();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.ConfigureHttpJsonOptions(json => TimelineJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<WatchMarks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WatchMarks>());
        builder.Services.AddHostedService<MeasureStore>();
        builder.AddTelemetry(settings);
        builder.Services.AddDescription();
        builder.Services.AddAccess();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyLimit);
        return settings;
    }

    /// <summary>No lines for what goes well: a line or more for every request costs more than many a request.</summary>
    public static ILoggingBuilder OnlyWhatMatters(this ILoggingBuilder logging)
    {
        foreach (var source in new[] { "Microsoft.AspNetCore", "System.Net.Http", "Yarp", "Npgsql", "Marten", "MassTransit", "JasperFx" })
        {
            logging.AddFilter(source, LogLevel.Warning);
        }

        // a service that is not ready says so in its answer; whoever waits for the start asks often
        return logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
    }

    /// <summary>The service's events go out over the bus, and are kept readable on its feed.</summary>
    public static IServiceCollection AddOutbox(this MartenServiceCollectionExtensions.MartenConfigurationExpression store)
    {
        store.AddSubscriptionWithServices<PublishStoredEvents>(ServiceLifetime.Singleton, options =>
        {
            options.Name = PublishStoredEvents.Shard;
            options.Options.BatchSize = PublishStoredEvents.PageSize;
        });
        store.Services.AddSingleton<Feed>();
        store.Services.AddSingleton<ITellProgress>(s => s.GetRequiredService<Feed>());
        store.Services.AddSingleton<IPublish, Wire>();
        store.Services.AddHostedService<SayHowFar>();
        return store.Services.AddWatched(PublishStoredEvents.Shard);
    }

    /// <summary>A subscription or projection of the store is watched: how far it is behind, and whether it is well.</summary>
    public static IServiceCollection AddWatched(this IServiceCollection services, string shard)
    {
        services.AddSingleton(new Watched(shard));
        services.AddHealthChecks().Add(new(shard, s => ActivatorUtilities.CreateInstance<FollowsStore>(s, shard), failureStatus: null, tags: null));
        return services;
    }

    /// <summary>The service takes in, in order and once, what other services publish; with the bus it arrives by.</summary>
    public static IServiceCollection AddReceiver<TTaker>(this IServiceCollection services, Settings settings, Subscribed subscribed) where TTaker : class, ITakeInOrder
    {
        services.AddBus(settings, subscribed);
        services.AddSingleton(subscribed);
        services.AddSingleton<IReadFeed, FeedClient>();
        services.AddSingleton<TTaker>();
        services.AddSingleton<ITakeInOrder>(s => s.GetRequiredService<TTaker>());
        services.AddSingleton<IRemember>(s => s.GetRequiredService<TTaker>());
        services.AddSingleton<IKeepBookmarks, KeepBookmarks>();
        services.AddSingleton<ReceiveInOrder>();
        services.AddHostedService(s => s.GetRequiredService<ReceiveInOrder>());
        services.AddHealthChecks().AddCheck<TakesInOrder>("receiver", tags: ["ready"]);
        return services;
    }

    public static WebApplication UseTimeline(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync, SuppressDiagnosticsCallback = failed => IsRefusal(failed.Exception) });
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<LimitBacklog>();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapReady();
        app.MapMetrics();
        app.MapOpenApi();
        return app;
    }

    // one clear answer that names the field; what went wrong inside stays in the log
    private static async Task AnswerAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (Unavailable.Why(error) is { } why)
        {
            await Unavailable.AnswerAsync(context, why + Recorded(context.Request));
            return;
        }

        var refusal = error switch
        {
            Refused refused => refused.Answer(),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refused.TooLarge(),
            BadHttpRequestException { InnerException: JsonException json } => Refused.Unreadable(json),
            BadHttpRequestException bad when Unbound().Match(bad.Message) is { Success: true } value => Refused.Field(
                JsonNamingPolicy.CamelCase.ConvertName(value.Groups[1].Value), $"'{value.Groups[2].Value}' is not a value that it can have.").Answer(),
            BadHttpRequestException bad => Results.Problem(bad.Message, statusCode: bad.StatusCode),
            JsonException json => Refused.Unreadable(json),
            _ => Results.Problem("The service failed; the cause is in its log. Nothing was half done.", statusCode: StatusCodes.Status500InternalServerError),
        };
        await refusal.ExecuteAsync(context);
    }

    private static string Recorded(HttpRequest request) => HttpMethods.IsGet(request.Method)
        ? ""
        : " What you sent was recorded whole or not at all; sent again with the same Idempotency-Key it is recorded once.";

    // a refusal is an answer, not a fault: it belongs to whoever asked, not into the log of errors
    private static bool IsRefusal(Exception error) => error is Refused or BadHttpRequestException or JsonException;

    // what the framework says of a value in the query that is not of its type
    [GeneratedRegex("^Failed to bind parameter \"[^\"]* ([A-Za-z]+)\" from \"(.*)\"\\.$")]
    private static partial Regex Unbound();
}
