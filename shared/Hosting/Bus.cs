using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Timeline.Contracts;

namespace Timeline.Hosting;

/// <summary>RabbitMQ through MassTransit, the same for every service.</summary>
public static class Bus
{
    /// <summary>Adds the bus; with <paramref name="listensTo"/> also the service's queue, on which one process is active and any number stand by.</summary>
    public static IServiceCollection AddBus(this IServiceCollection services, Settings settings, Subscribed? listensTo = null)
    {
        var consumers = listensTo is null ? [] : listensTo.Events().Append(typeof(Watermark)).Select(e => typeof(HandOn<>).MakeGenericType(e)).ToArray();
        services.AddSingleton<Confirms>();
        services.AddHostedService<EndStuckBus>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();   // by default the library reports to its makers; nothing of this system leaves it unasked
            foreach (var consumer in consumers)
            {
                bus.AddConsumer(consumer);
            }

            bus.ConfigureHealthCheckOptions(health => health.Name = "broker");
            bus.UsingRabbitMq((context, rabbit) =>
            {
                Connect(rabbit, settings);
                if (listensTo is null)
                {
                    return;
                }

                rabbit.ReceiveEndpoint(settings.Service, queue =>
                {
                    queue.SetQuorumQueue(1);
                    queue.SingleActiveConsumer = true;
                    queue.PrefetchCount = PublishStoredEvents.PageSize;
                    queue.ConcurrentMessageLimit = PublishStoredEvents.PageSize;
                    foreach (var consumer in consumers)
                    {
                        queue.ConfigureConsumer(context, consumer);
                    }
                });
            });
        });
        return services;
    }

    /// <summary>What every connection to the broker has in common.</summary>
    public static void Connect(IRabbitMqBusFactoryConfigurator rabbit, Settings settings)
    {
        // a consumer that is stopped is replaced after two to three heartbeats; the client's own 60 s would take minutes
        rabbit.Host(settings.Rabbit, host =>
        {
            host.Heartbeat(TimeSpan.FromSeconds(3));

            // every answer that a lost connection still owes is waited for (EndStuckBus), one after the other: the client's own 20 s make minutes of it
            host.ContinuationTimeout(TimeSpan.FromSeconds(6));
        });
        rabbit.ConfigureJsonSerializerOptions(json => TimelineJson.Configure(json));
        rabbit.Publish<IIncidentEvent>(topology => topology.Exclude = true);
        rabbit.Publish<IRestated>(topology => topology.Exclude = true);
        rabbit.Publish<IBesideIncidents>(topology => topology.Exclude = true);
        rabbit.Publish<ICoverageEvent>(topology => topology.Exclude = true);
        rabbit.Publish<IPlaceEvent>(topology => topology.Exclude = true);
        rabbit.Publish<IReported>(topology => topology.Exclude = true);
        rabbit.Publish<ICorrelationEvent>(topology => topology.Exclude = true);
        rabbit.Publish<IAlertEvent>(topology => topology.Exclude = true);
    }
}

/// <summary>Hands each event to the one writer; returns, and so acknowledges, when it is committed.</summary>
public sealed class HandOn<T>(ReceiveInOrder receiver) : IConsumer<T> where T : class
{
    public Task Consume(ConsumeContext<T> context) => receiver.PostAsync(Wire.Read(context));
}
