using System.Diagnostics.Metrics;
using Timeline.Console.DeadLetters;
using Timeline.Hosting;

namespace Timeline.Console.Gateway;

/// <summary>The metrics that no service has by itself: who is behind whom, what waits in the broker, and who answers.</summary>
public sealed class MeasureWhole : IHostedService
{
    public MeasureWhole(WatchWhole watch, IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableGauge(
            "timeline.service.answers", () => watch.Last.Marks.Select(m => Figure(m.Value is null ? 0 : 1, ("service", m.Key))), "{service}", "1 where a service answers the console.");
        meter.CreateObservableGauge(
            "timeline.consumer.lag",
            () => watch.Last.Behind().Select(b => Figure(b.Lag, ("consumer", b.Consumer), ("source", b.Source))),
            "{position}", "How far a service is behind the last event of a producer.");
        meter.CreateObservableGauge("timeline.queue.ready", () => Each(watch, dead: false, q => q.Ready), "{message}", "Messages that wait in a queue.");
        meter.CreateObservableGauge("timeline.queue.unacked", () => Each(watch, dead: false, q => q.Unacked), "{message}", "Messages handed to a consumer and not yet acknowledged.");
        meter.CreateObservableGauge("timeline.queue.consumers", () => Each(watch, dead: false, q => q.Consumers), "{consumer}", "Who listens on a queue; where nobody does, messages pile up.");
        meter.CreateObservableGauge("timeline.dead_letters", () => DeadLetters(watch), "{message}", "Messages that a consumer could not take (_error) or did not know (_skipped).");
        meter.CreateObservableGauge("timeline.broker.answers", () => watch.Last.Queues is null ? 0 : 1, "{broker}", "1 where the broker's management API answers the console.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<Measurement<long>> Each(WatchWhole watch, bool dead, Func<QueueSeen, long> figure) =>
        (watch.Last.Queues ?? []).Where(q => q.IsForDeadLetters == dead).Select(q => Figure(figure(q), ("queue", q.Name)));

    // a queue of dead letters is made with its first; until then there are none, which is a figure too
    private static IEnumerable<Measurement<long>> DeadLetters(WatchWhole watch) => watch.Last.Queues is not { } queues
        ? []
        : Backends.Names.Where(service => queues.Any(q => q.Name == service)).SelectMany(service => new[] { service + DeadLetter.Failed, service + DeadLetter.Skipped })
            .Union(queues.Where(q => q.IsForDeadLetters).Select(q => q.Name))
            .Select(name => Figure(queues.Where(q => q.Name == name).Sum(q => q.Ready + q.Unacked), ("queue", name)));

    private static Measurement<long> Figure(long value, params (string Name, string Value)[] labels) =>
        new(value, labels.Select(l => new KeyValuePair<string, object?>(l.Name, l.Value)));
}
